import type { EditType } from '../model/edit.ts';

const names: Record<EditType, string> = {
  text: /* @wc-include */ 'typing',
  'split-block': 'splitting a paragraph',
  'join-block': 'joining paragraphs',
  'insert-blocks': 'inserting text',
  'remove-blocks': 'deleting paragraphs',
  'mark-blocks': 'marking paragraphs',
  'cast-parts': 'giving speech a voice',
  'choose-takes': 'choosing takes',
  'include-chapters': 'choosing chapters',
  'rename-chapter': 'renaming a chapter',
  'move-chapter': 'moving a chapter',
  'merge-chapter': 'merging chapters',
  'split-chapter': 'beginning a chapter',
  'cast-member': 'changing the cast',
  'dismiss-member': 'dismissing a character',
  narrator: 'changing the voice',
  pronounce: 'changing a pronunciation',
  unpronounce: 'removing a pronunciation',
  spell: 'writing out numbers',
  name: 'renaming the document',
  update: 'taking over a newer version',
};

/** What an edit did, as a person would say after “undo”. */
export const editName = (type: EditType): string => names[type];
