/** Of these many words a text of any language is nearly half made. */
const most = 60;
/** How much rarer they may be in a passage than they usually are, as a share. */
const rarest = 0.7;
/** Share of all words below which they tell nothing: of a word list, say. */
const leastShare = 0.15;
/** Scripts without spaces have a word, or part of one, in every character. */
const word = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|\p{L}+/gu;

const wordsOf = (text: string): string[] => text.toLowerCase().match(word) ?? [];

/** The commonest words of a text: a passage that has them too is in its language, which is seen sooner than it is told. */
export class CommonWords {
  readonly #words: ReadonlySet<string>;
  readonly #least: number;

  /** Of texts in one language. */
  constructor(texts: readonly string[]) {
    const counts = new Map<string, number>();
    for (const text of texts) for (const each of wordsOf(text)) counts.set(each, (counts.get(each) ?? 0) + 1);
    const ranked = [...counts].sort((one, other) => other[1] - one[1]).slice(0, most);
    this.#words = new Set(ranked.map(([each]) => each));
    const usual = texts.map((text) => this.#shareIn(text)).sort((one, other) => one - other)[texts.length >> 1] ?? 0;
    this.#least = usual < leastShare ? Infinity : usual * rarest;
  }

  /** Does a passage use them about as often as the texts that they are from? */
  areIn(passage: string): boolean {
    return this.#shareIn(passage) >= this.#least;
  }

  #shareIn(text: string): number {
    const words = wordsOf(text);
    return words.filter((each) => this.#words.has(each)).length / Math.max(words.length, 1);
  }
}
