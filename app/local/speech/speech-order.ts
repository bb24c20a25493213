import * as v from 'valibot';
import { Refusal } from '../http/refusal.ts';
import { type Pronunciation, pronunciations } from './pronunciation.ts';
import { alignmentShape, extraShape, languageShape, named, rateShape, segmentShape } from './speech-fields.ts';

/** Characters that one request may have spoken: some ten minutes. Together documents no limit of its own. */
export const MOST_INPUT = 10_000;

const ENCODINGS = ['pcm_f32le', 'pcm_s16le', 'pcm_mulaw', 'pcm_alaw'] as const;

const FORMATS = ['wav', 'mp3', 'raw', 'mulaw'] as const;

/** All rates of MPEG-1, MPEG-2 and MPEG-2.5 layer III, in Hz. */
const MP3_RATES: readonly number[] = [8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000];

/** Body of POST /v1/audio/speech as Together documents it; what is not named here is ignored. */
const bodyShape = v.object(
  {
    model: named,
    input: v.pipe(
      v.string('must be a string'),
      v.check((text) => text.trim() !== '', 'must not be empty'),
      v.maxLength(MOST_INPUT, `must be at most ${MOST_INPUT} characters long`),
    ),
    voice: named,
    response_format: v.nullish(v.picklist(FORMATS, `must be one of ${FORMATS.join(', ')}`)),
    response_encoding: v.nullish(v.picklist(ENCODINGS, `must be one of ${ENCODINGS.join(', ')}`), 'pcm_f32le'),
    /** Together's default is the model's: 44,100 Hz for Cartesia, 24,000 for the others; here 24,000 for all. */
    sample_rate: v.nullish(rateShape, 24_000),
    bit_rate: v.nullish(
      v.picklist([32_000, 64_000, 96_000, 128_000, 192_000], 'must be 32000, 64000, 96000, 128000 or 192000'),
      128_000,
    ),
    language: v.nullish(languageShape, 'en'),
    stream: v.nullish(v.boolean('must be true or false'), false),
    alignment: v.nullish(alignmentShape, 'none'),
    /** Without consequence, since the whole text is there. */
    segment: v.nullish(segmentShape),
    extra_params: v.nullish(extraShape, {}),
  },
  'The body must be a JSON object.',
);

/** What a request asks to be spoken, complete. */
export interface SpeechOrder {
  model: string;
  voice: string;
  language: string;
  text: string;
  format: 'wav' | 'mp3' | 'raw';
  /** Of raw sound; wav is always pcm_s16le. */
  encoding: (typeof ENCODINGS)[number];
  /** In Hz. */
  rate: number;
  /** Of mp3, in bits a second. */
  bitRate: number;
  stream: boolean;
  /** Are the words' times wanted? Only a stream can tell them. */
  words: boolean;
  rules: readonly Pronunciation[];
}

/** The order in a request's body. Throws a Refusal with status 400 that names the first field at fault. */
export function speechOrder(body: unknown): SpeechOrder {
  const shaped = v.safeParse(bodyShape, body, { abortEarly: true });
  if (!shaped.success) {
    const [issue] = shaped.issues;
    const param = v.getDotPath(issue);
    if (param === null) throw new Refusal(400, issue.message);
    throw refused(param, issue.input === undefined ? 'is required' : issue.message);
  }
  const { model, voice, language, input, stream, ...asked } = shaped.output;
  // A streamed request may leave the format out, since only one is possible then.
  const asks = asked.response_format ?? (stream ? 'raw' : 'wav');
  if (stream && asks !== 'raw' && asks !== 'mulaw') {
    throw refused('response_format', 'must be raw or mulaw where stream is true');
  }
  const format = asks === 'mulaw' ? 'raw' : asks;
  if (format === 'mp3' && !MP3_RATES.includes(asked.sample_rate)) {
    throw refused('sample_rate', `must be one of ${MP3_RATES.join(', ')} for mp3`);
  }
  const { sample_rate: rate, bit_rate: bitRate, alignment, extra_params: extra } = asked;
  const encoding = asks === 'mulaw' ? 'pcm_mulaw' : asked.response_encoding;
  const rules = pronunciations(extra.pronunciation_dict ?? []);
  const words = stream && alignment === 'word';
  return { model, voice, language, text: input, format, encoding, rate, bitRate, stream, words, rules };
}

const refused = (param: string, why: string) => new Refusal(400, `'${param}' ${why}.`, { param });
