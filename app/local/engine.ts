/** A voice as `GET /v1/voices` lists it. A request may send either. */
export interface ListedVoice {
  id: string;
  name: string;
}

/** One synthesiser with its voices: what the service calls a model. */
export interface Engine {
  /** As a request names it: `lectern/flite`. */
  readonly model: string;
  /** As a person reads it. */
  readonly title: string;
  /** SPDX identifier of the synthesiser. */
  readonly license: string;
  /** Silence that belongs between two pieces beyond what the synthesiser leaves there itself, in ms. */
  readonly pause: number;
  voices(): Promise<readonly ListedVoice[]>;
  /** What `say` wants for a voice's id or name; null where there is no such voice, or none for the language. */
  find(voice: string, language: string): Promise<string | null>;
  /** The sound of one piece, mono at `rate` Hz; empty where there is nothing to speak. Equal pieces sound equal. */
  say(piece: string, voice: string, rate: number, signal: AbortSignal): Promise<Int16Array>;
  /** Ends the engine's workers; what they were at fails. */
  close(): Promise<void>;
}
