import type { Change, ChapterRow } from '../../model/edit.ts';
import { Problem } from '../../model/problem.ts';
import type { Script, ScriptChapter } from '../../model/script.ts';
import type { NewId } from './blocks.ts';
import { headOf, rowOf } from './change.ts';
import { blockOf, chapterOf } from './find.ts';
import { placesBetween } from './place.ts';

type Rows = Pick<Change, 'chapters' | 'blocks'>;

const changed = (chapter: ScriptChapter, after: Partial<ChapterRow>) => ({
  before: headOf(chapter),
  after: { ...headOf(chapter), ...after },
});

export function includeChapters(script: Script, ids: readonly string[], included: boolean): Rows {
  const chapters = ids.map((id) => chapterOf(script, id)).filter((chapter) => chapter.included !== included);
  return { chapters: chapters.map((chapter) => changed(chapter, { included })), blocks: [] };
}

export const renameChapter = (script: Script, id: string, title: string): Rows => ({
  chapters: [changed(chapterOf(script, id), { title })],
  blocks: [],
});

export function moveChapter(script: Script, id: string, before: string | null): Rows {
  const chapter = chapterOf(script, id);
  const others = script.chapters.filter((other) => other !== chapter);
  const index = before === null ? others.length : others.indexOf(chapterOf(script, before));
  if (index < 0) throw new Problem('edit-impossible', 'a chapter can not stand before itself');
  const [place] = placesBetween(others[index - 1], others[index], 1);
  return { chapters: [changed(chapter, { place: place! })], blocks: [] };
}

/** Its blocks go to the end of the chapter before it. Throws `edit-impossible` for the first one. */
export function mergeChapter(script: Script, id: string): Rows {
  const chapter = chapterOf(script, id);
  const into = script.chapters[script.chapters.indexOf(chapter) - 1];
  if (!into) throw new Problem('edit-impossible', 'no chapter stands before it');
  return { chapters: [{ before: headOf(chapter), after: null }], blocks: moved(chapter, chapter.blocks, into) };
}

/** The block and all that follow it in its chapter. Throws `edit-impossible` for the chapter's first block. */
export function splitChapter(script: Script, block: string, title: string, newId: NewId): Rows {
  const { chapter, index } = blockOf(script, block);
  if (index === 0) throw new Problem('edit-impossible', 'the chapter begins with this block already');
  const following = script.chapters[script.chapters.indexOf(chapter) + 1];
  const [place] = placesBetween(chapter, following, 1);
  const added: ScriptChapter = { ...chapter, id: newId(), place: place!, title, blocks: [] };
  return {
    chapters: [{ before: null, after: headOf(added) }],
    blocks: moved(chapter, chapter.blocks.slice(index), added),
  };
}

function moved(from: ScriptChapter, blocks: ScriptChapter['blocks'], to: ScriptChapter): Change['blocks'] {
  const places = placesBetween(to.blocks.at(-1), null, blocks.length);
  return blocks.map((block, i) => ({
    before: rowOf(from.id, block),
    after: rowOf(to.id, { ...block, place: places[i]! }),
  }));
}
