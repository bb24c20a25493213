import { atEdge, caretIn } from '../parts/caret.ts';
import { plain, typed } from '../parts/prose.ts';
import type { Editor } from './editor.svelte.ts';

interface TextKeys {
  id: string;
  element: HTMLElement;
  /** Does Enter make a line in it, as in verse? */
  lines: boolean;
  locked: boolean;
}

/** Keys in the text of a block. True where the key was taken. */
export function textKey(event: KeyboardEvent, { id, element, lines, locked }: TextKeys, editor: Editor): boolean {
  if (event.isComposing) return false;
  const command = event.ctrlKey || event.metaKey;
  if (event.key === 'Enter' && event.altKey) return hear(editor, id);
  if (event.key === 'Escape' || (event.key === 'Enter' && command)) return leave(id, editor);
  if (event.key === 'ArrowUp' || event.key === 'ArrowDown') return vertical(event, id, element, locked, editor);
  if (event.key === 'a' && command) return whole(id, element, locked, editor);
  if (locked) return false;
  if (event.key !== 'Enter' && event.key !== 'Backspace' && event.key !== 'Delete') return false;
  if (editor.waiting) return true;
  const caret = caretIn(element);
  if (!caret) return false;
  const raw = typed(element);
  if (event.key === 'Enter') {
    if (lines) return false;
    editor.draft?.flush();
    void editor.split(id, plain(raw.slice(0, caret.start), lines).length);
    return true;
  }
  const at = event.key === 'Backspace' ? 0 : raw.length;
  if (caret.start !== caret.end || caret.start !== at) return false;
  editor.draft?.flush();
  void editor.join(id, event.key === 'Backspace' ? -1 : 1);
  return true;
}

/** The sentence with the caret. */
function hear(editor: Editor, id: string): boolean {
  editor.listen(id);
  return true;
}

function leave(id: string, editor: Editor): boolean {
  editor.selection.mark(id);
  editor.focusRow(id);
  return true;
}

/** To the block above or below from the first or last line; with Shift, both are marked. */
function vertical(event: KeyboardEvent, id: string, element: HTMLElement, locked: boolean, editor: Editor): boolean {
  const by = event.key === 'ArrowUp' ? -1 : 1;
  if (event.ctrlKey || event.metaKey || event.altKey || (!locked && !atEdge(element, by))) return false;
  if (!event.shiftKey) return editor.step(id, by);
  editor.selection.mark(id);
  return extend(editor, id, by, true);
}

/** The first time all of the text, by the browser; then all of the script. */
function whole(id: string, element: HTMLElement, locked: boolean, editor: Editor): boolean {
  const caret = caretIn(element);
  if (!locked && caret && caret.end - caret.start < typed(element).length) return false;
  editor.selection.all();
  editor.focusRow(id);
  return true;
}

/** Keys on a marked row. True where the key was taken. */
export function rowKey(event: KeyboardEvent, id: string, editor: Editor): boolean {
  const { selection } = editor;
  const command = event.ctrlKey || event.metaKey;
  switch (event.key) {
    case 'ArrowUp':
      return extend(editor, id, -1, event.shiftKey);
    case 'ArrowDown':
      return extend(editor, id, 1, event.shiftKey);
    case 'Enter':
    case 'F2':
      editor.focusText(id, Infinity);
      return true;
    case 'Delete':
    case 'Backspace':
      void editor.remove(selection.blocks.length > 0 ? selection.blocks : [id]);
      return true;
    case 'Escape':
      if (selection.blocks.length > 1) selection.range(id, id);
      else selection.clear();
      return true;
    case 'a':
      if (command) selection.all();
      return command;
    default:
      return false;
  }
}

function extend(editor: Editor, id: string, by: 1 | -1, more: boolean): boolean {
  const other = editor.selection.neighbour(id, by);
  if (other === null) return true;
  editor.selection.mark(other, more);
  editor.focusRow(other);
  return true;
}
