import { joined } from './segment.ts';

const lineHyphen = /(\p{L}+)([-\u2010\u00ad\u2011])$/u;
const firstWord = /^(\p{L}+)(?:[-\u2010]\p{L}+)*/u;

/** UTF-16 units; German knows longer ones, but breaks them more than once. */
const longestWord = 80;

/** The words of a text, by which a hyphen at the end of a line is told from one within a word. */
export class Vocabulary {
  readonly #words = new Map<string, number>();

  /** Learns from a line. Its last word may be torn, its first the rest of one. */
  learn(line: string): void {
    const words =
      line
        .toLowerCase()
        .replaceAll('\u2010', '-')
        .match(/\p{L}+(?:-\p{L}+)*/gu) ?? [];
    for (const word of words.slice(1, -1)) this.#words.set(word, (this.#words.get(word) ?? 0) + 1);
  }

  /** Two lines as one text, with a word that the line end has torn made whole. */
  join(before: string, after: string): string {
    // A paragraph grows line by line; only its end matters here.
    const end = before.slice(-longestWord);
    const [, torn = '', hyphen] = lineHyphen.exec(end) ?? [];
    if (!hyphen) return /[\p{L}\p{N}][—–]$|\p{N}-$/u.test(end) ? before + after : joined(before, after);
    const stem = before.slice(0, -1);
    if (hyphen === '\u00ad') return stem + after;
    const [rest = '', first = ''] = firstWord.exec(after) ?? [];
    // A compound may have been torn at its own hyphen: as much of it as stands before belongs to the word.
    const start = /[\p{L}-]*$/u.exec(end.slice(0, -1))?.[0] ?? torn;
    const whole = this.#count(start + rest) || this.#count(torn + first);
    const compound = this.#count(`${start}-${rest}`) || this.#count(`${torn}-${first}`);
    if (whole > 0 || compound > 0) return whole >= compound ? stem + after : before + after;
    return /^\p{Ll}/u.test(after)
      ? stem + after
      : /^[\p{L}\p{N}]/u.test(after)
        ? before + after
        : joined(before, after);
  }

  #count(word: string): number {
    return this.#words.get(word.toLowerCase()) ?? 0;
  }
}
