import { type Row, rowsOf } from './page.ts';
import type { Segment } from './segment.ts';

/** Lines on a side from which on it may be a column. */
const leastLines = 4;
/** How much of its column's width the lines of running text fill at least, at the median. */
const filled = 0.72;
/** How often a file may jump between two columns, per line, if it writes one after the other. */
const mostJumps = 0.35;
/** Levels of columns within columns; newspapers need two. */
const deepest = 4;

/** The parts of a page in the order in which they are read; each is text of one column. */
export function regionsOf(segments: readonly Segment[], depth = 0): Segment[][] {
  const gutter = depth < deepest ? gutterOf(segments) : null;
  if (gutter === null) return segments.length > 0 ? [[...segments]] : [];
  const rtl = segments.filter((segment) => segment.rtl).length * 2 > segments.length;
  const regions: Segment[][] = [];
  for (const band of bandsOf(segments, gutter)) {
    if (band.across) {
      regions.push(band.segments);
      continue;
    }
    const left = band.segments.filter((segment) => segment.x < gutter);
    const right = band.segments.filter((segment) => segment.x >= gutter);
    for (const side of rtl ? [right, left] : [left, right]) regions.push(...regionsOf(side, depth + 1));
  }
  return regions;
}

interface Band {
  across: boolean;
  segments: Segment[];
}

const crosses = (segment: Segment, x: number) => segment.x < x - 1 && segment.right > x + 1;

/** Strips of a page, from top to bottom: those that reach across the gutter, and those beside it. */
function bandsOf(segments: readonly Segment[], gutter: number): Band[] {
  const bands: Band[] = [];
  for (const row of rowsOf(segments)) {
    // What shares a baseline with a line across belongs to it.
    const band = bands.at(-1);
    const reaches = row.segments.some((segment) => crosses(segment, gutter));
    const across = reaches || (band !== undefined && band.across && endsBand(band, row, gutter));
    if (band && band.across === across) band.segments.push(...row.segments);
    else bands.push({ across, segments: [...row.segments] });
  }
  return bands;
}

/** Is a row the short last line of a paragraph that reaches across? */
function endsBand({ segments }: Band, row: Row, gutter: number): boolean {
  const last = segments.at(-1)!;
  const rtl = last.rtl;
  const [first] = row.segments;
  const close = row.y - last.y < 1.6 * last.size && Math.abs(first!.size - last.size) < 0.5;
  return (
    close && row.segments.length === 1 && (rtl ? first!.x >= gutter : first!.right <= gutter) && isFlush(first!, last)
  );
}

/** Does a line begin at the same edge as the one above? */
const isFlush = (below: Segment, above: Segment) =>
  Math.abs(above.rtl ? below.right - above.right : below.x - above.x) < 2;

/** Where the white strip between two columns runs, or null on a page without. */
function gutterOf(segments: readonly Segment[]): number | null {
  if (segments.length < 2 * leastLines) return null;
  const left = Math.min(...segments.map((segment) => segment.x));
  const right = Math.max(...segments.map((segment) => segment.right));
  const size = median(segments.map((segment) => segment.size));
  const strips = stripsOf(segments, left + (right - left) * 0.15, right - (right - left) * 0.15, size);
  for (const x of strips) if (partsColumns(segments, x)) return x;
  return null;
}

/** Middles of the white strips that the fewest lines reach across, the widest first. */
function stripsOf(segments: readonly Segment[], from: number, to: number, size: number): number[] {
  const step = Math.max(1, (to - from) / 300);
  const counts: number[] = [];
  for (let x = from; x < to; x += step) counts.push(segments.filter((segment) => crosses(segment, x)).length);
  const least = Math.min(...counts);
  const strips: { width: number; middle: number }[] = [];
  let start = -1;
  for (let index = 0; index <= counts.length; index++) {
    const white = index < counts.length && counts[index]! <= least;
    if (white && start < 0) start = index;
    if (white || start < 0) continue;
    strips.push({ width: (index - start) * step, middle: from + ((start + index - 1) / 2) * step });
    start = -1;
  }
  const wide = strips.filter(({ width }) => width >= size * 0.4).sort((one, other) => other.width - one.width);
  return wide.slice(0, 4).map(({ middle }) => middle);
}

/** Two columns are read one after the other; cells of a table, which also leave a white strip, row by row. */
function partsColumns(segments: readonly Segment[], x: number): boolean {
  const beside = segments.filter((segment) => !crosses(segment, x)).sort((one, other) => one.order - other.order);
  const left = beside.filter((segment) => segment.x < x);
  const right = beside.filter((segment) => segment.x >= x);
  const least = Math.min(rowsOf(left).length, rowsOf(right).length);
  if (least < leastLines) return false;
  const jumps = beside.filter((segment, index) => index > 0 && segment.x < x !== beside[index - 1]!.x < x).length;
  if (jumps <= mostJumps * least) return fills(left) || fills(right);
  return fills(left) && fills(right);
}

function fills(column: readonly Segment[]): boolean {
  const left = Math.min(...column.map((segment) => segment.x));
  const right = Math.max(...column.map((segment) => segment.right));
  const widths = rowsOf(column).map(({ segments }) => segments.reduce((sum, each) => sum + each.right - each.x, 0));
  const letters = median(column.map((segment) => segment.text.length));
  return median(widths) >= filled * (right - left) && letters >= 12;
}

export function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0;
}
