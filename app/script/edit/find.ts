import { Problem } from '../../model/problem.ts';
import type { Block, CastMember, Script, ScriptChapter } from '../../model/script.ts';

/** A block where it stands. */
export interface Found {
  chapter: ScriptChapter;
  index: number;
  block: Block;
}

/** Throws the Problem `chapter-unknown`. */
export function chapterOf(script: Script, id: string): ScriptChapter {
  const found = script.chapters.find((chapter) => chapter.id === id);
  if (!found) throw new Problem('chapter-unknown', 'no such chapter in the script');
  return found;
}

/** Throws the Problem `block-unknown`. */
export function blockOf(script: Script, id: string): Found {
  for (const chapter of script.chapters) {
    const index = chapter.blocks.findIndex((block) => block.id === id);
    if (index >= 0) return { chapter, index, block: chapter.blocks[index]! };
  }
  throw new Problem('block-unknown', 'no such block in the script');
}

/** Blocks in the order of the script, each once. Throws the Problem `block-unknown`. */
export function blocksOf(script: Script, ids: readonly string[]): Found[] {
  const wanted = new Set(ids);
  const found = script.chapters.flatMap((chapter) =>
    chapter.blocks.flatMap((block, index) => (wanted.has(block.id) ? [{ chapter, index, block }] : [])),
  );
  if (found.length < wanted.size) throw new Problem('block-unknown', 'no such block in the script');
  return found;
}

/** Throws the Problem `member-unknown`. */
export function memberOf(script: Script, id: string): CastMember {
  const found = script.cast.find((member) => member.id === id);
  if (!found) throw new Problem('member-unknown', 'no such member in the cast');
  return found;
}

/** The same found blocks, or the Problem `block-locked`. */
export function unlocked<Some extends Found | Found[]>(found: Some): Some {
  for (const { block } of [found].flat()) {
    if (block.locked) throw new Problem('block-locked', 'the block is locked');
  }
  return found;
}
