import * as v from 'valibot';
import { Refusal } from '../http/refusal.ts';
import { checkLanguage, checkModel, OWN_MODEL } from './models.ts';
import { TURN_DETECTION, type TurnDetection } from './turns.ts';

export interface RealtimeSettings {
  model: string;
  /** Of the sound that comes in, in Hz. */
  rate: number;
  /** Null where turns end only when told to. */
  detection: TurnDetection | null;
}

/** By Together's names; those without a rate mean 24,000 Hz. */
const RATES: ReadonlyMap<string, number> = new Map([
  ['pcm_s16le_16000', 16_000],
  ['pcm_s16le_8000', 8000],
  ['pcm_s16le_24000', 24_000],
  ['pcm_s16le', 24_000],
  ['pcm_s16', 24_000],
  ['pcm16', 24_000],
]);

const between = (least: number, most: number) =>
  v.nullish(v.pipe(v.unknown(), v.transform(Number), v.minValue(least), v.maxValue(most)));

/** As a query has it, in strings, or a message, in numbers. */
const detectionShape = v.object({
  threshold: between(0, 1),
  min_silence_duration_ms: between(20, 60_000),
  min_speech_duration_ms: between(0, 60_000),
  max_speech_duration_s: between(1, 300),
  speech_pad_ms: between(0, 5000),
});

/** Throws a Refusal: for a model, a language or a format of sound that there is not, or a number out of bounds. */
export function realtimeSettings(query: URLSearchParams): RealtimeSettings {
  const model = query.get('model') ?? OWN_MODEL;
  checkModel(model);
  checkLanguage(query.get('language') ?? 'auto');
  const rate = RATES.get(query.get('input_audio_format') ?? 'pcm_s16le_16000');
  if (rate === undefined) {
    throw new Refusal(400, `unsupported format: this service takes ${[...RATES.keys()].join(', ')}.`, {
      param: 'input_audio_format',
    });
  }
  const fields = Object.fromEntries(query);
  return {
    model,
    rate,
    detection: query.get('turn_detection') === 'none' ? null : detectionOf(fields, TURN_DETECTION),
  };
}

/** Detection with what is asked changed in it. Throws a Refusal for a number out of bounds. */
export function detectionOf(asked: unknown, old: TurnDetection): TurnDetection {
  const shaped = v.safeParse(detectionShape, asked, { abortEarly: true });
  if (!shaped.success) {
    const param = v.getDotPath(shaped.issues[0]) ?? 'turn_detection';
    throw new Refusal(400, `'${param}' is out of bounds.`, { param });
  }
  const { output } = shaped;
  return {
    threshold: output.threshold ?? old.threshold,
    minSilence: output.min_silence_duration_ms ?? old.minSilence,
    minSpeech: output.min_speech_duration_ms ?? old.minSpeech,
    maxSpeech: output.max_speech_duration_s ? output.max_speech_duration_s * 1000 : old.maxSpeech,
    pad: output.speech_pad_ms ?? old.pad,
  };
}

/** As Together writes it. */
export const detectionSaid = (detection: TurnDetection | null) =>
  detection && {
    type: 'server_vad',
    threshold: detection.threshold,
    min_silence_duration_ms: detection.minSilence,
    min_speech_duration_ms: detection.minSpeech,
    max_speech_duration_s: detection.maxSpeech / 1000,
    speech_pad_ms: detection.pad,
  };
