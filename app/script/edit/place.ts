import { generateNKeysBetween } from 'fractional-indexing';

interface Placed {
  place: string;
}

/** `count` new places in order, behind one and before another; null for the start, and for the end. */
export function placesBetween(
  before: Placed | null | undefined,
  after: Placed | null | undefined,
  count: number,
): string[] {
  return generateNKeysBetween(before?.place ?? null, after?.place ?? null, count);
}

export const byPlace = (one: Placed, other: Placed): number =>
  one.place < other.place ? -1 : one.place > other.place ? 1 : 0;
