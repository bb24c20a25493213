import type { Block, Segment } from '../model/script.ts';
import { type Fit, type FitOptions, segmentsOfBlock } from './fit.ts';

export type Cut = typeof segmentsOfBlock;

/**
 * `segmentsOfBlock` with a memory: a block that is still the same object, as an edit leaves all but those that it
 * changes, is not cut again. What it answers is shared and not to be changed.
 */
export function createCutter(): Cut {
  const cuts = new WeakMap<Block, { how: string; segments: Segment[] }>();
  return (block, chapter, fit, options) => {
    const how = told(chapter, fit, options);
    const known = cuts.get(block);
    if (known?.how === how) return known.segments;
    const segments = segmentsOfBlock(block, chapter, fit, options);
    cuts.set(block, { how, segments });
    return segments;
  };
}

const told = (chapter: string, fit: Fit, { language, pauses }: FitOptions) =>
  [chapter, language, fit.comfortable, fit.most, pauses.clause, pauses.sentence].join(' ');
