import type { Spot } from '../model/player.ts';
import type { Segment } from '../model/script.ts';

/**
 * The sentence that sounds when `fraction` (0 to 1) of a segment's speech has been heard. Voices tell no times, so
 * each sentence is taken to last by its share of the characters.
 */
export function spotIn(segment: Segment, fraction: number): Spot {
  const { id, chapter, block, start, end, sentences } = segment;
  const position = start + fraction * (end - start);
  const next = sentences.findIndex((sentence) => sentence > position);
  const index = next === -1 ? sentences.length - 1 : Math.max(0, next - 1);
  return { chapter, block, segment: id, start: sentences[index] ?? start, end: sentences[index + 1] ?? end };
}
