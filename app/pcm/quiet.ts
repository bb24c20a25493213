/** Loudness of sound over time, a mean square for each block of `frames` frames; the last may be shorter. */
export interface LevelMeter {
  push(mono: Int16Array): void;
  /** All blocks so far. */
  levels(): Float32Array;
}

/** All in blocks of a LevelMeter. */
export interface QuietCuts {
  /** How long a part should be. */
  part: number;
  /** How far a cut may lie to either side of where equal parts would meet. */
  search: number;
  /** How long a pause is that a cut may stand in the middle of. */
  pause: number;
}

/** Sums are kept in four bytes a block: an hour at 20 ms is 720 kB. */
export function levelMeter(frames: number): LevelMeter {
  let levels = new Float32Array(1024);
  let count = 0;
  let sum = 0;
  let filled = 0;
  const put = (level: number) => {
    if (count === levels.length) {
      const larger = new Float32Array(count * 2);
      larger.set(levels);
      levels = larger;
    }
    levels[count] = level;
  };
  return {
    push(mono) {
      // A block at a time, by index and in locals: an hour is 86 million samples.
      for (let at = 0; at < mono.length;) {
        const end = Math.min(mono.length, at + frames - filled);
        let squares = 0;
        for (let i = at; i < end; i++) squares += mono[i]! * mono[i]!;
        sum += squares;
        filled += end - at;
        at = end;
        if (filled < frames) return;
        put(sum / filled);
        count += 1;
        sum = 0;
        filled = 0;
      }
    },
    levels() {
      if (filled > 0) put(sum / filled);
      return levels.slice(0, count + (filled > 0 ? 1 : 0));
    },
  };
}

/**
 * Where to cut long sound so that no word is cut: in the middle of the quietest pause around each place where equal
 * parts would meet; of pauses that are as quiet the one nearest to that place. Nothing is cut that is no longer than
 * a part; no piece is longer than `part + 2 * search`. What counts is how loud a pause is beside the rest, so noise
 * under the whole recording does not matter.
 */
export function quietCuts(levels: Float32Array, { part, search, pause }: QuietCuts): number[] {
  const parts = Math.max(1, Math.ceil(levels.length / part));
  return Array.from({ length: parts - 1 }, (_, i) => {
    const ideal = Math.round((levels.length * (i + 1)) / parts);
    return quietest(levels, ideal, Math.min(search, Math.floor(levels.length / parts / 2) - 1), pause);
  });
}

function quietest(levels: Float32Array, ideal: number, search: number, pause: number): number {
  const half = pause >> 1;
  let sum = 0;
  for (let i = ideal - search - half; i < ideal - search + half; i++) sum += levels[i] ?? 0;
  let best = { at: ideal - search, sum };
  for (let at = ideal - search + 1; at <= ideal + search; at++) {
    sum += (levels[at + half - 1] ?? 0) - (levels[at - half - 1] ?? 0);
    const nearer = Math.abs(at - ideal) < Math.abs(best.at - ideal);
    if (sum < best.sum || (sum === best.sum && nearer)) best = { at, sum };
  }
  return best.at;
}
