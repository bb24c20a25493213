import { offsetAt } from '../parts/caret.ts';
import type { Editor } from './editor.svelte.ts';

/** What the mouse needs to know of the row that it is on. */
interface Needs {
  row(): string;
  /** A paragraph, not the opening of a chapter? */
  isBlock(): boolean;
  /** Is this document being heard? */
  isHeard(): boolean;
  editor(): Editor;
  /** Has it read from the sentence at this offset of the row's text on. */
  listen(at: number): void;
}

/** The mouse on a row of the script: puts the caret, marks rows, or takes the voice along. */
export class RowMouse {
  readonly #needs: Needs;
  /** Was the caret in this text before the mouse went down on it? */
  #typing = false;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** Alt has the sentence read, Shift marks up to here, and beside the text the row is marked; in it the caret is put. */
  press(event: MouseEvent): void {
    const target = event.target as Element;
    const text = textOf(event);
    this.#typing = text === document.activeElement;
    if (event.button !== 0 || !this.#needs.isBlock() || target.closest('button, .said')) return;
    if (text && event.altKey) {
      event.preventDefault();
      return this.#listen(text, event);
    }
    const { selection, stop } = this.#needs.editor();
    const id = this.#needs.row();
    const extending = event.shiftKey && stop !== null && stop !== id;
    if (text && !extending) return;
    event.preventDefault();
    if (extending) {
      getSelection()?.removeAllRanges();
      if (selection.head === null) selection.mark(stop);
    }
    selection.mark(id, extending);
    this.#needs.editor().focusRow(id);
  }

  /**
   * While the voice is heard, a click takes it to that sentence. Where somebody types, a click is the caret's, and so
   * are a second one and a drag: what is wrong can be mended while the voice goes on.
   */
  click(event: MouseEvent): void {
    const text = textOf(event);
    const { detail, shiftKey, ctrlKey, metaKey } = event;
    if (!text || !this.#needs.isHeard() || this.#typing || detail !== 1 || shiftKey || ctrlKey || metaKey) return;
    if (getSelection()?.isCollapsed === false) return;
    text.blur();
    this.#listen(text, event);
  }

  #listen(text: HTMLElement, { clientX, clientY }: MouseEvent): void {
    this.#needs.listen(offsetAt(text, clientX, clientY) ?? 0);
  }
}

const textOf = ({ target }: MouseEvent) => (target as Element).closest<HTMLElement>('[role=textbox]');
