/** How much of a reference text was read, and how much of what was read is in the reference, from 0 to 1. */
export interface Likeness {
  recall: number;
  precision: number;
}

/** Compares two texts word by word, in order; in scripts without spaces, character by character. */
export function likeness(read: string, reference: string): Likeness {
  const [one, other] = [wordsOf(read), wordsOf(reference)];
  const shared = (one.length + other.length - edits(one, other)) / 2;
  return { recall: shared / Math.max(other.length, 1), precision: shared / Math.max(one.length, 1) };
}

const wordsOf = (text: string) =>
  text.toLowerCase().match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{M}\p{N}]+/gu) ?? [];

/** Words to put in and to take out to make one text of the other (Myers, "An O(ND) difference algorithm", 1986). */
function edits(one: readonly string[], other: readonly string[]): number {
  const most = one.length + other.length;
  const reach = new Map<number, number>([[1, 0]]);
  const at = (diagonal: number) => reach.get(diagonal) ?? -1;
  for (let count = 0; count <= most; count++) {
    for (let diagonal = -count; diagonal <= count; diagonal += 2) {
      const down = diagonal === -count || (diagonal !== count && at(diagonal - 1) < at(diagonal + 1));
      let x = down ? at(diagonal + 1) : at(diagonal - 1) + 1;
      while (x < one.length && x - diagonal < other.length && one[x] === other[x - diagonal]) x++;
      reach.set(diagonal, x);
      if (x >= one.length && x - diagonal >= other.length) return count;
    }
  }
  return most;
}
