import type { BlockRow, Change, Swap } from '../../app/model/edit.ts';
import type { ScriptChapter } from '../../app/model/script.ts';
import { placed } from './placed.ts';

/** A chapter without its text: the blocks are looked up one by one, so that an edit touches one of them. */
export type ChapterHead = Omit<ScriptChapter, 'blocks'> & { blocks: readonly string[] };

export const headsOf = (chapters: readonly ScriptChapter[]): ChapterHead[] =>
  chapters.map(({ blocks, ...chapter }) => ({ ...chapter, blocks: blocks.map(({ id }) => id) }));

/** Chapters after some came, went or changed; each keeps its list of blocks. */
export function swapped(heads: readonly ChapterHead[], swaps: Change['chapters']): readonly ChapterHead[] {
  if (swaps.length === 0) return heads;
  const own = swaps.map(({ before, after }) => ({
    before,
    after: after && { blocks: heads.find(({ id }) => id === after.id)?.blocks ?? [], ...after },
  }));
  return placed<ChapterHead>(heads, own);
}

/**
 * Chapters with their blocks listed anew where some came, went or moved; an edit of text leaves every list as it is.
 * `block` has the place of each that is listed.
 */
export function relisted(
  heads: readonly ChapterHead[],
  swaps: readonly Swap<BlockRow>[],
  block: (id: string) => { id: string; place: string } | undefined,
): readonly ChapterHead[] {
  const moved = swaps.filter(
    ({ before, after }) => before?.chapter !== after?.chapter || before?.place !== after?.place,
  );
  if (moved.length === 0) return heads;
  const touched = moved.flatMap(({ before, after }) => [before?.chapter, after?.chapter]);
  const own = (chapter: string, row: BlockRow | null) => (row?.chapter === chapter ? row : null);
  return heads.map((head) => {
    if (!touched.includes(head.id)) return head;
    const rows = head.blocks.flatMap((id) => block(id) ?? []);
    const swaps = moved.map(({ before, after }) => ({ before: own(head.id, before), after: own(head.id, after) }));
    return { ...head, blocks: placed<{ id: string; place: string }>(rows, swaps).map(({ id }) => id) };
  });
}
