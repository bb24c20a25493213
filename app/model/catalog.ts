/** Which service speaks: Together AI, or the offline voices on this machine. */
export type ServiceName = 'together' | 'local';

/** How a model is reached: by anyone with a key, from a paid tier on, or only through one's own endpoint. */
export type Access = 'serverless' | 'tier' | 'dedicated' | 'local';

export interface SpeechModel {
  /** As the API wants it: `hexgrad/Kokoro-82M`. */
  id: string;
  /** As a person reads it: `Kokoro`. */
  name: string;
  access: Access;
  /** US dollars per million characters; null where none is published. */
  price: number | null;
  /** `fixed`: the reply is pcm_s16le at TAKE_RATE whatever is asked; `asked`: the request decides. */
  encoding: 'fixed' | 'asked';
  /** Characters that a segment may have: `comfortable` is aimed at, `most` never passed. */
  fit: { comfortable: number; most: number };
}

export interface TranscriptionModel {
  /** As the API wants it: `openai/whisper-large-v3`. */
  id: string;
  /** As a person reads it: `Whisper Large v3`. */
  name: string;
  access: Access;
  /** What it listens to: recordings, or speech while it is said. */
  ways: readonly ('recorded' | 'live')[];
  /** US dollars a minute of sound, for each of these; null where none is published. */
  prices: Readonly<Record<'recorded' | 'live', number | null>>;
  /** Of recordings: does it tell speakers apart, and put what is said into English? */
  speakers: boolean;
  translates: boolean;
  /** Main languages that it knows (ISO 639-1); null where they are many or nobody says. */
  languages: readonly string[] | null;
}

/** A voice that a person likes to find again. */
export interface FavouriteVoice {
  model: string;
  voice: string;
}

export interface VoiceEntry {
  model: string;
  /** What a request sends. */
  id: string;
  /** What a person reads. */
  name: string;
  /** BCP 47 in lower case where the name or the service tells, else null. */
  language: string | null;
  gender: 'female' | 'male' | null;
}
