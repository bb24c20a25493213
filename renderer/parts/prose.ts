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

/** The paragraphs of a text from elsewhere: parted by empty lines, or where there are none, by every line's end. */
export function paragraphs(text: string): string[] {
  const whole = text.replace(/\r\n?/g, '\n').trim();
  const parts = /\n[^\S\n]*\n/.test(whole) ? whole.split(/\n\s*\n/) : whole.split('\n');
  return parts.map((part) => plain(part, false)).filter((part) => part !== '');
}

/** Where in `after` that ends what is not as it was in `before`: the place for a caret. */
export function changeEnd(before: string, after: string): number {
  let same = 0;
  const most = Math.min(before.length, after.length);
  while (same < most && before.at(-1 - same) === after.at(-1 - same)) same++;
  return after.length - same;
}
