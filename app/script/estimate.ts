import type { Estimate } from '../model/project.ts';
import type { Segment } from '../model/script.ts';

/** How fast narrators speak: 990 characters a minute, the figure by which audiobooks are quoted. */
const CHARACTERS_A_MINUTE = 990;

/** Seconds that a segment is likely to take, without the pause behind it. */
export const speechSeconds = (segment: Segment): number => (segment.spoken.length * 60) / CHARACTERS_A_MINUTE;

/**
 * What segments come to. `price` tells US dollars per million characters of a model, null where none is published;
 * what `isCached` tells to be there costs nothing.
 */
export function estimate(
  segments: readonly Segment[],
  price: (model: string) => number | null,
  isCached: (segment: Segment) => boolean,
): Estimate {
  const sum: Estimate = { segments: segments.length, characters: 0, seconds: 0, cost: 0, missing: 0 };
  for (const segment of segments) {
    const { length } = segment.spoken;
    sum.characters += length;
    sum.seconds += speechSeconds(segment) + segment.pauseAfter / 1000;
    if (isCached(segment)) continue;
    sum.missing += 1;
    const dollars = price(segment.voice.model);
    sum.cost = sum.cost === null || dollars === null ? null : sum.cost + length * dollars;
  }
  // Millionths are added up and divided once: each division would round.
  return { ...sum, cost: sum.cost === null ? null : sum.cost / 1e6 };
}
