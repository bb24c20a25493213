import { eachLoudPlace, peakAt, REACH } from './peaks.ts';

/** Mono sound made louder or softer, of which nothing goes beyond a ceiling; frame n comes out where frame n went in. */
export interface Limiter {
  /** The sound so far; it stays behind by some 5 ms until `flush`. */
  push(samples: Int16Array): Int16Array;
  /** What stayed behind: all in all as many frames come out as went in. */
  flush(): Int16Array;
  /** By how much it had to hold the sound down where it was loudest, in dB, of 0 and more. */
  readonly held: number;
}

/** How a peak is held down: before it within so many seconds, behind it let go with such a time constant. */
const ATTACK_SECONDS = 0.005;
const RELEASE_SECONDS = 0.06;
const FULL_SCALE = 32_768;

/**
 * A true-peak limiter that looks ahead. The gain never changes faster than over 5 ms, so nothing clicks; a sound whose
 * peaks stay below the ceiling is only multiplied. `gain` in dB; `ceiling` in dBTP.
 */
export function createLimiter(rate: number, { gain, ceiling }: { gain: number; ceiling: number }): Limiter {
  const factor = 10 ** (gain / 20) / FULL_SCALE;
  const most = 10 ** (ceiling / 20);
  const attack = Math.round(ATTACK_SECONDS * rate);
  const ease = smoothed(attack, 1 - Math.exp(-1 / (RELEASE_SECONDS * rate)));
  /** The first REACH - 1 have come out already; the others wait for what follows them. */
  let sound = new Float32Array(REACH - 1);
  /** What each of `sound` from REACH - 1 on has to be multiplied with at most, by all peaks that are known. */
  let bounds = new Float64Array(0);
  /** So many of these have been looked at. */
  let seen = 0;
  let least = 1;

  const look = () => {
    const from = REACH - 1 + seen;
    const to = Math.max(from, sound.length - REACH);
    const bound = (index: number) => {
      const needed = most / peakAt(sound, index);
      if (needed >= 1) return;
      least = Math.min(least, needed);
      // The peak lies at the sample or behind it, so the one behind is held down as well.
      const last = index - REACH + 2;
      for (let i = Math.max(0, last - attack); i <= last; i++) bounds[i] = Math.min(bounds[i]!, needed);
    };
    eachLoudPlace(sound, [from, to], () => most, bound);
    seen += to - from;
  };
  const give = (count: number) => {
    const given = new Int16Array(count);
    for (let i = 0; i < count; i++) given[i] = toSample(sound[REACH - 1 + i]! * ease(bounds[i]!));
    sound = sound.slice(count);
    bounds = bounds.slice(count);
    seen -= count;
    return given;
  };
  const take = (samples: Int16Array, silence: number) => {
    const joined = new Float32Array(sound.length + samples.length + silence);
    joined.set(sound);
    for (let i = 0; i < samples.length; i++) joined[sound.length + i] = samples[i]! * factor;
    const known = new Float64Array(bounds.length + samples.length + silence).fill(1);
    known.set(bounds);
    [sound, bounds] = [joined, known];
    look();
  };
  return {
    get held() {
      return -20 * Math.log10(least);
    },
    push(samples) {
      take(samples, 0);
      return give(Math.max(0, seen - attack));
    },
    flush() {
      const owed = bounds.length;
      take(new Int16Array(0), REACH + attack);
      return give(owed);
    },
  };
}

/**
 * A gain that keeps to its bounds: it falls and rises as the mean of the last `length` of them, after they have been
 * let go no faster than by `release` of what is missing each frame. A bound has to be known `length` frames early.
 */
function smoothed(length: number, release: number) {
  const missing = new Float64Array(length);
  let [at, held, sum, last] = [0, 0, 0, 0];
  return (bound: number) => {
    // A ten-thousandth of a dB: from there on nothing is held down, which keeps quiet sound exact.
    last = Math.max(1 - bound, last * (1 - release));
    if (last < 1e-5) last = 0;
    const old = missing[at]!;
    missing[at] = last;
    at = (at + 1) % length;
    held += (last > 0 ? 1 : 0) - (old > 0 ? 1 : 0);
    // Counted, since a sum of rounded numbers never comes back to nothing.
    sum = held === 0 ? 0 : sum + last - old;
    return 1 - sum / length;
  };
}

const toSample = (value: number) => Math.max(-FULL_SCALE, Math.min(FULL_SCALE - 1, Math.round(value * FULL_SCALE)));
