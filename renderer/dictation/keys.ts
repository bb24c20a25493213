export interface DictationVerbs {
  /** Speaks for as long as Space is held. */
  hold(): void;
  release(): void;
  take(): void;
  leave(): void;
  /** Begins in one of the chosen languages, by its place. */
  language(index: number): void;
  /** Takes a shortcut that a person chose; false for any other key. */
  shortcut(event: KeyboardEvent): boolean;
  busy(): boolean;
  empty(): boolean;
}

const TYPING = 'input, select, [contenteditable]';
const PRESSED = 'button, a[href], summary, [role=menuitem]';

/** A press shorter than this, in ms, was none: nothing can be said in it. */
const TAP = 300;

/**
 * The keys of dictation: Space is held to speak, also in an empty text; Enter takes the text, with Shift it is a new
 * line; Esc leaves. Fields and buttons of the rest of the window keep theirs.
 */
export function dictationKeys(verbs: DictationVerbs) {
  let held: number | null = null;
  const at = (target: EventTarget | null, selector: string) =>
    target instanceof Element && target.closest(selector) !== null;

  const space = (event: KeyboardEvent) => {
    const typing = at(event.target, 'textarea') && !(verbs.empty() && at(event.target, '[aria-label="Text"]'));
    if (held === null && (typing || verbs.busy())) return;
    event.preventDefault();
    if (held !== null || event.repeat) return;
    held = event.timeStamp;
    verbs.hold();
  };
  const end = (now: number) => {
    if (held === null) return;
    const long = now - held >= TAP;
    held = null;
    // A tap leaves it running, to be stopped by hand.
    if (long) verbs.release();
  };

  return {
    down(event: KeyboardEvent): void {
      if (event.isComposing || document.querySelector(':popover-open')) return;
      if (event.key === 'Escape') return verbs.leave();
      if (!event.repeat && verbs.shortcut(event)) return event.preventDefault();
      if (at(event.target, TYPING)) return;
      const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
      if (event.altKey && digit) {
        event.preventDefault();
        return verbs.language(Number(digit) - 1);
      }
      if (event.altKey || event.ctrlKey || event.metaKey || at(event.target, PRESSED)) return;
      if (event.key === ' ') return space(event);
      const elsewhere = at(event.target, 'textarea') && !at(event.target, '[aria-label="Text"]');
      if (event.key === 'Enter' && !event.shiftKey && !elsewhere) {
        event.preventDefault();
        verbs.take();
      }
    },
    up(event: KeyboardEvent): void {
      if (event.key === ' ') end(event.timeStamp);
    },
    /** The key that is let go elsewhere is not heard of. */
    blur(event: FocusEvent): void {
      end(event.timeStamp);
    },
  };
}
