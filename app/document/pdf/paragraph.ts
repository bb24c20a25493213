import type { ParagraphKind } from '../../model/document.ts';
import { isChapterLine } from '../headings.ts';
import type { Line } from './line.ts';
import { bullet, type Segment } from './segment.ts';
import type { Style, Styles } from './styles.ts';

/** Lines that belong together. */
export interface Block {
  kind: ParagraphKind;
  lines: Line[];
  /** Of a heading; null for anything else. */
  style: Style | null;
}

/** Shares of the size of the text. */
const leastIndent = 0.6;
const hardBreak = 3;
/** Leading over the usual one from which on it parts paragraphs. */
const partingLead = 1.22;
const longestVerse = 70;
const numbered = /^(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]|\[\w{1,12}\])\s+\S/u;
const ended = /[.!?…:;。！？؟"”’»」)\]]$/u;
const caption = /^(?:fig(?:ure|\.)?|table|plate|chart|illustration|abb(?:ildung|\.)|tab(?:elle|\.)|tableau)\s*[\d.]+/iu;

/** Rebuilds paragraphs from lines in reading order. `starts` are lines that begin one for reasons of their own. */
export function blocksOf(lines: readonly Line[], styles: Styles, starts: ReadonlySet<Line>): Block[] {
  const blocks: Block[] = [];
  for (const [index, line] of lines.entries()) {
    const row = isRow(line, lines[index - 1], lines[index + 1]);
    const block = blocks.at(-1);
    if (block && !starts.has(line) && !row && block.kind !== 'row' && continues(block, line, styles)) {
      block.lines.push(line);
    } else {
      blocks.push({
        kind: row ? 'row' : kindOf(line, styles),
        lines: [line],
        style: row ? null : styles.headingOf(line),
      });
    }
  }
  return withVerse(reunited(blocks), styles);
}

/** Is a line a row of a table? Other lines with gaps are text. */
function isRow(line: Line, before: Line | undefined, after: Line | undefined): boolean {
  return [before, after].some((each) => {
    if (each?.page !== line.page) return false;
    const filled = [line, each].every(({ indent, room, size }) => indent < size / 10 && room < size / 10);
    return aligned(line.cells, each.cells) >= (filled ? 2 : 1);
  });
}

/** Points by which cells of one column differ at the edge to which they are set. */
const alignment = 2;
/** A gap as a share of the size that no justified line has. */
const widestGap = 4;

/** Inner edges that two lines have in common, as rows of a table do; a gap that no line of text has counts twice. */
function aligned(one: readonly Segment[], other: readonly Segment[]): number {
  const near = (here: number, there: number) => Math.abs(here - there) <= alignment;
  return one.reduce((count, cell, index) => {
    const wide = isFar(one, index);
    const common = other.some((match, at) => {
      const starts = index > 0 && at > 0 && near(cell.x, match.x);
      const ends = index < one.length - 1 && at < other.length - 1 && near(cell.right, match.right);
      return starts || ends || (wide && isFar(other, at) && near(cell.right, match.right));
    });
    return count + (common ? (wide ? 2 : 1) : 0);
  }, 0);
}

const isFar = (cells: readonly Segment[], index: number) =>
  index > 0 && cells[index]!.x - cells[index - 1]!.right > widestGap * cells[index]!.size;

function kindOf(line: Line, styles: Styles): ParagraphKind {
  if (styles.headingOf(line)) return 'heading';
  if (styles.isCode(line)) return 'code';
  return bullet.test(line.text) || (numbered.test(line.text) && line.indent > 0) ? 'item' : 'text';
}

function continues({ kind, lines, style }: Block, line: Line, styles: Styles): boolean {
  const last = lines.at(-1)!;
  const heading = styles.headingOf(line);
  if (heading || style) return heading?.key === style?.key && line.leading < 2 * line.size;
  if (styles.isCode(line) !== (kind === 'code')) return false;
  if (kind === 'code') return line.leading < 1.5 * styles.leadingOf(line);
  if (Math.abs(line.size - last.size) > 0.08 * last.size || bullet.test(line.text)) return false;
  return line.leading === Infinity ? continuesAcross(last, line, styles) : continuesBelow(lines, last, line, styles);
}

/** Over the end of a column or page. */
function continuesAcross(last: Line, line: Line, styles: Styles): boolean {
  if (/\p{L}[-\u2010\u00ad]$/u.test(last.text) || /^\p{Ll}/u.test(line.text)) return true;
  if (isShort(last, line) || line.indent > leastIndent * line.size) return false;
  if (ended.test(last.text) && isChapterLine(line.text)) return false;
  // A sentence seldom ends with its line, and a paragraph's last line seldom fills its column to the edge.
  return !(ended.test(last.text) && styles.spaced) || last.room < 0.5 * last.size;
}

function continuesBelow(lines: readonly Line[], last: Line, line: Line, styles: Styles): boolean {
  if (line.leading > partingLead * styles.leadingOf(line)) return false;
  const step = line.indent - last.indent;
  // Two indented lines in a row, the first of them a whole sentence, are two paragraphs of one line or more.
  const begins =
    !styles.spaced && line.indent > leastIndent * line.size && lines.length === 1 && line.indent < 4 * line.size;
  if (begins && Math.abs(step) < 1 && ended.test(last.text)) return false;
  const unfinished = !ended.test(last.text) && !isShort(last, line);
  if (step > leastIndent * line.size && !unfinished) return false;
  // Lines hang from the first of an entry; back at the edge, the next entry begins.
  if (step < -leastIndent * line.size && lines.length > 1 && !unfinished) return false;
  if (numbered.test(line.text) && numbered.test(lines[0]!.text) && ended.test(last.text)) return false;
  return !isShort(last, line);
}

/** Did a line end although the first word of the next had room on it? */
function isShort(last: Line, next: Line): boolean {
  if (last.loose) return true;
  const left = last.room - next.firstWord - 0.3 * next.size;
  return left > (ended.test(last.text) ? 0.4 : hardBreak) * next.size;
}

/** Joins what a caption, a table or a list at the edge of a page has parted. */
function reunited(blocks: readonly Block[]): Block[] {
  const whole: Block[] = [];
  for (const block of blocks) {
    const [first] = block.lines;
    const torn = block.kind === 'text' && first!.leading === Infinity && /^\p{Ll}/u.test(first!.text);
    const before = torn
      ? whole.findLastIndex((each) => each.kind === 'text' && !caption.test(each.lines[0]!.text))
      : -1;
    const open = whole[before];
    const near =
      before >= 0 && whole.slice(before + 1).every(({ kind }) => kind !== 'heading') && whole.length - before <= 8;
    if (open && near && !ended.test(open.lines.at(-1)!.text)) open.lines.push(...block.lines);
    else whole.push(block);
  }
  return whole;
}

/** Lines that end early one after the other are verse, unless each is a sentence. */
function withVerse(blocks: readonly Block[], styles: Styles): Block[] {
  const result: Block[] = [];
  let stanza: Block[] = [];
  const end = () => {
    const lines = stanza.flatMap((block) => block.lines);
    const sentences = lines.filter(({ text }) => /[.!?…"”’»]$/u.test(text)).length;
    if (lines.length > 1 && sentences * 2 <= lines.length) result.push({ kind: 'verse', lines, style: null });
    else result.push(...stanza);
    stanza = [];
  };
  for (const block of blocks) {
    const [line] = block.lines;
    const single = block.kind === 'text' && block.lines.length === 1 && line!.text.length <= longestVerse;
    if (!single || line!.leading > partingLead * styles.leadingOf(line!)) end();
    if (single) stanza.push(block);
    else result.push(block);
  }
  end();
  return result;
}
