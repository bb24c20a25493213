import type { Spot } from '../../app/model/player.ts';

/**
 * Puts a block's text on the page, with the sentence that sounds in a `<mark>`. By hand, since the element is the
 * person's to edit: nodes that a template remembers may be gone by then.
 */
export function paint(element: HTMLElement, text: string, spot: Spot | null): void {
  const start = Math.min(spot?.start ?? 0, text.length);
  const end = Math.min(spot?.end ?? 0, text.length);
  if (end <= start) {
    if (element.childElementCount > 0 || element.textContent !== text) element.textContent = text;
    return;
  }
  const mark = document.createElement('mark');
  mark.textContent = text.slice(start, end);
  element.replaceChildren(text.slice(0, start), mark, text.slice(end));
}

/**
 * The text of an element that a person edits. Not `innerText`: that is empty while the element is out of sight, since
 * the page leaves such blocks unrendered.
 */
export function typed(node: Node): string {
  if (node.nodeName === 'BR') return '\n';
  return node.childNodes.length === 0 ? (node.nodeValue ?? '') : [...node.childNodes].map(typed).join('');
}

/** What a person typed, as a block keeps it: one line, or lines without a last empty one where lines mean something. */
export function plain(raw: string, lines: boolean): string {
  const text = raw.replaceAll('\u00a0', ' ');
  return lines ? text.replace(/\s+$/, '') : text.replace(/\s+/g, ' ').trim();
}

/** Saves a block that is being edited, as leaving it does; for what would take it off the page. */
export function finishEditing(): void {
  const focus = document.activeElement;
  if (focus instanceof HTMLElement && focus.isContentEditable) focus.blur();
}

/** The text before (-1) or after (1) this one, when the caret can go no further that way inside it; else null. */
export function neighbour(element: HTMLElement, by: 1 | -1): HTMLElement | null {
  const caret = getSelection();
  if (!caret?.isCollapsed || !atEdge(element, caret.getRangeAt(0), by)) return null;
  const all = [...(element.closest('[data-script]')?.querySelectorAll<HTMLElement>('[role=textbox]') ?? [])];
  return all[all.indexOf(element) + by] ?? null;
}

/** Is the caret on the first (-1) or the last (1) line? */
function atEdge(element: HTMLElement, caret: Range, by: 1 | -1): boolean {
  const at = caret.getClientRects()[0];
  if (!at) return true;
  const whole = document.createRange();
  whole.selectNodeContents(element);
  const lines = [...whole.getClientRects()];
  return by === -1
    ? lines.every((line) => line.top > at.top - at.height / 2)
    : lines.every((line) => line.bottom < at.bottom + at.height / 2);
}
