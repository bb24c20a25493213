import type { RawPage } from './source.ts';
import { type Segment, segmentsOf } from './segment.ts';

/** A page with its text in segments; the pieces they were made of are gone. */
export interface Page {
  number: number;
  height: number;
  segments: Segment[];
  wordless: boolean;
}

export function pageOf({ number, height, pieces, wordless }: RawPage): Page {
  return { number, height, segments: segmentsOf(pieces), wordless };
}

/** Segments on one baseline, however far apart, from left to right. */
export interface Row {
  y: number;
  segments: Segment[];
}

/** The rows of some segments from top to bottom. */
export function rowsOf(segments: readonly Segment[]): Row[] {
  const rows: Row[] = [];
  for (const segment of segments.toSorted((one, other) => one.y - other.y)) {
    const row = rows.at(-1);
    // Baselines of one line differ where sizes do.
    if (row && segment.y - row.y < 0.35 * segment.size) row.segments.push(segment);
    else rows.push({ y: segment.y, segments: [segment] });
  }
  for (const row of rows) row.segments.sort((one, other) => one.x - other.x);
  return rows;
}
