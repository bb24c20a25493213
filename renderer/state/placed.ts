import type { Swap } from '../../app/model/edit.ts';

interface Placed {
  id: string;
  place: string;
}

/** Rows after some were swapped, in the order of their places. */
export function placed<Row extends Placed>(rows: readonly Row[], swaps: readonly Swap<Placed | Row>[]): Row[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const { before, after } of swaps) {
    if (after) byId.set(after.id, after as Row);
    else if (before) byId.delete(before.id);
  }
  return [...byId.values()].sort((one, other) => (one.place < other.place ? -1 : one.place > other.place ? 1 : 0));
}
