import type { SpokenPart } from '../../model/pronunciation.ts';

/**
 * A text on its way from written to spoken, step by step, which never forgets where each of its characters came from:
 * what a voice says can so be shown where it is written, whatever was put in its place. Offsets are UTF-16 units.
 */
export class Rewriting {
  readonly text: string;
  /** The character at `i` was written at `[starts[i], ends[i])`. */
  readonly #starts: readonly number[];
  readonly #ends: readonly number[];

  private constructor(text: string, starts: readonly number[], ends: readonly number[]) {
    this.text = text;
    this.#starts = starts;
    this.#ends = ends;
  }

  static of(written: string): Rewriting {
    const starts = Array.from({ length: written.length }, (_, i) => i);
    return new Rewriting(
      written,
      starts,
      starts.map((start) => start + 1),
    );
  }

  /** Each match of a global pattern replaced; all of a replacement comes from all of its match. */
  replace(pattern: RegExp, replacement: (match: RegExpMatchArray) => string): Rewriting {
    let text = '';
    const starts: number[] = [];
    const ends: number[] = [];
    let at = 0;
    const keepTo = (end: number) => {
      text += this.text.slice(at, end);
      for (; at < end; at++) {
        starts.push(this.#starts[at]!);
        ends.push(this.#ends[at]!);
      }
    };
    for (const match of this.text.matchAll(pattern)) {
      if (match[0] === '') continue;
      keepTo(match.index);
      const end = match.index + match[0].length;
      const spoken = replacement(match);
      text += spoken;
      for (let i = 0; i < spoken.length; i++) {
        starts.push(this.#starts[at]!);
        ends.push(this.#ends[end - 1]!);
      }
      at = end;
    }
    if (at === 0) return this;
    keepTo(this.text.length);
    return new Rewriting(text, starts, ends);
  }

  /** The text in parts, each as it was written or put in the place of something else. */
  parts(written: string): SpokenPart[] {
    const parts: SpokenPart[] = [];
    let from = 0;
    const own = (i: number) => this.#ends[i]! - this.#starts[i]! === 1 && written[this.#starts[i]!] === this.text[i];
    const close = (to: number) => {
      if (to === from) return;
      const range = this.written(from, to);
      const kept = own(from);
      parts.push({ text: this.text.slice(from, to), written: kept ? null : written.slice(range.start, range.end) });
      from = to;
    };
    for (let i = 1; i < this.text.length; i++) {
      const same = own(i) ? own(i - 1) : !own(i - 1) && this.#starts[i] === this.#starts[i - 1];
      if (!same) close(i);
    }
    close(this.text.length);
    return parts;
  }

  /** Where `[start, end)` of the text was written; an empty range lies before the character that follows it. */
  written(start: number, end: number): { start: number; end: number } {
    const from = this.#starts[start] ?? this.#ends.at(-1) ?? 0;
    return { start: from, end: end > start ? Math.max(from, this.#ends[end - 1] ?? from) : from };
  }
}
