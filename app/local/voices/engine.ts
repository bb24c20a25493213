/** A voice as `GET /v1/voices` lists it. A request may send either. */
export interface ListedVoice {
  id: string;
  name: string;
}

/** How a piece is spoken. */
export interface Manner {
  /** As `find` gave it. */
  voice: string;
  /** Of the sound, in Hz. */
  rate: number;
  /** 1 is the voice's own pace, 2 twice as fast. */
  speed: number;
  /** Are the words' times wanted? They cost about as much as the sound. */
  words: boolean;
}

/** A word as the text has it, with its marks; times in seconds from the start of the sound. */
export interface TimedWord {
  text: string;
  start: number;
  end: number;
}

/** Mono sound at the asked rate, empty where there was nothing to speak. */
export interface Spoken {
  samples: Int16Array;
  /** In their order, without those that make no sound; none where they were not asked for. */
  words: readonly TimedWord[];
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
  /** One piece. Equal pieces sound equal. Throws what went wrong in the worker, or the signal's AbortError. */
  say(piece: string, manner: Manner, signal: AbortSignal): Promise<Spoken>;
  /** Ends the engine's workers; what they were at fails. */
  close(): Promise<void>;
}
