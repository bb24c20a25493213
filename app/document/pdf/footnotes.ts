import { noteMark, withoutMarks } from '../marks.ts';
import type { Line } from './line.ts';
import { markEnd, markStart } from './segment.ts';

/** Notes are set smaller than the text, by at least this share. */
const smaller = 0.94;
const ended = /[.!?…。！？:]["'”’»)\]]*$/u;
const marks = new RegExp(`${markStart}([^${markEnd}]*)${markEnd}`, 'gu');
const ownMark = new RegExp(`^${markStart}[^${markEnd}]*${markEnd}`, 'u');
const plainMark = /^[[(]?(\d{1,3}|[*†‡§¶∗]{1,4})[\])]?[.:]?(?=\s|[\p{Lu}\p{Lo}])/u;
/** A number that hugs the word before it: a mark that its font could not raise. */
const hugging = /(?<=\p{L}{2}[.,;:!?"'”’»)]{0,2})(\d{1,3})(?![\p{L}\p{N}])/gu;

/** A page without its footnotes, and those. */
export interface Parted {
  regions: Line[][];
  /** Lines of notes; each note begins with a line in `starts`. */
  notes: Line[];
  starts: Set<Line>;
  /** Marks in the text whose notes are not on the page. */
  waiting: Set<string>;
}

/**
 * Parts the notes at the foot of every column from the text: lines smaller than the text, from one on that begins
 * with a mark that the text refers to, on this page or, as `waiting` tells, on the one before. `open` is the last line
 * of the notes of the page before, or null.
 */
export function partNotes(
  regions: readonly Line[][],
  bodySize: number,
  open: Line | null,
  waiting: ReadonlySet<string>,
): Parted {
  const isSmall = (line: Line) => line.size < bodySize * smaller;
  const own = regions.flat().flatMap((line) => (isSmall(line) ? [] : marksIn(line.text)));
  const hugged = regions.flat().flatMap((line) => (isSmall(line) ? [] : marksIn(line.text, hugging)));
  const referred = new Set([...waiting, ...own, ...hugged]);
  const parted: Parted = { regions: [], notes: [], starts: new Set(), waiting: new Set(own) };
  for (const region of regions) {
    const foot = region.findLastIndex((line) => !isSmall(line)) + 1;
    const small = region.slice(foot);
    const at = small.findIndex((line) => referred.has(markOf(line.text) ?? ''));
    const goesOn = open && !ended.test(open.text) && small.length > 0 && !/^\p{Lu}/u.test(small[0]!.text);
    const from = goesOn && foot > 0 ? foot : at < 0 ? region.length : foot + at;
    if (from > 0) parted.regions.push(region.slice(0, from));
    for (const line of region.slice(from)) {
      if (referred.has(markOf(line.text) ?? '')) parted.starts.add(line);
      parted.notes.push(line);
    }
  }
  const noted = new Set([...parted.starts].map((line) => markOf(line.text)!));
  for (const mark of noted) parted.waiting.delete(mark);
  parted.regions = parted.regions.map((region) => region.map((line) => withMarks(line, noted)));
  return parted;
}

/** Text in which every mark that is left is told from it, where notes elsewhere are likely meant, or plain text. */
export function settledMarks(text: string): string {
  return text.replace(marks, (_, mark: string, at: number) => {
    if (/(?:\p{L}{3}|[.,;:!?"'”’»)\]])$/u.test(text.slice(0, at))) return noteMark(mark);
    return at === 0 && /^\D/.test(mark) ? '' : mark;
  });
}

/** The first line of a note without the mark that it begins with. */
export const withoutOwnMark = (text: string) => text.replace(ownMark, '').replace(plainMark, '').trim();

const bare = (mark: string) => mark.replace(/[[\]().:]/g, '').replaceAll('∗', '*');

function marksIn(text: string, pattern = marks): string[] {
  return [...text.matchAll(pattern)].map(([, mark]) => bare(mark!));
}

function markOf(text: string): string | null {
  const raised = text.startsWith(markStart) ? marksIn(text)[0] : undefined;
  const plain = plainMark.exec(text)?.[1];
  return raised ?? (plain === undefined ? null : bare(plain));
}

/** A line with its marks told from its text. */
function withMarks(line: Line, noted: ReadonlySet<string>): Line {
  if (noted.size === 0 || !/[\d\ue000]/.test(line.text)) return line;
  const tell = (whole: string, mark: string) => (noted.has(bare(mark)) ? noteMark(mark) : whole);
  const told = (text: string) => text.replace(marks, tell).replace(hugging, tell);
  const marked = told(line.text);
  const cells = line.cells.map((cell) => ({ ...cell, text: told(cell.text) }));
  return { ...line, cells, text: withoutMarks(marked), ...(marked === line.text ? {} : { marked }) };
}
