import type { Block } from '../../app/model/script.ts';
import type { ChapterHead } from '../state/chapter-heads.ts';

/** One row of the script as it stands on the page: a chapter's beginning, or a block. */
export interface ScriptRow {
  /** That of the block, or `chapter-` and that of the chapter. */
  id: string;
  /** Null for a chapter's beginning. */
  block: string | null;
  chapter: ChapterHead;
  /** The chapter's, from 1. */
  number: number;
}

export const chapterRow = (chapter: string): string => `chapter-${chapter}`;

export const rowsOf = (chapters: readonly ChapterHead[]): ScriptRow[] =>
  chapters.flatMap((chapter, index) => {
    const number = index + 1;
    const head: ScriptRow = { id: chapterRow(chapter.id), block: null, chapter, number };
    return [head, ...chapter.blocks.map((id) => ({ id, block: id, chapter, number }))];
  });

/** px at the usual size of type; only the scroll bar's length depends on it, until the row has been seen. */
const LINE = 31;
const CHARACTER = 8.3;
const WIDEST = 650;
const CHAPTER = 100;

/** About how high a block will be in a column of that width. */
export function guessedHeight(block: Block | undefined, width: number): number {
  if (!block) return CHAPTER;
  const line = Math.max(10, Math.min(WIDEST, width - 120) / CHARACTER);
  return Math.max(1, Math.ceil(block.text.length / line)) * LINE + 16;
}

/** Many a document says a chapter's title as its first line too; that block's id then, which is shown as the title. */
export function openingOf(chapter: ChapterHead, block: (id: string) => Block | undefined): string | null {
  const first = chapter.blocks[0] === undefined ? undefined : block(chapter.blocks[0]);
  return first?.kind === 'heading' && first.text.trim() === chapter.title.trim() ? first.id : null;
}
