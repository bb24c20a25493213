import type { Estimate } from '../model/project.ts';
import type { Segment } from '../model/script.ts';

/** How fast narrators speak: 990 characters a minute, the figure by which audiobooks are quoted. */
const CHARACTERS_A_MINUTE = 990;

/** Seconds that a segment is likely to take, without the pause behind it. */
export const speechSeconds = (segment: Segment): number => (segment.spoken.length * 60) / CHARACTERS_A_MINUTE;

/**
 * What segments come to. `price` is US dollars per million characters, null where none is published; what `isCached`
 * tells to be there costs nothing.
 */
export function estimate(
  segments: readonly Segment[],
  price: number | null,
  isCached: (segment: Segment) => boolean,
): Estimate {
  let characters = 0;
  let paid = 0;
  let seconds = 0;
  for (const segment of segments) {
    characters += segment.spoken.length;
    seconds += speechSeconds(segment) + segment.pauseAfter / 1000;
    if (price !== null && !isCached(segment)) paid += segment.spoken.length;
  }
  return { segments: segments.length, characters, seconds, cost: price === null ? null : (paid * price) / 1e6 };
}
