import type { BlockRow, Change, FrontRow, Swap } from '../../model/edit.ts';
import type { Block, Script, ScriptChapter, Voice } from '../../model/script.ts';
import { byPlace } from './place.ts';

/** A script with who narrates it: all that an edit may change. */
export interface Work {
  script: Script;
  voice: Voice;
}

export const nothingChanged: Change = { front: null, cast: [], pronunciations: [], chapters: [], blocks: [] };

export const frontOf = ({ script: { title, author, spelled }, voice }: Work): FrontRow => ({
  ...{ title, author, voice, spelled },
});

export const headOf = ({ blocks: _, ...head }: ScriptChapter): Omit<ScriptChapter, 'blocks'> => head;

export const rowOf = (chapter: string, block: Block): BlockRow => ({ chapter, ...block });

/** A block that changes where it stands. */
export const changedBlock = (chapter: string, before: Block, after: Partial<Block>): Swap<BlockRow> => ({
  before: rowOf(chapter, before),
  after: rowOf(chapter, { ...before, ...after }),
});

/** What takes a change back. */
export function inverse({ front, cast, pronunciations, chapters, blocks }: Change): Change {
  const turned = <Row>({ before, after }: Swap<Row>): Swap<Row> => ({ before: after, after: before });
  return {
    front: front && turned(front),
    cast: cast.map(turned),
    pronunciations: pronunciations.map(turned),
    chapters: chapters.map(turned),
    blocks: blocks.map(turned),
  };
}

/** The work after a change. Chapters that it leaves alone stay the very same objects, and so do their blocks. */
export function applied({ script, voice }: Work, change: Change): Work {
  const front = change.front?.after ?? frontOf({ script, voice });
  const heads = placed(script.chapters, change.chapters, (head, old) => ({ blocks: [], ...old, ...head }));
  return {
    voice: front.voice,
    script: {
      ...script,
      title: front.title,
      author: front.author,
      spelled: front.spelled,
      cast: placed(script.cast, change.cast, (member) => member),
      pronunciations: placed(script.pronunciations, change.pronunciations, (rule) => rule),
      chapters: withBlocks(heads, change.blocks),
    },
  };
}

function withBlocks(chapters: ScriptChapter[], swaps: readonly Swap<BlockRow>[]): ScriptChapter[] {
  const gone = new Map<string, Swap<Block>[]>();
  const note = (chapter: string, swap: Swap<Block>) => {
    const own = gone.get(chapter);
    if (own) own.push(swap);
    else gone.set(chapter, [swap]);
  };
  for (const { before, after } of swaps) {
    if (before && before.chapter !== after?.chapter) note(before.chapter, { before: bare(before), after: null });
    if (after) note(after.chapter, { before: null, after: bare(after) });
  }
  return chapters.map((chapter) => {
    const own = gone.get(chapter.id);
    return own ? { ...chapter, blocks: placed(chapter.blocks, own, (block) => block) } : chapter;
  });
}

/** Rows after some were swapped, in order. */
function placed<Row extends { id: string; place: string }, Kept extends { id: string; place: string }>(
  rows: Kept[],
  swaps: readonly Swap<Row>[],
  kept: (row: Row, old: Kept | undefined) => Kept,
): Kept[] {
  if (swaps.length === 0) return rows;
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const { before, after } of swaps) {
    const old = byId.get((after ?? before)!.id);
    if (after) byId.set(after.id, kept(after, old));
    else if (before) byId.delete(before.id);
  }
  return [...byId.values()].sort(byPlace);
}

const bare = ({ chapter: _, ...block }: BlockRow): Block => block;
