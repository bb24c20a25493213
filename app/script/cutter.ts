import type { Block, Segment } from '../model/script.ts';
import { type FitOptions, segmentsOfBlock } from './fit.ts';
import { PLAIN, type Reading } from './spoken.ts';

export type Cut = typeof segmentsOfBlock;

/**
 * `segmentsOfBlock` with a memory: a block that is still the same object, as an edit leaves all but those that it
 * changes, is not cut again, as long as the same rules read it. What it answers is shared and not to be changed.
 */
export function createCutter(): Cut {
  const cuts = new WeakMap<Block, { how: string; reading: Reading; segments: Segment[] }>();
  return (block, chapter, options) => {
    const how = told(chapter, options);
    const { reading = PLAIN } = options;
    const known = cuts.get(block);
    if (known?.how === how && known.reading === reading) return known.segments;
    const segments = segmentsOfBlock(block, chapter, options);
    cuts.set(block, { how, reading, segments });
    return segments;
  };
}

const told = (chapter: string, { voice, fit, language, pauses }: FitOptions) =>
  [
    ...[chapter, voice.model, voice.voice, voice.language],
    ...[language, fit.comfortable, fit.most, pauses.clause, pauses.sentence],
  ].join(' ');
