import type { SpokenWord } from '../../model/speech.ts';

/** A word as a service reports it; times in seconds. */
export interface TimedWord {
  word: string;
  from: number;
  to: number;
}

/** Finds reported words in the text that is spoken: give it the words in order, in batches of any size. */
export type PlaceWords = (words: readonly TimedWord[]) => SpokenWord[];

interface Token {
  start: number;
  end: number;
  plain: string;
}

/** Letters of scripts without spaces stand alone, since services report them one by one or in runs of any length. */
const TOKEN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu;
/** Tokens that what is said may be behind or ahead of the text: a sentence that the service left out or put in. */
const REACH = 24;
/** A match is worth passing over this many tokens less one; a single word jumps no farther, several together do. */
const MATCH = 4;

/**
 * A reader of reported words beside the text. Words match without regard to case, accents and punctuation, and
 * together with those before them that did not, so that a repeated word is not taken for a later one. What does not
 * match, such as a number that is spoken in words, gets the written words that lie between its neighbours.
 */
export function wordPlacer(text: string): PlaceWords {
  const tokens = tokensOf(text);
  /** First token that is not yet spoken. */
  let next = 0;
  /** What has been said since the token before it. */
  let unplaced: string[] = [];
  /** Where the last word ended. */
  let behind = 0;

  return (words) => {
    const said = words.flatMap(({ word }, index) => tokensOf(word).map(({ plain }) => ({ plain, index })));
    const all = [...unplaced, ...said.map(({ plain }) => plain)];
    const ahead = tokens.slice(next, next + 2 * all.length + REACH);
    const found = matches(
      all,
      ahead.map(({ plain }) => plain),
    );
    const places = spread(found, ahead.length).slice(unplaced.length);
    const placed = words.map(({ word, from, to }, index): SpokenWord => {
      const own = places.filter((place, i) => place !== null && said[i]!.index === index) as number[];
      const first = ahead[own[0] ?? -1];
      const last = ahead[own.at(-1) ?? -1];
      const start = first?.start ?? behind;
      behind = last?.end ?? behind;
      return { word, start, end: behind, from, to };
    });
    const last = found.findLastIndex((place) => place !== null);
    if (last >= 0) next += found[last]! + 1;
    unplaced = all.slice(last + 1).slice(-REACH);
    return placed;
  };
}

const tokensOf = (text: string): Token[] =>
  Array.from(text.matchAll(TOKEN), ({ 0: token, index }) => ({
    start: index,
    end: index + token.length,
    plain: token.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('’', "'").toLowerCase(),
  }));

/** For each of `said` its place in `text` or null: the dearest common subsequence, text that is passed over costs. */
function matches(said: readonly string[], text: readonly string[]): (number | null)[] {
  const width = text.length + 1;
  // Worth of the best way from here to the end of what is said; the text behind the last match is free.
  const worth = new Int32Array((said.length + 1) * width);
  const at = (i: number, j: number) => i * width + j;
  for (let i = said.length - 1; i >= 0; i--) {
    for (let j = text.length; j >= 0; j--) {
      const silent = worth[at(i + 1, j)]!;
      const skipped = j < text.length ? worth[at(i, j + 1)]! - 1 : 0;
      const matched = said[i] === text[j] ? worth[at(i + 1, j + 1)]! + MATCH : 0;
      worth[at(i, j)] = Math.max(0, silent, skipped, matched);
    }
  }
  const found: (number | null)[] = [];
  let j = 0;
  for (let i = 0; i < said.length; i++) {
    while (j < text.length && !isMatch(i, j) && worth[at(i, j)] === worth[at(i, j + 1)]! - 1 && worth[at(i, j)]! > 0)
      j++;
    found.push(isMatch(i, j) ? j++ : null);
  }
  return found;

  function isMatch(i: number, j: number): boolean {
    return j < text.length && said[i] === text[j] && worth[at(i, j)] === worth[at(i + 1, j + 1)]! + MATCH;
  }
}

/** Gives what did not match the places that its neighbours leave, evenly; at the end, the one place that follows. */
function spread(found: readonly (number | null)[], length: number): (number | null)[] {
  const places = [...found];
  for (let i = 0; i < places.length;) {
    if (places[i] !== null) {
      i++;
      continue;
    }
    const first = i === 0 ? 0 : places[i - 1]! + 1;
    let end = i;
    while (end < places.length && places[end] === null) end++;
    const beyond = end < places.length ? places[end]! : Math.min(length, first + 1);
    const room = beyond - first;
    const count = end - i;
    for (let each = 0; each < count; each++) {
      places[i + each] = room > 0 ? first + Math.floor((each * room) / count) : null;
    }
    i = end;
  }
  return places;
}
