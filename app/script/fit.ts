import type { SpeechModel } from '../model/catalog.ts';
import type { Block, Script, ScriptChapter, Segment } from '../model/script.ts';
import { type Pauses, PAUSES } from './pauses.ts';
import { packed, type Piece } from './pack.ts';
import { sentenceStarts, SPEAKABLE } from './sentences.ts';
import { split } from './split.ts';
import { spokenText } from './spoken.ts';

/** Characters (UTF-16 units) that a segment may have: `comfortable` is aimed at, `most` never passed. */
export type Fit = SpeechModel['fit'];

/** What the cutting of a block depends on besides its text. */
export interface FitOptions {
  /** BCP 47; null for unknown. */
  language: string | null;
  pauses: Pauses;
}

/**
 * The segments of what is included, in order. Blocks with nothing to say give none, but an ornament among them
 * lengthens the pause. Nothing follows the last segment, so it has no pause. `cut` may be one that remembers.
 */
export function segmentsOf(
  script: Script,
  fit: Fit,
  { pauses = PAUSES, cut = segmentsOfBlock }: { pauses?: Pauses; cut?: typeof segmentsOfBlock } = {},
): Segment[] {
  const options = { language: script.language, pauses };
  const segments: Segment[] = [];
  let previous: Place | null = null;
  let ornament = false;
  for (const chapter of script.chapters) {
    if (!chapter.included) continue;
    for (const block of chapter.blocks) {
      const own = cut(block, chapter.id, fit, options);
      if (own.length === 0) {
        ornament ||= spokenText(block.text) !== '';
        continue;
      }
      if (previous) {
        const pauseAfter = pauseBetween(previous, { chapter, block }, ornament, pauses);
        // A copy, since whoever cuts may keep its own.
        segments.push({ ...segments.pop()!, pauseAfter });
      }
      segments.push(...own);
      previous = { chapter, block };
      ornament = false;
    }
  }
  return segments;
}

/**
 * The segments of one block: whole sentences packed to `comfortable`, a sentence beyond `most` in parts. They depend
 * on nothing outside the block but `options`; the last one's pause, which does, is 0.
 */
export function segmentsOfBlock(block: Block, chapter: string, fit: Fit, { language, pauses }: FitOptions): Segment[] {
  const { id, text } = block;
  const groups = packed(piecesOf(text, language, fit), fit.comfortable);
  const segments: Segment[] = [];
  for (const group of groups) {
    const { start } = group[0]!;
    const { end, ends } = group.at(-1)!;
    const spoken = spokenText(text.slice(start, end));
    if (!SPEAKABLE.test(spoken)) continue;
    segments.push({
      id: `${id}/${segments.length}`,
      chapter,
      block: id,
      start,
      end,
      spoken,
      sentences: group.filter((piece, index) => index === 0 || piece.starts).map((piece) => piece.start),
      pauseAfter: ends ? pauses.sentence : pauses.clause,
    });
  }
  const last = segments.at(-1);
  if (last) last.pauseAfter = 0;
  return segments;
}

function piecesOf(text: string, language: string | null, fit: Fit): Piece[] {
  const starts = sentenceStarts(text, language);
  return starts.flatMap((start, index) => {
    const end = starts[index + 1] ?? text.length;
    const cuts = end - start <= fit.most ? [start] : split(text, start, end, fit);
    return cuts.map((cut, part) => ({
      start: cut,
      end: cuts[part + 1] ?? end,
      starts: part === 0,
      ends: part === cuts.length - 1,
    }));
  });
}

interface Place {
  chapter: ScriptChapter;
  block: Block;
}

function pauseBetween(from: Place, to: Place, ornament: boolean, pauses: Pauses): number {
  if (from.block.pause !== null) return from.block.pause;
  if (from.chapter !== to.chapter) return pauses.chapter;
  const heading = from.block.kind === 'heading' || to.block.kind === 'heading';
  const usual = heading ? pauses.heading : pauses.paragraph;
  return ornament ? Math.max(usual, pauses.scene) : usual;
}
