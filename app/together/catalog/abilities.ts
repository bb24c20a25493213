import type { Encoding } from '../../pcm/convert.ts';

/** All that `response_format` may be. */
export const SPEECH_FORMATS = ['wav', 'mp3', 'raw', 'mulaw', 'opus', 'aac', 'flac'] as const;
export type SpeechFormat = (typeof SPEECH_FORMATS)[number];

/** Ways to have speech: one reply, server-sent events, WebSocket. */
export type Endpoint = 'rest' | 'sse' | 'socket';

/** What a model can be asked for over the API. */
export interface Abilities {
  endpoints: readonly Endpoint[];
  /** Of those, the ones that some documents deny. */
  disputed: readonly Endpoint[];
  formats: readonly SpeechFormat[];
  /** Of raw sound. */
  encodings: readonly Encoding[];
  /** Hz: the only one there is, or the least and the most. */
  rates: readonly [number] | readonly [least: number, most: number];
  /** Heeds `bit_rate` for mp3. */
  bitRates: boolean;
  /** Main languages (ISO 639-1) where they are listed; null where they are many or nobody says. */
  languages: readonly string[] | null;
  /** What `language` may hold: a main language alone, or a locale such as `zh-hk`. */
  locales: boolean;
  /** Takes several voices as one: `af_bella(2)+af_heart(1)`. */
  mixes: boolean;
}

const ALL: readonly Endpoint[] = ['rest', 'sse', 'socket'];
const COMMON: readonly SpeechFormat[] = ['wav', 'mp3', 'raw', 'mulaw'];
const ENCODINGS: readonly Encoding[] = ['pcm_f32le', 'pcm_s16le', 'pcm_mulaw', 'pcm_alaw'];
/** Hz. No bounds are published; these are those of telephones and of studios. */
const ASKED = [8000, 48_000] as const;

/** A model of which nothing but its name is known: an endpoint of one's own. */
const UNKNOWN: Abilities = {
  endpoints: ALL,
  disputed: [],
  formats: SPEECH_FORMATS,
  encodings: ENCODINGS,
  rates: ASKED,
  bitRates: true,
  languages: null,
  locales: true,
  mixes: false,
};

/** Always pcm_s16le at 24,000 Hz, whatever is asked (Together's OpenAPI since 2026-04-26). */
const FIXED = { formats: COMMON, encodings: ['pcm_s16le'], rates: [24_000], bitRates: false } as const;

/**
 * By the beginning of the model's id. Sources: Together's model tables and audio/speech reference, 2026-08. Its
 * `language` was an enum of main languages until 2026-04-30 and takes locales since; models from before keep to what
 * both read, the others get the locale. Cartesia over anything but REST is said and denied.
 */
const BY_PREFIX: readonly (readonly [prefix: string, abilities: Partial<Abilities>])[] = [
  [
    'hexgrad/Kokoro',
    { ...FIXED, languages: ['en', 'es', 'fr', 'hi', 'it', 'ja', 'pt', 'zh'], locales: false, mixes: true },
  ],
  ['canopylabs/orpheus', { ...FIXED, languages: ['en'], locales: false }],
  ['cartesia/', { disputed: ['sse', 'socket'], formats: COMMON, locales: false }],
  ['minimax/', { encodings: ['pcm_s16le'], bitRates: false }],
  ['deepgram/', { formats: COMMON, bitRates: false }],
  ['rime-labs/', { formats: COMMON, bitRates: false }],
  ['lectern/', { formats: ['wav', 'mp3', 'raw'] }],
];

/** What a model can be asked for, by its id. */
export function abilitiesOf(model: string): Abilities {
  return { ...UNKNOWN, ...BY_PREFIX.find(([prefix]) => model.startsWith(prefix))?.[1] };
}
