import { TAKE_RATE } from '../../model/pcm.ts';
import { isMix, mixText, parseMix } from '../../model/mix.ts';
import { Problem } from '../../model/problem.ts';
import type { Encoding } from '../../pcm/convert.ts';
import { type Abilities, abilitiesOf, SPEECH_FORMATS, type SpeechFormat } from '../catalog/abilities.ts';
import type { RawSound } from './streamed-sound.ts';

/** Bits a second that `bit_rate` may ask for. */
export type BitRate = 32_000 | 64_000 | 96_000 | 128_000 | 192_000;

/** All that a request for speech may say. What is left out is what takes are made of. */
export interface SpeechRequest {
  model: string;
  /** Name or id, whichever the model wants; Kokoro takes mixes such as `af_bella(2)+af_heart(1)`. */
  voice: string;
  /** BCP 47 in lower case. */
  language: string;
  /** What is spoken. */
  input: string;
  /** Who pays: comes back in the receipt, and goes nowhere else. */
  account?: string | null;
  /** `wav` by default; `raw` where it is streamed. */
  format?: SpeechFormat;
  /** Of raw sound; pcm_s16le by default. */
  encoding?: Encoding;
  /** Hz; TAKE_RATE by default. */
  rate?: number;
  /** Of mp3. */
  bitRate?: BitRate;
  /** `word`: tells when each word is heard. Streams only. */
  alignment?: 'none' | 'word';
  /** Where the service divides the text: at the ends of sentences, as it comes, or not at all. */
  segment?: 'sentence' | 'immediate' | 'never';
  /** `<written>/<spoken>`, one rule each. */
  pronunciations?: readonly string[];
}

/** How the reply is to come, and which formats whoever asks can use. */
export interface Delivery {
  stream: boolean;
  formats: readonly SpeechFormat[];
}

/** A request as it is sent, and what samples without a header are in its reply. */
export interface SpeechBody {
  json: Readonly<Record<string, unknown>>;
  raw: RawSound;
}

const BIT_RATES: readonly number[] = [32_000, 64_000, 96_000, 128_000, 192_000];

/**
 * The body of POST /audio/speech (Together's OpenAPI 2026-05, and its streaming guide for `alignment` and `segment`).
 * Throws the Problem `request-refused` with the API's `field` in its details for what the model cannot do.
 */
export function speechBody(request: SpeechRequest, { stream, formats }: Delivery): SpeechBody {
  const abilities = abilitiesOf(request.model);
  const { format = stream ? 'raw' : 'wav', encoding = 'pcm_s16le', rate = TAKE_RATE } = request;
  const { model, input, alignment, segment, bitRate, pronunciations } = request;
  check(input.trim() !== '', 'input', 'is empty');
  check(SPEECH_FORMATS.includes(format) && formats.includes(format), 'response_format', 'cannot be used here');
  check(abilities.formats.includes(format), 'response_format', 'is none of the model');
  check(abilities.encodings.includes(encoding), 'response_encoding', 'is none of the model');
  check(isRate(rate, abilities), 'sample_rate', 'is none of the model');
  checkBitRate(bitRate, format, abilities);
  check(stream || (alignment ?? 'none') === 'none', 'alignment', 'is for streams only');
  check(pronunciations?.every(isRule) ?? true, 'extra_params.pronunciation_dict', 'holds what is no rule');
  const json = {
    model,
    input,
    voice: voiceFor(request, abilities),
    language: languageFor(request, abilities),
    response_format: format,
    response_encoding: encoding,
    sample_rate: rate,
    stream,
    ...(bitRate !== undefined && { bit_rate: bitRate }),
    ...(alignment !== undefined && { alignment }),
    ...(segment !== undefined && { segment }),
    ...(pronunciations?.length && { extra_params: { pronunciation_dict: pronunciations } }),
  };
  return { json, raw: { rate, encoding: format === 'mulaw' ? 'pcm_mulaw' : encoding } };
}

function checkBitRate(bitRate: number | undefined, format: SpeechFormat, { bitRates }: Abilities): void {
  if (bitRate === undefined) return;
  check(format === 'mp3', 'bit_rate', 'is for mp3 only');
  check(bitRates && BIT_RATES.includes(bitRate), 'bit_rate', 'is none of the model');
}

function isRate(rate: number, { rates: [least, most = least] }: Abilities): boolean {
  return Number.isInteger(rate) && rate >= least && rate <= most;
}

/** A mix as the API writes it, whatever spaces a person put in. */
function voiceFor({ voice, model }: SpeechRequest, { mixes }: Abilities): string {
  check(voice.trim() !== '', 'voice', 'is empty');
  // Offline voices have `+` in names of their own: variants of espeak-ng.
  if (!isMix(voice) || model.startsWith('lectern/')) return voice;
  check(mixes || !voice.includes('+'), 'voice', 'is a mix, which only Kokoro takes');
  return mixes ? mixText(parseMix(voice)) : voice;
}

/** The locale where the model reads locales, else its main language: `en` for `en-us`. */
function languageFor({ language }: SpeechRequest, { locales }: Abilities): string {
  check(/^[a-z]{2,3}(-[a-z\d]{1,8})*$/i.test(language), 'language', 'is no language');
  const lower = language.toLowerCase();
  return locales ? lower : lower.split('-', 1)[0]!;
}

/** Something written, something spoken, and one slash between. */
const isRule = (rule: string) => /^[^/]*[^/\s][^/]*\/[^/]*[^/\s][^/]*$/.test(rule);

function check(fine: boolean, field: string, why: string): asserts fine {
  if (!fine) throw new Problem('request-refused', `${field} ${why}`, { details: { field } });
}
