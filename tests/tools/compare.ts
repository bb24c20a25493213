import { gapAt } from './gap.ts';
import { near } from './near.ts';

/** How a recording differs from what it should have been. Counts are of samples; all zero for an exact one. */
export interface Difference {
  /** Silence inside that does not belong there: how many runs of it, and how long they are together. */
  gaps: number;
  gapSamples: number;
  /** Heard more softly than meant, at the edge of a gap. */
  faded: number;
  dropped: number;
  repeated: number;
  /** Samples that are nowhere near in the expected sound. */
  garbage: number;
  lostAtStart: number;
  lostAtEnd: number;
}

/** Samples of garbage after which nothing that follows would be found either. */
const LOST = 48_000;

/**
 * Compares a recording, in silence before and after, with sound that has no sample of zero but where it is meant to
 * be silent; it neither starts nor ends silent.
 */
export function compare(recorded: Int16Array, expected: Int16Array): Difference {
  const difference: Difference = {
    ...{ gaps: 0, gapSamples: 0, faded: 0, dropped: 0, repeated: 0, garbage: 0, lostAtStart: 0, lostAtEnd: 0 },
  };
  const end = recorded.findLastIndex((sample) => sample !== 0) + 1;
  let at = recorded.findIndex((sample) => sample !== 0);
  if (at < 0) return { ...difference, lostAtStart: expected.length };
  let wanted = 0;
  let first = true;
  while (at < end && wanted < expected.length) {
    if (recorded[at] !== expected[wanted]) {
      const gap = first ? null : gapAt(recorded, at, expected, wanted);
      const place = gap === null ? near(recorded, at, expected, wanted) : null;
      if (gap !== null) {
        difference.gaps++;
        difference.gapSamples += gap.silence;
        for (const count of ['faded', 'dropped', 'repeated', 'garbage'] as const) difference[count] += gap[count];
        at += gap.recorded;
        wanted += gap.expected;
      } else if (place !== null) {
        if (first) difference.lostAtStart += place - wanted;
        else if (place > wanted) difference.dropped += place - wanted;
        else difference.repeated += wanted - place;
        wanted = place;
      } else {
        difference.garbage++;
        at++;
        wanted++;
        if (difference.garbage > LOST) break;
      }
    } else {
      at++;
      wanted++;
    }
    first = false;
  }
  difference.garbage += end - at;
  difference.lostAtEnd = expected.length - wanted;
  return difference;
}
