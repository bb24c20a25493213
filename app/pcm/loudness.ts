/** Loudness of mono sound as it comes, by EBU R 128. */
export interface LoudnessMeter {
  push(samples: Float32Array): void;
  /** Integrated, in LUFS; null where nothing is louder than the absolute gate. */
  read(): number | null;
}

/** A block is 400 ms long and overlaps the next by three quarters (ITU-R BS.1770-5, annex 1). */
const STEP_SECONDS = 0.1;
const STEPS = 4;
/** In LUFS: what is below it counts as silence. */
const ABSOLUTE_GATE = -70;
/** In LU below the mean of what is not silent. */
const RELATIVE_GATE = -10;
/** Makes a sine of 997 Hz and full scale -3.01 LUFS. */
const OFFSET = -0.691;

/**
 * `channels`: how often the same sound will be in the file, which is as many times the power. Blocks are kept in four
 * bytes each, 144 kB an hour.
 */
export function loudnessMeter(rate: number, channels: 1 | 2): LoudnessMeter {
  const weigh = kWeighting(rate);
  const step = Math.round(STEP_SECONDS * rate);
  const last = new Float64Array(STEPS);
  let blocks = new Float32Array(4096);
  let count = 0;
  let steps = 0;
  let filled = 0;
  let sum = 0;
  const endStep = () => {
    last[steps % STEPS] = sum / step;
    steps += 1;
    sum = filled = 0;
    if (steps < STEPS) return;
    if (count === blocks.length) {
      const larger = new Float32Array(count * 2);
      larger.set(blocks);
      blocks = larger;
    }
    blocks[count++] = (channels * (last[0]! + last[1]! + last[2]! + last[3]!)) / STEPS;
  };
  return {
    push(samples) {
      for (let at = 0; at < samples.length;) {
        const end = Math.min(samples.length, at + step - filled);
        sum += weigh(samples, at, end);
        filled += end - at;
        at = end;
        if (filled === step) endStep();
      }
    },
    read: () => integrated(blocks.subarray(0, count)),
  };
}

function integrated(blocks: Float32Array): number | null {
  const meanAbove = (gate: number) => {
    let sum = 0;
    let count = 0;
    for (const power of blocks) {
      if (power <= gate) continue;
      sum += power;
      count += 1;
    }
    return count === 0 ? null : sum / count;
  };
  const silence = powerOf(ABSOLUTE_GATE);
  const loud = meanAbove(silence);
  if (loud === null) return null;
  const mean = meanAbove(Math.max(silence, loud * 10 ** (RELATIVE_GATE / 10)));
  return mean === null ? null : OFFSET + 10 * Math.log10(mean);
}

const powerOf = (lufs: number) => 10 ** ((lufs - OFFSET) / 10);

/** Filters the samples of a range, with what it heard before, and answers the sum of their squares. */
type Weighing = (samples: Float32Array, from: number, to: number) => number;

/**
 * The two filters of BS.1770-5, annex 1: a head's shelf, and what the ear leaves out below. The recommendation gives
 * numbers for 48 kHz only; these are the analogue filters behind them, which give the same numbers there.
 */
function kWeighting(rate: number): Weighing {
  const shelf = prototype(rate, 1681.974450955533, 0.7071752369554196);
  const gain = 10 ** (3.999843853973347 / 20);
  const middle = gain ** 0.4996667741545416 * shelf.damping;
  const c0 = (gain + middle + shelf.square) / shelf.whole;
  const c1 = (2 * (shelf.square - gain)) / shelf.whole;
  const c2 = (gain - middle + shelf.square) / shelf.whole;
  const { a1: d1, a2: d2 } = shelf;
  // The numerator of the second is 1, -2, 1, unscaled: the recommendation leaves it a little above 1 on purpose.
  const { a1: e1, a2: e2 } = prototype(rate, 38.13547087602444, 0.5003270373238773);
  let [s1, s2, t1, t2] = [0, 0, 0, 0];
  return (samples, from, to) => {
    // In locals and in one loop: an hour is 86 million samples.
    let [u1, u2, v1, v2, sum] = [s1, s2, t1, t2, 0];
    for (let i = from; i < to; i++) {
      const sample = samples[i]!;
      const heard = c0 * sample + u1;
      u1 = c1 * sample - d1 * heard + u2;
      u2 = c2 * sample - d2 * heard;
      const weighted = heard + v1;
      v1 = -2 * heard - e1 * weighted + v2;
      v2 = heard - e2 * weighted;
      sum += weighted * weighted;
    }
    [s1, s2, t1, t2] = [u1, u2, v1, v2];
    return sum;
  };
}

/** The bilinear transform of a filter of the second order, its denominator scaled. */
function prototype(rate: number, frequency: number, quality: number) {
  const tangent = Math.tan((Math.PI * frequency) / rate);
  const [square, damping] = [tangent * tangent, tangent / quality];
  const whole = 1 + damping + square;
  return { square, damping, whole, a1: (2 * (square - 1)) / whole, a2: (1 - damping + square) / whole };
}
