import { FINGERPRINT, near } from './near.ts';

/** Silence where none belongs, with the faded edges of the sound beside it. All counts are of samples. */
export interface Gap {
  /** How much of the recording and of the expected sound it takes up. */
  recorded: number;
  expected: number;
  silence: number;
  faded: number;
  dropped: number;
  repeated: number;
  /** On an edge, and yet no softer form of what was expected. */
  garbage: number;
}

/** Samples over which an edge may be faded: 5 ms at 24 kHz. */
const FADE = 120;
/** Samples at the silent end of a fade that come to nothing, whatever they were. */
const SWALLOWED = 4;
/** What is as soft as this comes to nothing in the softer half of a fade. */
const SOFT = 120;
/** How far the sound may go on behind the gap: the longest pause of a script, 0.9 s, may follow on it. */
const REACH = 34_000;

/** The gap whose first sign, a silent or a softer sample, is at `at`; null where there is none. */
export function gapAt(recorded: Int16Array, at: number, expected: Int16Array, wanted: number): Gap | null {
  const { from, to } = longestSilence(recorded, at);
  if (from === to) return null;
  // An edge after silence is hard or faded; where it is over, the sound is itself again.
  for (const edge of [0, FADE]) {
    const itself = soundingFrom(recorded, to + edge);
    const place = near(recorded, itself, expected, wanted + (from - at) + (itself - to), REACH);
    if (place === null) continue;
    const out = softened(recorded.subarray(at, from), expected.subarray(wanted));
    const goesOn = place - (itself - to);
    const back = softened(recorded.subarray(to, itself), expected.subarray(goesOn));
    const covered = goesOn - (wanted + from - at);
    const missing = expected.subarray(goesOn - Math.max(0, covered), goesOn);
    const lost = missing.filter((sample) => Math.abs(sample) > SOFT).length;
    return {
      recorded: itself - at,
      expected: place - wanted,
      silence: to - from - Math.max(0, covered),
      faded: out.faded + back.faded,
      dropped: lost > SWALLOWED ? lost : 0,
      repeated: Math.max(0, -covered),
      garbage: out.garbage + back.garbage,
    };
  }
  return null;
}

/** The longest run of zeros that starts within a fade of a place. */
function longestSilence(samples: Int16Array, start: number): { from: number; to: number } {
  let longest = { from: start, to: start };
  for (let from = start; from <= start + FADE; from++) {
    let to = from;
    while (samples[to] === 0) to++;
    if (to - from > longest.to - longest.from) longest = { from, to };
    from = Math.max(from, to);
  }
  return longest;
}

/** The first place from which on the sound has no silent sample for as long as a fingerprint. */
function soundingFrom(samples: Int16Array, start: number): number {
  let at = start;
  for (let i = start; i < at + FINGERPRINT && i < samples.length; i++) if (samples[i] === 0) at = i + 1;
  return at;
}

function softened(heard: Int16Array, meant: Int16Array): { faded: number; garbage: number } {
  let faded = 0;
  let garbage = 0;
  heard.forEach((sample, i) => {
    const whole = meant[i] ?? 0;
    if (sample === whole) return;
    const softer = Math.abs(sample) <= Math.abs(whole) && sample * whole >= 0;
    if (softer) faded++;
    else garbage++;
  });
  return { faded, garbage };
}
