import type { BlockMarks, BlockRow, Swap } from '../../model/edit.ts';
import { Problem } from '../../model/problem.ts';
import type { Block, Script } from '../../model/script.ts';
import { changedBlock, rowOf } from './change.ts';
import { blockOf, blocksOf, chapterOf, type Found, memberOf, unlocked } from './find.ts';
import { placesBetween } from './place.ts';

type Swaps = Swap<BlockRow>[];

/** Gives a new id at every call. */
export type NewId = () => string;

export function editText(script: Script, id: string, text: string): Swaps {
  const { chapter, block } = unlocked(blockOf(script, id));
  return text === block.text ? [] : [changedBlock(chapter.id, block, { text })];
}

/** The spaces at the seam go with it. Throws `edit-impossible` where one side would be empty. */
export function splitBlock(script: Script, id: string, at: number, newId: NewId): Swaps {
  const found = unlocked(blockOf(script, id));
  const { text } = found.block;
  const parts = [text.slice(0, at).trimEnd(), text.slice(at).trimStart()];
  if (parts.includes('')) throw new Problem('edit-impossible', 'a block is split inside its text');
  return inParts(
    found,
    parts.map((part) => ({ text: part })),
    newId,
  );
}

export function joinBlock(script: Script, id: string): Swaps {
  const { chapter, index, block } = unlocked(blockOf(script, id));
  const next = chapter.blocks[index + 1];
  if (!next) throw new Problem('edit-impossible', 'no block follows in the chapter');
  unlocked({ chapter, index: index + 1, block: next });
  const seam = block.kind === 'verse' || block.kind === 'code' ? '\n' : ' ';
  const text = [block.text, next.text].filter((part) => part !== '').join(seam);
  return [
    changedBlock(chapter.id, block, { text, pause: next.pause }),
    { before: rowOf(chapter.id, next), after: null },
  ];
}

export function insertBlocks(script: Script, id: string, after: string | null, texts: string[], newId: NewId): Swaps {
  const chapter = chapterOf(script, id);
  const index = after === null ? -1 : chapter.blocks.findIndex((block) => block.id === after);
  if (after !== null && index < 0) throw new Problem('block-unknown', 'no such block in the chapter');
  const places = placesBetween(chapter.blocks[index], chapter.blocks[index + 1], texts.length);
  return texts.map((text, i) => ({
    before: null,
    after: rowOf(id, { ...newBlock(newId()), place: places[i]!, text }),
  }));
}

export function removeBlocks(script: Script, ids: readonly string[]): Swaps {
  const found = unlocked(blocksOf(script, ids));
  return found.map(({ chapter, block }) => ({ before: rowOf(chapter.id, block), after: null }));
}

/** Marks leave the text alone, but a locked block changes only by being unlocked. */
export function markBlocks(script: Script, ids: readonly string[], marks: BlockMarks): Swaps {
  if (marks.speaker) memberOf(script, marks.speaker);
  const found = blocksOf(script, ids);
  if (marks.locked === undefined) unlocked(found);
  // Who is given a speaker speaks with that one's voice.
  const all = marks.speaker === undefined ? marks : { voice: null, ...marks };
  return found.map(({ chapter, block }) => changedBlock(chapter.id, block, all));
}

/** A block in parts: the first keeps its id, the last its pause. `runsOn`: do the others stay in its paragraph? */
export function inParts(
  { chapter, index, block }: Found,
  parts: Partial<Block>[],
  newId: NewId,
  runsOn = false,
): Swaps {
  const [first, ...others] = parts;
  const places = placesBetween(block, chapter.blocks[index + 1], others.length);
  const pauseOf = (number: number) => (number === parts.length - 1 ? block.pause : null);
  return [
    changedBlock(chapter.id, block, { ...first, pause: pauseOf(0) }),
    ...others.map((part, i) => ({
      before: null,
      after: rowOf(chapter.id, { ...block, ...part, id: newId(), place: places[i]!, pause: pauseOf(i + 1), runsOn }),
    })),
  ];
}

/** A block as it comes out of a document: spoken by the narrator, free to be changed. */
export const newBlock = (id: string): Omit<Block, 'place'> => ({
  id,
  kind: 'text',
  text: '',
  language: null,
  speaker: null,
  voice: null,
  takes: [],
  pause: null,
  runsOn: false,
  locked: false,
});
