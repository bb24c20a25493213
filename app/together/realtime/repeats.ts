const words = new Intl.Segmenter(undefined, { granularity: 'word' });

interface Word {
  /** In lower case: what is heard again may be capitalised and punctuated otherwise. */
  plain: string;
  /** Where it ends in its text. */
  end: number;
}

/** Words in a row that tell a repetition where the sound set in within a word, so that the first is another. */
const SURE = 2;

/** The words of a text, in order. */
export function wordsOf(text: string): string[] {
  return wordsIn(text).map(({ plain }) => plain);
}

/**
 * What a text says beyond words that were there before, and what is left of those. Sound that is sent again is
 * written again: a run of words at its beginning that stands in `before` is taken for that, if the run reaches the end
 * of the text (all of it is old) or the end of `before` (what follows is new). Where no such run is found the text
 * is new, and so is all that follows.
 */
export function unrepeated(before: readonly string[], text: string): { text: string; before: string[] } {
  const said = wordsIn(text);
  let best = { length: 0, end: 0, left: [] as string[] };
  for (const skipped of [0, 1]) {
    for (let at = 0; at < before.length; at++) {
      const length = runOf(before, at, said, skipped);
      const complete = at + length === before.length || skipped + length === said.length;
      if (!complete || length < (skipped === 0 ? 1 : SURE) || length <= best.length) continue;
      best = { length, end: said[skipped + length - 1]!.end, left: before.slice(at + length) };
    }
  }
  if (best.length === 0) return { text, before: [] };
  return { text: text.slice(best.end).replace(/^[^\p{L}\p{N}]+/u, ''), before: best.left };
}

function runOf(before: readonly string[], at: number, said: readonly Word[], from: number): number {
  let length = 0;
  while (at + length < before.length && before[at + length] === said[from + length]?.plain) length++;
  return length;
}

function wordsIn(text: string): Word[] {
  return [...words.segment(text)].flatMap(({ segment, index, isWordLike }) =>
    isWordLike ? [{ plain: segment.toLowerCase(), end: index + segment.length }] : [],
  );
}
