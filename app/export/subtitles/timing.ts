import { levelMeter } from '../../pcm/quiet.ts';

/** From when to when something is heard, in seconds from the start of a take. */
export interface Heard {
  from: number;
  to: number;
}

/** A phrase by what decides how long it takes to say. */
export interface Said {
  text: string;
  /** Does a sentence end with it? */
  ends: boolean;
}

/** Levels are looked at by the hundredth of a second. */
const STEP = 0.01;
/** A pause is so much softer than the speech around it (-27 dB), and lasts at least so long, in seconds. */
const QUIET = 0.002;
const PAUSE = 0.05;

/**
 * What it costs to take a pause for the end of a phrase: 1 for each so many seconds of speech that it lies beside
 * where it would be if all letters took the same time; less for a long pause, of which a sentence's end has one.
 */
const AWAY_SECONDS = 0.35;
const LONG_PAUSE = 0.3;
/** No pause where one is expected. */
const NONE = 3;

/** Hears a take, mono at `rate` Hz, and tells when each of its phrases is heard; they follow each other. */
export function phraseTimer(rate: number) {
  const meter = levelMeter(Math.round(rate * STEP));
  return {
    push: (samples: Int16Array): void => meter.push(samples),
    times: (phrases: readonly Said[]): Heard[] => timesOf(meter.levels(), phrases),
  };
}

interface Pause extends Heard {
  /** Seconds of speech before it. */
  spoken: number;
}

function timesOf(levels: Float32Array, phrases: readonly Said[]): Heard[] {
  const { from, to, pauses } = heardIn(levels);
  const speech = to - from - pauses.reduce((sum, pause) => sum + pause.to - pause.from, 0);
  const weights = phrases.map(({ text }) => weight(text));
  const all = weights.reduce((sum, one) => sum + one, 0) || 1;
  let before = 0;
  const expected = phrases.slice(0, -1).map(({ ends }, index) => {
    before += weights[index]!;
    return { spoken: (speech * before) / all, ends };
  });
  const ends = boundaries(expected, pauses).map(
    (pause, index) => pause ?? whenSpoken(expected[index]!.spoken, from, pauses),
  );
  return phrases.map((_, index) => ({ from: ends[index - 1]?.to ?? from, to: ends[index]?.from ?? to }));
}

/** Where the speech is in a take, and where it pauses. */
function heardIn(levels: Float32Array): Heard & { pauses: Pause[] } {
  const loud = levels.toSorted().at(-1 - Math.floor(levels.length / 10)) ?? 0;
  const sounds = (level: number) => level > loud * QUIET;
  const first = Math.max(0, levels.findIndex(sounds));
  const last = Math.max(first, levels.findLastIndex(sounds));
  const pauses: Pause[] = [];
  let spoken = 0;
  for (let at = first; at <= last;) {
    let end = at;
    while (end <= last && sounds(levels[end]!) === sounds(levels[at]!)) end++;
    const length = (end - at) * STEP;
    if (sounds(levels[at]!) || length < PAUSE) spoken += length;
    else pauses.push({ from: at * STEP, to: end * STEP, spoken });
    at = end;
  }
  return { from: first * STEP, to: (last + 1) * STEP, pauses };
}

/** The pause that ends each phrase but the last, or null where there seems to be none; the cheapest choice in all. */
function boundaries(
  expected: readonly { spoken: number; ends: boolean }[],
  pauses: readonly Pause[],
): (Pause | null)[] {
  interface Path {
    cost: number;
    chosen: { pause: number; rest: Path['chosen'] } | { pause: null; rest: Path['chosen'] } | null;
  }
  /** By the number of pauses that are behind. */
  let paths: Path[] = [{ cost: 0, chosen: null }, ...pauses.map(() => ({ cost: Infinity, chosen: null }))];
  for (const end of expected) {
    const next = paths.map(({ cost, chosen }): Path => ({ cost: cost + NONE, chosen: { pause: null, rest: chosen } }));
    let best: Path = { cost: Infinity, chosen: null };
    pauses.forEach((pause, index) => {
      if (paths[index]!.cost < best.cost) best = paths[index]!;
      const cost = best.cost + price(end, pause);
      if (cost < next[index + 1]!.cost) next[index + 1] = { cost, chosen: { pause: index, rest: best.chosen } };
    });
    paths = next;
  }
  let { chosen } = paths.reduce((best, path) => (path.cost < best.cost ? path : best));
  const found: (Pause | null)[] = [];
  for (; chosen; chosen = chosen.rest) found.unshift(chosen.pause === null ? null : pauses[chosen.pause]!);
  return found;
}

function price(end: { spoken: number; ends: boolean }, pause: Pause): number {
  const length = Math.min(1, (pause.to - pause.from) / LONG_PAUSE);
  return Math.abs(pause.spoken - end.spoken) / AWAY_SECONDS + (end.ends ? 2 : 1) * (1 - length);
}

/** When so many seconds of speech have been heard. */
function whenSpoken(spoken: number, from: number, pauses: readonly Pause[]): Heard {
  const paused = pauses.filter((pause) => pause.spoken < spoken).reduce((sum, pause) => sum + pause.to - pause.from, 0);
  const at = from + spoken + paused;
  return { from: at, to: at };
}

/** How long a text takes to say beside others: a digit is a word, and what is neither is nothing. */
function weight(text: string): number {
  let sum = 0;
  for (const character of text) {
    if (/\p{N}/u.test(character)) sum += 4;
    else if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(character)) sum += 3;
    else if (/\p{L}/u.test(character)) sum += 1;
  }
  return sum;
}
