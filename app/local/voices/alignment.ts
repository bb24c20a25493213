/** A speech sound, and when it begins and ends, in seconds. */
export interface Phone {
  name: string;
  start: number;
  end: number;
}

export interface Stretch {
  start: number;
  end: number;
}

/**
 * When each word was spoken, in seconds, given how each sounds by itself: the way of writing all words one after
 * another into what was spoken that changes the fewest sounds (Levenshtein). A word that left no sound ends where it
 * begins.
 */
export function alignedWords(spoken: readonly Phone[], words: readonly (readonly string[])[]): Stretch[] {
  const expected = words.flatMap((names, word) => names.map((name) => ({ name, word })));
  const owners = ownersOf(
    spoken.map(({ name }) => name),
    expected.map(({ name }) => name),
  );
  const stretches: Stretch[] = [];
  let last = spoken[0]?.start ?? 0;
  for (const word of words.keys()) {
    const own = spoken.filter((_, at) => expected[owners[at]!]?.word === word);
    const start = own[0]?.start ?? last;
    last = own.at(-1)?.end ?? last;
    stretches.push({ start, end: last });
  }
  return stretches;
}

/** For each sound the place in `expected` that it stands for, rising; what was put in belongs to its neighbour. */
function ownersOf(spoken: readonly string[], expected: readonly string[]): number[] {
  const width = expected.length + 1;
  const cost = new Uint32Array((spoken.length + 1) * width);
  const at = (i: number, j: number) => i * width + j;
  for (let i = 0; i <= spoken.length; i++) {
    for (let j = 0; j <= expected.length; j++) {
      const inserted = i > 0 ? cost[at(i - 1, j)]! + 1 : Infinity;
      const omitted = j > 0 ? cost[at(i, j - 1)]! + 1 : Infinity;
      cost[at(i, j)] = i + j === 0 ? 0 : Math.min(inserted, omitted, paired(i, j));
    }
  }
  const owners: number[] = [];
  for (let i = spoken.length, j = expected.length; i > 0;) {
    if (cost[at(i, j)] === paired(i, j)) owners[--i] = --j;
    else if (j > 0 && cost[at(i, j)] === cost[at(i, j - 1)]! + 1) j--;
    else owners[--i] = Math.max(0, j - 1);
  }
  return owners;

  function paired(i: number, j: number): number {
    if (i === 0 || j === 0) return Infinity;
    return cost[at(i - 1, j - 1)]! + (spoken[i - 1] === expected[j - 1] ? 0 : 1);
  }
}
