import type { Spot } from '../model/player.ts';
import type { Segment } from '../model/script.ts';

/**
 * The sentence of a segment that sounds when `share` (0 to 1) of its speech is over. Speech is taken to pass over the
 * characters evenly, which is right to about a word in sentences of usual length.
 */
export function spotAt(segment: Segment, share: number): Spot {
  const { id, chapter, block, sentences } = segment;
  const at = segment.start + Math.min(1, Math.max(0, share)) * (segment.end - segment.start);
  const number = Math.max(
    0,
    sentences.findLastIndex((start) => start <= at),
  );
  return {
    chapter,
    block,
    segment: id,
    start: sentences[number] ?? segment.start,
    end: sentences[number + 1] ?? segment.end,
  };
}
