import type { TimedWord } from '../model/player.ts';
import type { Segment } from '../model/script.ts';

/** Length of a block of the levels that `sentenceStarts` reads, in seconds. */
export const LEVEL = 0.01;
/** A pause between sentences lasts so long at least, in blocks: 60 ms; stops within words are shorter. */
const PAUSE = 6;
/** How far a sentence's start may lie from where its characters put it, in blocks, and as a share of its neighbours. */
const SEARCH = 100;
const SHARE = 0.4;
/** What is so much quieter than the loudest block is a pause: 35 dB. */
const QUIET = 10 ** -3.5;
/** Seconds that a sentence begins before its first sound: an eye needs them to get there, and a clock to tick. */
const LEAD = 0.12;

/** When each sentence of a segment begins, in seconds, where speech passes over the characters evenly. */
export function evenStarts({ start, end, sentences }: Segment, seconds: number): number[] {
  const length = Math.max(1, end - start);
  const starts = sentences.map((sentence) => ((sentence - start) / length) * seconds);
  return starts.length > 0 ? starts : [0];
}

/**
 * The same, found in the sound: the longest pause near to where the characters put each start. `levels` are mean
 * squares of blocks of LEVEL seconds. Where there is no pause the characters have it.
 */
export function sentenceStarts(segment: Segment, seconds: number, levels: Float32Array): number[] {
  const even = evenStarts(segment, seconds);
  const loudest = levels.reduce((most, level) => Math.max(most, level), 0);
  const pauses = pausesIn(levels, loudest * QUIET);
  let last = 0;
  return even.map((start, number) => {
    if (number === 0) return 0;
    const before = start - even[number - 1]!;
    const after = (even[number + 1] ?? seconds) - start;
    const reach = Math.min(SEARCH, (Math.min(before, after) * SHARE) / LEVEL);
    const place = start / LEVEL;
    const near = pauses.filter(({ from, to }) => to > last && from <= place + reach && to >= place - reach);
    const longest = near.reduce((best, one) => (length(one) > length(best) ? one : best), { from: 0, to: 0 });
    if (length(longest) < PAUSE) return start;
    last = longest.to;
    return Math.max(((longest.from + longest.to) / 2) * LEVEL, longest.to * LEVEL - LEAD);
  });
}

/**
 * The same, where it is known when words are heard: a sentence begins LEAD before its first word, or in the middle of a
 * pause that is shorter than twice that. One whose words nobody told begins where `otherwise` has it, though not before
 * the words of those in front of it.
 */
export function wordStarts(
  { sentences, end }: Segment,
  words: readonly TimedWord[],
  otherwise: readonly number[],
): number[] {
  if (words.length === 0) return [...otherwise];
  let last = 0;
  return otherwise.map((start, number) => {
    const from = sentences[number] ?? 0;
    const to = sentences[number + 1] ?? end;
    const own = words.filter((word) => word.start >= from && word.start < to);
    const begins = own[0] ? Math.max((last + own[0].from) / 2, own[0].from - LEAD) : Math.max(last, start);
    last = Math.max(last, own.at(-1)?.to ?? begins);
    return number === 0 ? 0 : begins;
  });
}

interface Pause {
  from: number;
  to: number;
}

const length = ({ from, to }: Pause) => to - from;

/** Runs of quiet blocks that have sound on both sides. */
function pausesIn(levels: Float32Array, quiet: number): Pause[] {
  const pauses: Pause[] = [];
  let from = -1;
  for (let i = 0; i < levels.length; i++) {
    if (levels[i]! <= quiet) {
      if (from < 0) from = i;
    } else {
      if (from > 0) pauses.push({ from, to: i });
      from = -1;
    }
  }
  return pauses;
}
