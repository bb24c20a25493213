import * as v from 'valibot';
import type { VoiceEntry } from '../../model/catalog.ts';
import names from './voice-names.json' with { type: 'json' };
import type { Http } from '../http/http.ts';
import { type Reply, textOf } from '../http/reply.ts';
import { type Patience, withRetry } from '../http/retry.ts';
import { unusable } from '../http/unusable.ts';
import { type ListedVoice, voiceEntry } from './voice-entry.ts';

/** Bytes; a list of a thousand voices has about 100 kB. */
const LONGEST_LIST = 4 * 1024 * 1024;
/** ms. A list is looked up, not made. */
const HEADERS_TIMEOUT = 15_000;

const word = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const maybe = v.optional(v.fallback(v.nullable(word), null), null);
const voice = v.union([
  v.pipe(
    word,
    v.transform((name): ListedVoice => ({ id: null, name })),
  ),
  v.object({ id: maybe, name: maybe }),
]);
const group = v.object({ model: v.optional(v.string()), voices: v.array(voice) });
/** Groups by model, one group, or voices; bare or under `data`. The documents show the first two of these. */
const list = v.union([v.array(group), group, v.array(voice)]);
const shape = v.union([
  v.pipe(
    v.object({ data: list }),
    v.transform(({ data }) => data),
  ),
  list,
]);

/**
 * The voices of a model, as the service lists them now; none where it does not know the model. Throws a Problem, or
 * the signal's reason. publishedVoices is what to fall back on.
 */
export async function voices(
  http: Http,
  model: string,
  patience: Patience,
  signal: AbortSignal,
): Promise<VoiceEntry[]> {
  const listed = async () => {
    const reply = await http.request({
      method: 'GET',
      path: '/voices',
      query: { model },
      accept: 'application/json',
      signal,
      timeouts: { headers: HEADERS_TIMEOUT },
    });
    return entriesIn(await shaped(reply), model);
  };
  return withRetry(listed, patience, signal);
}

/** The voices of a model that Together's documents name; none where they name none. Asks nobody. */
export function publishedVoices(model: string): VoiceEntry[] {
  const published: readonly string[] = new Map(Object.entries(names)).get(model) ?? [];
  return entries(
    published.map((name) => ({ id: null, name })),
    model,
  );
}

async function shaped(reply: Reply): Promise<v.InferOutput<typeof shape>> {
  try {
    const body = await textOf(reply, LONGEST_LIST);
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), shape), body);
    if (parsed.success) return parsed.output;
    throw unusable('no list of voices', { got: 'unknown' });
  } finally {
    reply.drop();
  }
}

function entriesIn(listed: v.InferOutput<typeof shape>, model: string): VoiceEntry[] {
  const parts = [listed].flat();
  const listedVoices = parts.flatMap((part) => {
    if (!('voices' in part)) return [part];
    return part.model === undefined || part.model === model ? part.voices : [];
  });
  return entries(listedVoices, model);
}

/** Each voice once: lists that were joined by hand repeat some. */
function entries(listed: readonly ListedVoice[], model: string): VoiceEntry[] {
  const found = listed.map((each) => voiceEntry(model, each)).filter((entry) => entry !== null);
  return [...new Map(found.map((entry) => [entry.id, entry])).values()];
}
