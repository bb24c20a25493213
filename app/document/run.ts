import { type Draft, flowing } from './draft.ts';

/** Lines of plain text without a blank line between them, trimmed, with how far each was indented. */
export interface Run {
  lines: string[];
  /** White space before each line, in characters, beyond what all lines of the text have. */
  indents: number[];
}

/** A longer line was not broken by hand, so it is a paragraph by itself. UTF-16 units; lines made by hand end at 80. */
const longestHandBroken = 120;
/** Indented letters and quotations fill their lines, verse seldom does. UTF-16 units. */
const longestVerse = 60;
/** White space in characters from which on a line counts as indented. */
const indented = 2;
const bullet = /^(?:[*•‣·]|-(?=\s)|\d{1,3}[.)])\s+/;

/** Adds a run as what it looks like: verse, list items, one paragraph a line, or hard-wrapped paragraphs. */
export function addRun(draft: Draft, { lines, indents }: Run): void {
  if (lines.length === 0) return;
  const verse = lines.length > 1 && indents.every((indent) => indent >= indented);
  if (verse && lines.every((line) => line.length <= longestVerse)) {
    draft.add('verse', lines.join('\n'));
  } else if (bullet.test(lines[0]!)) {
    for (const item of parted(lines, (line) => bullet.test(line)))
      draft.add('item', unwrapped(item).replace(bullet, ''));
  } else if (lines.some((line) => line.length > longestHandBroken)) {
    for (const line of lines) draft.add('text', line);
  } else {
    // Books without blank lines begin a paragraph with an indented line.
    const paragraphs = indents[0]! >= indented ? parted(lines, (_, index) => indents[index]! >= indented) : [lines];
    for (const paragraph of paragraphs) draft.add('text', unwrapped(paragraph));
  }
}

/** White space before the first character that is none. */
export function indentation(line: string): number {
  return line.length - line.trimStart().length;
}

/** Hand-broken lines as one; a line that ends in a hyphen or dash was broken within a word. */
function unwrapped(lines: readonly string[]): string {
  const pieces: string[] = [];
  for (const line of lines) pieces.push(line, /[\p{L}-]-$/u.test(line) ? '' : '\n');
  return flowing(pieces.join(''));
}

/** Groups of lines, a new one at every line that `begins` one. */
function parted(lines: readonly string[], begins: (line: string, index: number) => boolean): string[][] {
  const groups: string[][] = [];
  for (const [index, line] of lines.entries()) {
    if (index === 0 || begins(line, index)) groups.push([line]);
    else groups.at(-1)!.push(line);
  }
  return groups;
}
