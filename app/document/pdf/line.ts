import { type Margins, type Span, spanOf } from './margins.ts';
import { rowsOf } from './page.ts';
import { joined, type Segment } from './segment.ts';

/** A line of text in its column. Points, as in `Piece`. */
export interface Line {
  page: number;
  text: string;
  /** The text with the marks of notes that were told from it; only where there are such. */
  marked?: string;
  /** Its parts between wide gaps, more than one where it is a row of a table or badly set. */
  cells: Segment[];
  /** How far it begins from the margin of its column; negative for one that hangs out. */
  indent: number;
  /** How much room its column has left behind its last word. */
  room: number;
  y: number;
  /** From the line before, in its column; infinite for the first. */
  leading: number;
  size: number;
  font: string;
  firstWord: number;
  /** Do lines around it end anywhere, as those of verse do? */
  loose: boolean;
}

/** The lines of a region, from top to bottom. */
export function linesOf(region: readonly Segment[], page: number, margins: Margins): Line[] {
  const rows = rowsOf(region);
  const rtl = region.filter((segment) => segment.rtl).length * 2 > region.length;
  const spans = rows.map(({ segments }) => segments.map((segment) => spanOf(segment, rtl)).reduce(around));
  const column = margins.around(spans, rows[0]!.segments[0]!.size, rtl);
  const lines = rows.map(({ y, segments }, index) => {
    const cells = rtl ? segments.toReversed() : segments;
    const main = cells.reduce((most, each) => (each.text.length > most.text.length ? each : most));
    return {
      ...{ page, cells, y, loose: false, size: main.size, font: main.font, firstWord: cells[0]!.firstWord },
      text: cells.map((each) => each.text).reduce(joined),
      indent: spans[index]!.start - column.start,
      room: column.end - spans[index]!.end,
      leading: index === 0 ? Infinity : y - rows[index - 1]!.y,
    };
  });
  return column.known || !areLoose(lines) ? lines : lines.map((line) => ({ ...line, loose: true }));
}

/** Do most lines that end within a sentence end before they are full? Prose, however ragged, takes what fits. */
function areLoose(lines: readonly Line[]): boolean {
  const within = lines.flatMap((line, index) => {
    const next = lines[index + 1];
    const close = next && Math.abs(next.size - line.size) < 0.5 && next.leading < 1.6 * line.size;
    return close && !/[.!?…]["'”’»)]*$/u.test(line.text) ? [line.room > next.firstWord + 0.4 * line.size] : [];
  });
  return within.length > 2 && within.filter(Boolean).length * 2 > within.length;
}

const around = (one: Span, other: Span): Span => ({
  start: Math.min(one.start, other.start),
  end: Math.max(one.end, other.end),
});
