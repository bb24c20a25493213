/** Samples to either side of a gap that say what the sound does in it. */
export const REACH = 8;
/** Samples that are looked at as one; a loud place costs them all. */
const BLOCK = 16;

/**
 * A band-limited sound between two of its samples, at `share` of the way: what the `2 * REACH` samples around the gap
 * count, a sinc under Hann's window.
 */
const weightsAt = (share: number) =>
  Float64Array.from({ length: 2 * REACH }, (_, tap) => {
    const distance = tap - (REACH - 1) - share;
    const sinc = Math.sin(Math.PI * distance) / (Math.PI * distance);
    return (sinc * (1 + Math.cos((Math.PI * distance) / REACH))) / 2;
  });
/** BS.1770-5, annex 2, asks for four times the rate. */
const [EARLY, MIDDLE, LATE] = [weightsAt(1 / 4), weightsAt(1 / 2), weightsAt(3 / 4)];
/** No point can be louder than the loudest of its samples so many times. */
const WORST = Math.max(
  ...[EARLY, MIDDLE, LATE].map((weights) => weights.reduce((sum, weight) => sum + Math.abs(weight), 0)),
);

/** How far a sound goes from zero at sample `index` and in the gap behind it; REACH samples have to be around both. */
export function peakAt(samples: Float32Array, index: number): number {
  const first = index - REACH + 1;
  // Side by side: one sum after the other would wait for each of its additions.
  let [early, middle, late] = [0, 0, 0];
  for (let tap = 0; tap < 2 * REACH; tap++) {
    const sample = samples[first + tap]!;
    early += EARLY[tap]! * sample;
    middle += MIDDLE[tap]! * sample;
    late += LATE[tap]! * sample;
  }
  return Math.max(Math.abs(samples[index]!), Math.abs(early), Math.abs(middle), Math.abs(late));
}

/**
 * Calls `at` for all places in [from, to) whose peak may be above `level()`, and for some that are not; most sound lies
 * far below, and is passed over by the block. REACH samples have to be around the range.
 */
export function eachLoudPlace(
  samples: Float32Array,
  [from, to]: readonly [number, number],
  level: () => number,
  at: (index: number) => void,
): void {
  for (let start = from; start < to; start += BLOCK) {
    const end = Math.min(to, start + BLOCK);
    let loudest = 0;
    for (let i = start - REACH + 1; i <= end - 1 + REACH; i++) {
      const value = samples[i]!;
      if (value > loudest) loudest = value;
      else if (-value > loudest) loudest = -value;
    }
    if (loudest * WORST <= level()) continue;
    for (let i = start; i < end; i++) at(i);
  }
}

/** True peak of mono sound as it comes (BS.1770-5, annex 2), as a share of full scale. */
export interface PeakMeter {
  push(samples: Float32Array): void;
  /** Of all that was pushed, with silence behind it; nothing may follow. */
  read(): number;
}

export function peakMeter(): PeakMeter {
  let rest = new Float32Array(REACH);
  let peak = 0;
  const push = (samples: Float32Array) => {
    const sound = new Float32Array(rest.length + samples.length);
    sound.set(rest);
    sound.set(samples, rest.length);
    eachLoudPlace(
      sound,
      [REACH - 1, sound.length - REACH],
      () => peak,
      (index) => (peak = Math.max(peak, peakAt(sound, index))),
    );
    rest = sound.slice(Math.max(0, sound.length - 2 * REACH + 1));
  };
  return {
    push,
    read() {
      push(new Float32Array(REACH));
      return peak;
    },
  };
}
