/** A place in a text where a voice may pause. */
export interface Border {
  /** A sentence ends there, a part of one does, or nothing that is written. */
  kind: 'sentence' | 'clause' | 'word';
  /** Does a phrase end there? */
  phrase: boolean;
  /** How long what is before it takes to say, from the start of the text; in letters. */
  weight: number;
}

/** A phrase by what decides how long it takes to say. */
export interface Said {
  text: string;
  /** Where in it sentences end. */
  ends: readonly number[];
}

/**
 * In letters: what a word takes beside its own, and the part of a sentence beside its words, since a voice slows down
 * at its end. Measured on four English voices, whose letters then take 50 ms.
 */
const WORD = 1;
const PART = 3;

/** Marks at which voices pause within a sentence, with the brackets and quotes that close behind them. */
const MARK = /(?:[.!?…,;:—–]|\s-)["'”’»)\]]*\s+|[—–、，；：。！？…][」』）”]*\s*/gu;

/** The borders of what is said one phrase after the other; the last is the end. */
export function bordersOf(phrases: readonly Said[]): Border[] {
  const borders: Border[] = [];
  let weight = 0;
  for (const { text, ends } of phrases) {
    const clauses = [...text.matchAll(MARK)].map(({ index, 0: mark }) => index + mark.length);
    let from = 0;
    for (const to of [...new Set([...clauses, ...ends, text.length])].sort((one, other) => one - other)) {
      const own = weightOf(text.slice(from, to));
      const phrase = to === text.length;
      // Where a sentence ends, a mark and a space stand before; what is all marks is one.
      if (own === 0 && !phrase) continue;
      const rest = text.slice(from, to).trimEnd();
      const kind = ends.includes(to) ? 'sentence' : /[\p{L}\p{N}]$/u.test(rest) ? 'word' : 'clause';
      weight += own + (kind === 'word' ? 0 : PART);
      borders.push({ kind, phrase, weight });
      from = to;
    }
  }
  return borders;
}

/** A digit is a word, and what is neither letter nor digit is nothing. */
function weightOf(text: string): number {
  let sum = 0;
  for (const [word] of text.matchAll(/[\p{L}\p{M}\p{N}'’]+/gu)) {
    sum += WORD;
    for (const character of word) {
      if (/\p{N}/u.test(character)) sum += 4;
      else if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(character)) sum += 3;
      else if (/\p{L}/u.test(character)) sum += 1;
    }
  }
  return sum;
}
