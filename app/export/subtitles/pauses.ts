/** From when to when something is heard, in seconds from the start of a take. */
export interface Heard {
  from: number;
  to: number;
}

export interface Pause extends Heard {
  /** Seconds of speech before it. */
  spoken: number;
}

/** Where the speech is in a take, and where it pauses. */
export interface Speech extends Heard {
  pauses: readonly Pause[];
  /** Seconds of it without its pauses. */
  spoken: number;
}

/** Levels are looked at by the hundredth of a second. */
export const STEP = 0.01;
/** A pause is so much softer than the speech around it (-27 dB), and lasts at least so long, in seconds. */
const QUIET = 0.002;
const PAUSE = 0.05;
/** What sounds by itself before or after the speech, for no longer than that and softly (-15 dB), is a breath. */
const BREATH = { seconds: 0.06, share: 0.03 };

/** Finds speech and pauses in levels, a mean square for each STEP. */
export function speechIn(levels: Float32Array): Speech {
  const loud = levels.toSorted().at(-1 - Math.floor(levels.length / 10)) ?? 0;
  const isBreath = ({ from, to }: Run) =>
    (to - from) * STEP <= BREATH.seconds && levels.slice(from, to).every((level) => level < loud * BREATH.share);
  const runs = trimmed(runsOf(levels, loud * QUIET), isBreath);
  const pauses: Pause[] = [];
  let spoken = 0;
  for (const { from, to, quiet } of runs) {
    if (quiet) pauses.push({ from: from * STEP, to: to * STEP, spoken });
    else spoken += (to - from) * STEP;
  }
  return { from: (runs[0]?.from ?? 0) * STEP, to: (runs.at(-1)?.to ?? 0) * STEP, pauses, spoken };
}

interface Run {
  /** In steps. */
  from: number;
  to: number;
  quiet: boolean;
}

/** Speech and pauses by turns; what is too short for a pause is speech. Neither begins nor ends with a pause. */
function runsOf(levels: Float32Array, threshold: number): Run[] {
  const runs: Run[] = [];
  for (let at = 0; at < levels.length;) {
    let end = at;
    while (end < levels.length && levels[end]! > threshold === levels[at]! > threshold) end++;
    const quiet = levels[at]! <= threshold && (end - at) * STEP >= PAUSE;
    const last = runs.at(-1);
    if (last && !last.quiet && !quiet) last.to = end;
    else if (last || levels[at]! > threshold) runs.push({ from: at, to: end, quiet });
    at = end;
  }
  if (runs.at(-1)?.quiet) runs.pop();
  return runs;
}

/** Without what is no speech at either end, and the pauses that part it from the rest. */
function trimmed(runs: readonly Run[], isBreath: (run: Run) => boolean): readonly Run[] {
  if (runs.length < 3) return runs;
  return runs.slice(isBreath(runs[0]!) ? 2 : 0, isBreath(runs.at(-1)!) ? -2 : runs.length);
}
