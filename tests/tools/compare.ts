/** How a recording differs from what it should have been. Counts are of samples; all zero for an exact one. */
export interface Difference {
  /** Silence inside that does not belong there: how many runs of it, and how long they are together. */
  gaps: number;
  gapSamples: number;
  dropped: number;
  repeated: number;
  /** Samples that are nowhere near in the expected sound. */
  garbage: number;
  lostAtStart: number;
  lostAtEnd: number;
}

/** Samples that must agree before two places count as the same; noise agrees by chance once in 2^128. */
const FINGERPRINT = 8;
/** How far around the expected place a lost one is looked for. */
const REACH = 12_000;

/**
 * Compares a recording, in silence before and after, with sound that has no sample of zero but where it is meant to
 * be silent; it neither starts nor ends silent.
 */
export function compare(recorded: Int16Array, expected: Int16Array): Difference {
  const difference = { gaps: 0, gapSamples: 0, dropped: 0, repeated: 0, garbage: 0, lostAtStart: 0, lostAtEnd: 0 };
  const end = recorded.findLastIndex((sample) => sample !== 0) + 1;
  let at = recorded.findIndex((sample) => sample !== 0);
  if (at < 0) return { ...difference, lostAtStart: expected.length };
  let wanted = 0;
  let first = true;
  while (at < end && wanted < expected.length) {
    if (recorded[at] === expected[wanted]) {
      at++;
      wanted++;
    } else if (recorded[at] === 0) {
      difference.gaps++;
      while (recorded[at] === 0) {
        at++;
        difference.gapSamples++;
      }
    } else {
      const found = near(recorded, at, expected, wanted);
      if (found === null) {
        difference.garbage++;
        at++;
        wanted++;
      } else {
        if (first) difference.lostAtStart += found - wanted;
        else if (found > wanted) difference.dropped += found - wanted;
        else difference.repeated += wanted - found;
        wanted = found;
      }
    }
    first = false;
  }
  difference.garbage += end - at;
  difference.lostAtEnd = expected.length - wanted;
  return difference;
}

/** The place nearest to `wanted` at which the expected sound goes on as the recording does. */
function near(recorded: Int16Array, at: number, expected: Int16Array, wanted: number): number | null {
  const agrees = (place: number) => {
    for (let i = 0; i < FINGERPRINT; i++) if (recorded[at + i] !== expected[place + i]) return false;
    return true;
  };
  for (let distance = 1; distance <= REACH; distance++) {
    if (agrees(wanted + distance)) return wanted + distance;
    if (wanted >= distance && agrees(wanted - distance)) return wanted - distance;
  }
  return null;
}
