import { type Page, rowsOf } from './page.ts';
import type { Segment } from './segment.ts';

/** Points by which places that are the same may differ. */
const blur = 1.5;
/** Lines that begin or end at a place from which on it is a margin: this many, and this share of all. */
const leastLines = 4;
const leastShare = 0.12;
/** How far an indent may be from its margin, in sizes of the font. */
const deepestIndent = 3;

/** From where to where lines run, along the text: positions grow from the first word of a line to its last. */
export interface Span {
  start: number;
  end: number;
}

/** The span of a segment; text from right to left is seen in a mirror. */
export function spanOf({ x, right }: Segment, rtl: boolean): Span {
  return rtl ? { start: -right, end: -x } : { start: x, end: right };
}

/** Where the lines of a document begin and end, so that a part with few lines is seen as the others are. */
export class Margins {
  readonly #starts: Readonly<Record<'ltr' | 'rtl', number[]>>;
  readonly #ends: Readonly<Record<'ltr' | 'rtl', number[]>>;

  /** Of pages that are set alike, as those on one side of the paper are. */
  constructor(pages: readonly Page[]) {
    const segments = pages.flatMap((page) => rowsOf(page.segments).flatMap((row) => row.segments));
    const places = (rtl: boolean, end: keyof Span) => common(segments.map((segment) => spanOf(segment, rtl)[end]));
    this.#starts = { ltr: places(false, 'start'), rtl: places(true, 'start') };
    this.#ends = { ltr: places(false, 'end'), rtl: places(true, 'end') };
  }

  /** The margins of a column whose lines run over the given spans; `known` where lines elsewhere end there too. */
  around(lines: readonly Span[], size: number, rtl: boolean): Span & { known: boolean } {
    const key = rtl ? 'rtl' : 'ltr';
    const starts = lines.map(({ start }) => start).sort((one, other) => one - other);
    const shared = starts.find((start, index) => (starts[index + 2] ?? Infinity) - start < blur) ?? starts[0]!;
    const end = lines.reduce((most, line) => Math.max(most, line.end), -Infinity);
    const known = this.#ends[key].find((place) => place >= end - blur);
    return {
      start: this.#starts[key].find((place) => place > shared - deepestIndent * size && place <= shared) ?? shared,
      end: Math.max(end, known ?? end),
      known: known !== undefined,
    };
  }
}

function common(places: readonly number[]): number[] {
  const sorted = places.toSorted((one, other) => one - other);
  const least = Math.ceil(Math.max(leastLines, leastShare * sorted.length));
  return sorted.filter((place, index) => (sorted[index + least - 1] ?? Infinity) - place <= blur);
}
