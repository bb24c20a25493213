import * as v from 'valibot';
import type { TimedWord } from './words.ts';

const times = v.array(v.number());
const timestamps = v.object({ words: v.array(v.string()), start_seconds: times, end_seconds: times });
const either = v.union([
  timestamps,
  v.pipe(
    v.object({ timestamps }),
    v.transform(({ timestamps }) => timestamps),
  ),
]);

/**
 * The words of a `conversation.item.word_timestamps`, bare as documented or nested under `timestamps`; null where it
 * is neither. The arrays may be unequal: what is whole is taken.
 */
export function timedWords(json: unknown): TimedWord[] | null {
  const found = v.safeParse(either, json);
  if (!found.success) return null;
  const { words, start_seconds, end_seconds } = found.output;
  const length = Math.min(words.length, start_seconds.length, end_seconds.length);
  return words.slice(0, length).map((word, i) => ({ word, from: start_seconds[i]!, to: end_seconds[i]! }));
}
