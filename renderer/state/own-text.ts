/** What the service has made of what was said: what stays, and what may still change. */
export interface Said {
  settled: string;
  open: string;
}

/** Text that a person has changed while more of it came. */
export interface Own {
  text: string;
  /** How much of what is settled is in it, or was replaced by it. */
  settled: number;
  /** Was what is open just now changed, so that its final form is not wanted any more? */
  over: boolean;
}

/** What a person made of the text, if they did, and what has come since. */
export function textOf({ settled, open }: Said, own: Own | null): string {
  if (!own) return settled + open;
  return withGap(own.text, settled.slice(own.settled) + (own.over ? '' : open));
}

/** The text field's content after an edit, apart from what is open and was left as it is. */
export function edited(text: string, { settled, open }: Said, own: Own | null): Own {
  const untouched = open !== '' && text.endsWith(open) && !own?.over;
  const kept = untouched ? text.slice(0, text.length - open.length) : text;
  return { text: kept, settled: settled.length, over: !untouched && open !== '' };
}

/** What was open when a person changed it has settled: their words stand for it, and what comes now is new. */
export function settledOn(own: Own, before: Said, now: Said): Own {
  const settled = now.settled.length;
  return own.over && settled > before.settled.length ? { ...own, settled, over: false } : own;
}

/** What follows an edit that ends in a word begins after a space. */
function withGap(own: string, more: string): string {
  const text = more.replace(/^ +/, '');
  if (text === '' || own === '' || /\s$/.test(own) || /^[\s,.;:?!]/.test(text)) return own + text;
  return `${own} ${text}`;
}
