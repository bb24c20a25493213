import type { Change, ScriptEdit } from '../../model/edit.ts';
import { editText, insertBlocks, joinBlock, markBlocks, type NewId, removeBlocks, splitBlock } from './blocks.ts';
import { castMember, castParts, dismissMember } from './cast.ts';
import { frontOf, nothingChanged, type Work } from './change.ts';
import { pronounce, unpronounce } from './pronounce.ts';
import { chooseTakes } from './takes.ts';
import { includeChapters, mergeChapter, moveChapter, renameChapter, splitChapter } from './chapters.ts';

/**
 * What an edit comes to in rows; nothing is changed yet. `newId` gives a new id at every call. Throws the Problems
 * `chapter-unknown`, `block-unknown`, `member-unknown`, `block-locked` and `edit-impossible`.
 */
export function changeOf(work: Work, edit: ScriptEdit, newId: NewId): Change {
  return { ...nothingChanged, ...rowsOf(work, edit, newId) };
}

function rowsOf(work: Work, edit: ScriptEdit, newId: NewId): Partial<Change> {
  const { script } = work;
  switch (edit.type) {
    case 'text':
      return { blocks: editText(script, edit.block, edit.text) };
    case 'split-block':
      return { blocks: splitBlock(script, edit.block, edit.at, newId) };
    case 'join-block':
      return { blocks: joinBlock(script, edit.block) };
    case 'insert-blocks':
      return { blocks: insertBlocks(script, edit.chapter, edit.after, edit.texts, newId) };
    case 'remove-blocks':
      return { blocks: removeBlocks(script, edit.blocks) };
    case 'mark-blocks':
      return { blocks: markBlocks(script, edit.blocks, edit.marks) };
    case 'cast-parts':
      return castParts(script, edit, newId);
    case 'choose-takes':
      return { blocks: chooseTakes(script, edit.choices) };
    case 'include-chapters':
      return includeChapters(script, edit.chapters, edit.included);
    case 'rename-chapter':
      return renameChapter(script, edit.chapter, edit.title);
    case 'move-chapter':
      return moveChapter(script, edit.chapter, edit.before);
    case 'merge-chapter':
      return mergeChapter(script, edit.chapter);
    case 'split-chapter':
      return splitChapter(script, edit.block, edit.title, newId);
    case 'cast-member':
      return castMember(script, edit.member);
    case 'dismiss-member':
      return dismissMember(script, edit.member);
    case 'narrator':
      return { front: { before: frontOf(work), after: { ...frontOf(work), voice: edit.voice } } };
    case 'pronounce':
      return pronounce(script, edit.pronunciations);
    case 'unpronounce':
      return unpronounce(script, edit.pronunciations);
    case 'spell':
      return { front: { before: frontOf(work), after: { ...frontOf(work), spelled: edit.spelled } } };
    case 'name':
      return { front: { before: frontOf(work), after: { ...frontOf(work), title: edit.title, author: edit.author } } };
  }
}
