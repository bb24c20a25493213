import type { Border } from './borders.ts';
import type { Pause, Speech } from './pauses.ts';

/**
 * What makes an alignment unlikely, in halved squares of standard deviations; tried on 2,412 phrases by four voices, of
 * which all but 4 came within 150 ms, and hardly fewer with any of these a quarter larger or smaller. Speech of a second
 * deviates from what its text lets expect by DEVIATION seconds, longer speech with the square root of its length.
 */
const DEVIATION = 0.2;
/** No pause where a text has such a border. */
const NONE: Readonly<Record<Border['kind'], number>> = { sentence: 4, clause: 1.2, word: 0 };
/** A pause at such a border, however long; what is heard as one between words is mostly a consonant's. */
const PAUSED: Readonly<Record<Border['kind'], number>> = { sentence: 0, clause: 0.4, word: 3 };
/** A pause that no border explains, and what each share of a sentence's pause adds. */
const UNEXPLAINED = { any: 1.5, long: 4 };
/** How much shorter than a sentence's pause one is, or how much longer than that of a part. */
const LENGTH = 2.5;
/** Speech that takes so many times as long as its text lets expect, and so many seconds, is not looked at. */
const LONGEST = { times: 2.5, more: 2 };

interface Path {
  cost: number;
  border: number;
  pause: number;
  before: Path | null;
}

/**
 * The pause that is heard at each border, the last of which is the end, or null where there seems to be none: the most
 * likely choice in all, by how long the speech between two of them lasts and how long the pauses are.
 */
export function alignedPauses(borders: readonly Border[], { pauses, spoken }: Speech): (Pause | null)[] {
  const last = borders.length - 1;
  const rate = spoken / Math.max(1, borders[last]!.weight);
  const usual = sentencePause(borders, pauses);
  const share = ({ from, to }: Pause) => Math.min(1.5, (to - from) / usual);
  const none = sums(borders.map(({ kind }) => NONE[kind]));
  const extra = sums(pauses.map((pause) => UNEXPLAINED.any + UNEXPLAINED.long * share(pause)));
  const start: Path = { cost: 0, border: -1, pause: -1, before: null };
  const ends: Path[][] = borders.map(() => []);

  /** The likeliest way to a border, with a pause there that comes after so many others. */
  const best = (border: number, pause: number, said: number): Path => {
    let found: Path = { ...start, cost: Infinity };
    for (let from = border - 1; from >= -1; from--) {
      const expected = rate * (borders[border]!.weight - (from < 0 ? 0 : borders[from]!.weight));
      const skipped = none[border]! - none[from + 1]!;
      if (skipped > found.cost) break;
      const longest = expected * LONGEST.times + LONGEST.more;
      for (const path of from < 0 ? [start] : ends[from]!) {
        if (path.pause >= pause) break;
        const length = said - (path.pause < 0 ? 0 : pauses[path.pause]!.spoken);
        if (length > longest && from >= 0) continue;
        const away = (length - expected) ** 2 / (2 * DEVIATION ** 2 * Math.max(0.25, expected));
        const cost = path.cost + skipped + extra[pause]! - extra[path.pause + 1]! + away;
        if (cost < found.cost) found = { cost, border, pause, before: path };
      }
    }
    return found;
  };
  for (let border = 0; border < last; border++) {
    for (const [index, pause] of pauses.entries()) {
      const found = best(border, index, pause.spoken);
      if (found.cost === Infinity) continue;
      ends[border]!.push({ ...found, cost: found.cost + cost(borders[border]!, share(pause)) });
    }
  }
  const chosen: (Pause | null)[] = borders.map(() => null);
  for (let path = best(last, pauses.length, spoken).before; path?.before; path = path.before) {
    chosen[path.border] = pauses[path.pause]!;
  }
  return chosen;
}

function cost({ kind }: Border, share: number): number {
  const away = kind === 'sentence' ? Math.max(0, 1 - share) : Math.max(0, share - 0.7);
  return PAUSED[kind] + LENGTH * away;
}

/** How long this voice pauses at the end of a sentence, in seconds: as long as the shortest of so many long pauses. */
function sentencePause(borders: readonly Border[], pauses: readonly Pause[]): number {
  const sentences = borders.slice(0, -1).filter(({ kind }) => kind === 'sentence').length;
  const lengths = pauses.map(({ from, to }) => to - from).sort((one, other) => other - one);
  const middle = lengths[Math.floor(Math.min(sentences, lengths.length) / 2)];
  return Math.max(0.1, middle ?? 0.3);
}

/** Of all numbers before each, and of all. */
function sums(numbers: readonly number[]): Float64Array {
  const all = new Float64Array(numbers.length + 1);
  for (const [index, number] of numbers.entries()) all[index + 1] = all[index]! + number;
  return all;
}
