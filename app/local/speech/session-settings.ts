import * as v from 'valibot';
import { Refusal } from '../http/refusal.ts';
import type { Engine } from '../voices/engine.ts';
import { engineOf, voiceOf } from './models.ts';
import { type Pronunciation, pronunciations } from './pronunciation.ts';
import { alignmentShape, extraShape, languageShape, named, rateShape, segmentShape } from './speech-fields.ts';
import type { Segmentation } from './text-buffer.ts';

/** How a context speaks. */
export interface SessionSettings {
  engine: Engine;
  /** As the client names it, and as the engine does. */
  voice: string;
  ownVoice: string;
  language: string;
  /** In Hz. */
  rate: number;
  speed: number;
  words: boolean;
  segmentation: Segmentation;
  /** Characters that a sentence may have before it is spoken unfinished. */
  longest: number;
  rules: readonly Pronunciation[];
}

const wholeNumber = v.pipe(
  v.number('must be a whole number'),
  v.integer('must be a whole number'),
  v.minValue(1, 'must be at least 1'),
  v.maxValue(10_000, 'must be at most 10000'),
);

/** Together lists these formats and says that it always sends raw PCM; a client that wants another would hear noise. */
const formatShape = v.picklist(['pcm', 'raw', 'wav'], 'must be pcm');

/** What a session's query or `tts_session.updated` may say. */
const askedShape = v.object(
  {
    model: v.nullish(named),
    model_id: v.nullish(named),
    voice: v.nullish(named),
    language: v.nullish(languageShape),
    response_format: v.nullish(formatShape),
    sample_rate: v.nullish(rateShape),
    speed: v.nullish(
      v.pipe(v.number('must be a number'), v.minValue(0.5, 'must be at least 0.5'), v.maxValue(2, 'must be at most 2')),
    ),
    alignment: v.nullish(alignmentShape),
    segment: v.nullish(segmentShape),
    max_partial_length: v.nullish(wholeNumber),
    extra_params: v.nullish(extraShape),
  },
  'The session must be an object.',
);

/** Parameters that are no strings. */
const NUMBERS: ReadonlySet<string> = new Set(['sample_rate', 'speed', 'max_partial_length']);

/** What a query asks for, in the shape that `tts_session.updated` has. */
export function queried(query: URLSearchParams): object {
  return Object.fromEntries(
    Array.from(query, ([name, value]) => {
      if (NUMBERS.has(name)) return [name, value.trim() === '' ? NaN : Number(value)];
      return [name, name === 'extra_params' ? jsonOf(value) : value];
    }),
  );
}

/**
 * Settings with what is asked changed in them; without any, Together's defaults and the first model and voice there
 * are. Throws a Refusal that names the field at fault.
 */
export async function settingsOf(
  asked: unknown,
  engines: readonly Engine[],
  old: SessionSettings | null = null,
): Promise<SessionSettings> {
  const shaped = v.safeParse(askedShape, asked, { abortEarly: true });
  if (!shaped.success) {
    const [issue] = shaped.issues;
    const param = v.getDotPath(issue);
    throw param === null
      ? new Refusal(400, issue.message)
      : new Refusal(400, `'${param}' ${issue.message}.`, { param });
  }
  const { output } = shaped;
  const model = output.model ?? output.model_id ?? old?.engine.model;
  const engine = model === undefined ? engines[0]! : engineOf(engines, model);
  const language = output.language ?? old?.language ?? 'en';
  const voice = output.voice ?? (old?.engine === engine ? old.voice : await firstVoice(engine));
  const rules = output.extra_params?.pronunciation_dict;
  return {
    engine,
    voice,
    ownVoice: await voiceOf(engine, voice, language),
    language,
    rate: output.sample_rate ?? old?.rate ?? 24_000,
    speed: output.speed ?? old?.speed ?? 1,
    words: output.alignment ? output.alignment === 'word' : (old?.words ?? false),
    segmentation: output.segment ?? old?.segmentation ?? 'sentence',
    longest: output.max_partial_length ?? old?.longest ?? 250,
    rules: rules ? pronunciations(rules) : (old?.rules ?? []),
  };
}

const firstVoice = async (engine: Engine) => (await engine.voices())[0]!.id;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
