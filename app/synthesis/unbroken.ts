import type { Pcm } from '../model/pcm.ts';
import type { Speech } from '../model/speech.ts';
import { concat } from '../pcm/frames.ts';
import { CallProblem } from '../together/http/call-problem.ts';

/** How often a text is spoken in all where its connection is lost, unless somebody knows better. */
const TRIES = 3;

/**
 * Speech that outlives its connection. Where that is lost in the middle, the text is spoken again from its start, and
 * goes on where it broke off if it proves to be the same up to there, sample for sample: no word is heard twice, and
 * none is lost. If it is not the same, as with models that speak differently each time, the lost connection is the
 * Problem that it would have been.
 */
export async function* unbroken(
  speak: () => AsyncIterable<Speech>,
  most = TRIES,
): AsyncGenerator<Speech, void, undefined> {
  const given: Pcm[] = [];
  let words = 0;
  let lost: unknown = null;
  for (let tries = most; tries > 0; tries--) {
    try {
      for await (const part of lost === null ? speak() : beyond({ given, words, lost }, speak())) {
        if ('samples' in part) given.push(part);
        else words += part.words.length;
        yield part;
      }
      return;
    } catch (failure) {
      if (failure === lost || !(failure instanceof CallProblem) || !failure.again) throw failure;
      lost = failure;
    }
  }
  throw lost;
}

/** What was given before the connection was lost. */
interface Before {
  given: readonly Pcm[];
  /** How many. */
  words: number;
  lost: unknown;
}

/** What follows what was given already; throws `lost` where that does not come again as it was. */
async function* beyond(
  { given, words, lost }: Before,
  again: AsyncIterable<Speech>,
): AsyncGenerator<Speech, void, undefined> {
  const known = concat(given.map(({ samples }) => samples));
  const format = given[0];
  let at = 0;
  let skipped = 0;
  for await (const part of again) {
    if (!('samples' in part)) {
      const more = part.words.slice(words - skipped);
      skipped = Math.min(words, skipped + part.words.length);
      if (more.length > 0) yield { words: more };
      continue;
    }
    const { rate, channels, samples } = part;
    if (format && (format.rate !== rate || format.channels !== channels)) throw lost;
    const common = Math.min(samples.length, known.length - at);
    for (let i = 0; i < common; i++) if (samples[i] !== known[at + i]) throw lost;
    at += common;
    if (common < samples.length) yield { rate, channels, samples: samples.subarray(common) };
  }
  if (at < known.length) throw lost;
}
