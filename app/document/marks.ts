import type { NoteMark } from '../model/document.ts';

/** Noncharacters, which no text that is passed around has for itself (Unicode 16, 23.7). */
const start = '\ufdd0';
const end = '\ufdd1';
const one = /\ufdd0([^\ufdd0\ufdd1]{1,40})\ufdd1/g;
const any = /\ufdd0[^\ufdd0\ufdd1]{1,40}\ufdd1|[\ufdd0\ufdd1]/g;
const trailing = /(?:\ufdd0[^\ufdd0\ufdd1]{1,40}\ufdd1)+$/;

/** A note's mark as it stands in the text of a reader, until the draft takes it out: `[12]` is the mark 12. */
export function noteMark(printed: string): string {
  const bare = printed.replace(/[[\]().:^\ufdd0\ufdd1]/g, '').replace(/\s+/g, ' ');
  const sign = bare.trim().slice(0, 40);
  return sign && `${start}${sign}${end}`;
}

/** A text as it is read where nobody wants to hear its marks. */
export const withoutMarks = (text: string) => (/[\ufdd0\ufdd1]/.test(text) ? text.replace(any, '') : text);

/** A text without the marks that it ends with, and those. */
export function endMarks(text: string): [bare: string, marks: string] {
  const at = text.endsWith(end) ? text.search(trailing) : -1;
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at)];
}

/** A text without its marks, and where they stood in it. */
export function partMarks(text: string): { text: string; marks: NoteMark[] } {
  if (!/[\ufdd0\ufdd1]/.test(text)) return { text, marks: [] };
  const marks: NoteMark[] = [];
  let kept = '';
  let from = 0;
  const trim = () => {
    kept = kept.trimEnd();
    for (let mark = marks.at(-1), back = 1; mark && mark.at > kept.length; mark = marks.at(-++back))
      mark.at = kept.length;
  };
  const keep = (piece: string) => {
    const words = withoutMarks(piece);
    // Of the spaces around a mark one is enough, and none before a line's end.
    if (words.startsWith('\n')) trim();
    kept += /(^|\s)$/.test(kept.slice(-1)) ? words.replace(/^ /, '') : words;
  };
  for (const { 0: whole, 1: sign = '', index } of text.matchAll(one)) {
    keep(text.slice(from, index));
    marks.push({ at: kept.length, sign });
    from = index + whole.length;
  }
  keep(text.slice(from));
  trim();
  return { text: kept, marks };
}
