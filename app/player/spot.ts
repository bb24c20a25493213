import type { Spot, TimedWord } from '../model/player.ts';
import type { Segment } from '../model/script.ts';

/** Number of the sentence that sounds `offset` seconds into a segment whose sentences begin at `starts`, in seconds. */
export function sentenceAt(starts: readonly number[], offset: number): number {
  return Math.max(
    0,
    starts.findLastIndex((start) => start <= offset),
  );
}

/** A sentence of a segment by number, and the word of it that sounds at `offset` seconds where words are known. */
export function spotOf(segment: Segment, number: number, offset = 0, words: readonly TimedWord[] = []): Spot {
  const { id, chapter, block, sentences } = segment;
  const word = words.find(({ from, to }) => from <= offset && offset < to);
  return {
    chapter,
    block,
    segment: id,
    start: sentences[number] ?? segment.start,
    end: sentences[number + 1] ?? segment.end,
    ...(word && { word: { start: word.start, end: word.end } }),
  };
}
