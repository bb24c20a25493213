import type { Document } from '../../model/document.ts';
import { Draft, oneLine } from '../draft.ts';
import { isChapterLine } from '../headings.ts';
import type { Limits } from '../limits.ts';
import { endMarks } from '../marks.ts';
import { partNotes, settledMarks, withoutOwnMark } from './footnotes.ts';
import { Vocabulary } from './hyphens.ts';
import type { Line } from './line.ts';
import type { Metadata } from './metadata.ts';
import type { Face } from './operators.ts';
import { type OutlineEntry, roleOfHeading, startsOf } from './outline.ts';
import { type Block, blocksOf } from './paragraph.ts';
import { bullet } from './segment.ts';
import { median } from './region.ts';
import { type Style, Styles } from './styles.ts';

/** All that is known of a PDF once its pages were read. */
export interface Sheets {
  /** The columns of every page, as lines. */
  columns: Line[][][];
  faces: ReadonlyMap<string, Face>;
  outline: OutlineEntry[];
  metadata: Metadata;
  /** What a person knows the file by. */
  name: string;
  limits: Limits;
}

/** Ranks of headings that begin chapters where no outline does. */
const chapterRanks = 2;

/** Binds lines into chapters: by the outline, or by headings where there is none. Notes follow the text. */
export function bind({ columns, faces, outline, metadata, name, limits }: Sheets): Document {
  const styles = new Styles(columns.flat(2), faces);
  const { lines, notes, noteStarts } = withNotesApart(columns, styles);
  const words = new Vocabulary();
  for (const line of [...lines, ...notes]) words.learn(line.text);
  const starts = startsOf(outline, lines);
  const blocks = blocksOf(lines, styles, new Set(starts.keys()));
  const heading = titleOf(blocks);
  const title = metadata.title || (heading ? textOf(heading, words) : '') || name;
  // An outline of one entry is but the title.
  const outlined = starts.size > 1;
  const chapterOf = outlined ? () => false : chapterStyles(blocks, heading);
  // Outlines leave out contents and indexes, whose headings look like those of chapters.
  const listed = blocks.flatMap(({ style, lines: [line] }) => (style && starts.has(line!) ? [style.weight] : []));
  const leastWeight = outlined ? median(listed) : 0;
  const unstyled = starts.size === 0 && blocks.every(({ style }, index) => !style || blocks[index] === heading);
  const draft = new Draft(title, limits);
  for (const block of blocks) {
    const text = textOf(block, words);
    const entry = starts.get(block.lines[0]!);
    const own = block.style ? oneLine(text) : '';
    const role = (block.style?.weight ?? 0) >= leastWeight ? roleOfHeading(own) : null;
    if (entry) draft.begin(entry.title, entry.role);
    else if (own && block !== heading && (role || chapterOf(block.style))) draft.begin(own, role ?? 'body');
    else if (unstyled && block.lines.length === 1 && isChapterLine(oneLine(text))) {
      draft.begin(text, roleOfHeading(text) ?? 'body');
      block.kind = 'heading';
    }
    draft.add(block.kind, block.kind === 'item' ? text.replace(bullet, '') : text);
  }
  if (notes.length > 0) {
    draft.begin(`${title} (notes)`, 'notes');
    for (const note of notesOf(notes, noteStarts)) draft.add('text', joinedLines(note, words));
  }
  return draft.document(title, metadata.author, metadata.language);
}

function withNotesApart(columns: readonly Line[][][], styles: Styles) {
  const lines: Line[] = [];
  const notes: Line[] = [];
  const noteStarts = new Set<Line>();
  let waiting: ReadonlySet<string> = new Set();
  let lastPage = 0;
  for (const page of columns) {
    const open = notes.at(-1);
    const parted = partNotes(page, styles.bodySize, open && open.page >= lastPage ? open : null, waiting);
    waiting = parted.waiting;
    for (const region of parted.regions) lines.push(...region);
    for (const line of parted.notes) notes.push(line);
    for (const line of parted.starts) noteStarts.add(line);
    lastPage = page[0]?.[0]?.page ?? lastPage;
  }
  return { lines, notes, noteStarts };
}

function notesOf(lines: readonly Line[], starts: ReadonlySet<Line>): Line[][] {
  const notes: Line[][] = [];
  for (const line of lines) {
    if (starts.has(line) || notes.length === 0) notes.push([{ ...line, text: withoutOwnMark(line.text) }]);
    else notes.at(-1)!.push(line);
  }
  return notes;
}

/** The largest heading of the first page with text, unless headings like it follow. */
function titleOf(blocks: readonly Block[]): Block | null {
  const page = blocks[0]?.lines[0]?.page;
  const first = blocks.filter(({ style, lines }) => style && lines[0]!.page === page);
  const heading = first.reduce<Block | null>(
    (most, each) => (most && most.style!.weight >= each.style!.weight ? most : each),
    null,
  );
  const alone = heading && blocks.filter(({ style }) => style && style.weight >= heading.style!.weight).length === 1;
  return alone ? heading : null;
}

/** The styles of headings that begin chapters; lines below the title that look like one name its makers. */
function chapterStyles(blocks: readonly Block[], title: Block | null): (style: Style | null) => boolean {
  const below = title ? blocks.indexOf(title) : -1;
  const text = blocks.findIndex(({ style }, index) => index > below && !style);
  const headings = blocks.filter(({ style }, index) => style && (index > text || index < below));
  const weights = new Set(headings.map(({ style }) => style!.weight));
  const chapters = new Set([...weights].sort((one, other) => other - one).slice(0, chapterRanks));
  return (style) => style !== null && chapters.has(style.weight);
}

function textOf({ kind, lines }: Block, words: Vocabulary): string {
  if (kind === 'row') return settledMarks(lines[0]!.cells.map((cell) => cell.text).join(', '));
  if (kind === 'verse') return settledMarks(lines.map(({ text, marked = text }) => marked).join('\n'));
  if (kind === 'code') return lines.map(codeLine).join('\n');
  return joinedLines(lines, words);
}

/** Letters of a fixed width are about 0.6 of their size wide; no code that people read aloud is indented further. */
const codeLine = ({ text, indent, size }: Line) => ' '.repeat(Math.min(Math.max(indent / (0.6 * size), 0), 40)) + text;

/** Dots that lead the eye to a number are not for the ear. */
const leaders = /(?:\s*[.·…]){4,}\s*/g;

function joinedLines(lines: readonly Line[], words: Vocabulary): string {
  const text = lines
    .map(({ text, marked = text }) => marked)
    .reduce((before, after) => {
      // What a line ends with, not its mark, decides how it goes on.
      const [bare, marks] = endMarks(before);
      const whole = words.join(bare, after);
      return marks ? `${whole.slice(0, bare.length)}${marks}${whole.slice(bare.length)}` : whole;
    });
  return settledMarks(text).replace(leaders, ' ');
}
