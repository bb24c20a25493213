import type { SkipUnit } from '../app/model/player.ts';

export interface Verbs {
  toggle(): void;
  skip(by: 1 | -1, unit: SkipUnit): void;
  /** A step faster (1) or slower (-1). */
  hurry(by: 1 | -1): void;
  open(): void;
  export(): void;
}

/** The whole window's shortcuts. Space belongs to whatever has the focus, if that is something to type in or press. */
export function shortcut(event: KeyboardEvent, verbs: Verbs): void {
  if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return;
  const verb = chosen(event, verbs);
  if (!verb) return;
  event.preventDefault();
  if (!event.repeat) verb();
}

function chosen(event: KeyboardEvent, verbs: Verbs): (() => void) | null {
  if (event.altKey) return null;
  if (!event.ctrlKey && !event.metaKey) {
    return event.key === ' ' && !event.shiftKey && !taken(event.target) ? () => verbs.toggle() : null;
  }
  switch (event.key) {
    case '[':
      return () => verbs.skip(-1, 'sentence');
    case ']':
      return () => verbs.skip(1, 'sentence');
    case '{':
      return () => verbs.skip(-1, 'chapter');
    case '}':
      return () => verbs.skip(1, 'chapter');
    case '<':
      return () => verbs.hurry(-1);
    case '>':
      return () => verbs.hurry(1);
    case 'o':
      return () => verbs.open();
    case 'e':
      return () => verbs.export();
    default:
      return null;
  }
}

const TAKERS = 'input:not([type=range]), textarea, select, button, a[href], [contenteditable]';

const taken = (target: EventTarget | null): boolean => target instanceof Element && target.closest(TAKERS) !== null;
