/** The place in an element's text nodes at an offset of its whole text, in UTF-16 units; its end, where it is shorter. */
function spotAt(element: Node, offset: number): [Node, number] {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let left = offset;
  let last: Text | null = null;
  while (walker.nextNode()) {
    last = walker.currentNode as Text;
    if (left <= last.length) return [last, left];
    left -= last.length;
  }
  return last ? [last, last.length] : [element, 0];
}

/** A range of an element's text, in UTF-16 units. */
export function textRange(element: HTMLElement, start: number, end: number): Range {
  const range = document.createRange();
  range.setStart(...spotAt(element, start));
  range.setEnd(...spotAt(element, end));
  return range;
}

/** The offset of an element's text at a point of the window; null where the point is elsewhere. */
export function offsetAt(element: HTMLElement, x: number, y: number): number | null {
  const spot = document.caretPositionFromPoint?.(x, y);
  if (!spot || !element.contains(spot.offsetNode)) return null;
  const before = document.createRange();
  before.selectNodeContents(element);
  before.setEnd(spot.offsetNode, spot.offset);
  return before.toString().length;
}

/** Puts the caret into an element that may be edited, at an offset of its text. */
export function putCaret(element: HTMLElement, offset: number): void {
  const [node, at] = spotAt(element, offset);
  getSelection()?.collapse(node, at);
}

/** What of an element's text is selected, as offsets; null where the selection is elsewhere. */
export function caretIn(element: HTMLElement): { start: number; end: number } | null {
  const selection = getSelection();
  if (!selection?.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!element.contains(range.startContainer) || !element.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.selectNodeContents(element);
  before.setEnd(range.startContainer, range.startOffset);
  const start = before.toString().length;
  return { start, end: start + range.toString().length };
}

/** Is the caret on the first (-1) or the last (1) line of the element? */
export function atEdge(element: HTMLElement, by: 1 | -1): boolean {
  const selection = getSelection();
  if (!selection?.rangeCount) return true;
  const caret = selection.getRangeAt(0).cloneRange();
  caret.collapse(by === -1);
  const at = caret.getClientRects()[0];
  if (!at) return true;
  const whole = document.createRange();
  whole.selectNodeContents(element);
  const lines = [...whole.getClientRects()];
  return by === -1
    ? lines.every((line) => line.top > at.top - at.height / 2)
    : lines.every((line) => line.bottom < at.bottom + at.height / 2);
}

/** How far to the right the caret is, in pixels of the window; null where there is none. */
export function caretX(): number | null {
  const selection = getSelection();
  return selection?.rangeCount ? (selection.getRangeAt(0).getClientRects()[0]?.x ?? null) : null;
}

/** Puts the caret on the first line of an element (1), or on its last one (-1), as far to the right as it was. */
export function putCaretUnder(element: HTMLElement, x: number, by: 1 | -1): void {
  if (!caretIn(element)) return;
  const { top, bottom } = element.getBoundingClientRect();
  // Half a line inside of the padding.
  const found = document.caretPositionFromPoint?.(x, by === 1 ? top + 18 : bottom - 18);
  if (found && element.contains(found.offsetNode)) getSelection()?.collapse(found.offsetNode, found.offset);
}
