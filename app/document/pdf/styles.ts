import type { Line } from './line.ts';
import type { Face } from './operators.ts';
import { bullet } from './segment.ts';

/** How a heading looks. */
export interface Style {
  key: string;
  /** Larger, or bolder at the same size, ranks higher. */
  weight: number;
}

/** Sizes as shares of the text's. */
const larger = 1.13;
/** UTF-16 units of a bold line that may still be a heading. */
const longestBold = 110;

/** What most of a document looks like, and so what stands out of it. */
export class Styles {
  readonly bodySize: number;
  /** Are paragraphs parted by space rather than by an indent? */
  readonly spaced: boolean;
  readonly #faces: ReadonlyMap<string, Face>;
  readonly #bodyFont: string;
  readonly #leadings: ReadonlyMap<number, number>;

  constructor(lines: readonly Line[], faces: ReadonlyMap<string, Face>) {
    this.#faces = faces;
    this.bodySize = mostOf(lines, (line) => rounded(line.size));
    this.#bodyFont = mostOf(lines, (line) => line.font);
    const leadings = Map.groupBy(
      lines.filter(({ leading }) => Number.isFinite(leading)),
      (line) => rounded(line.size),
    );
    this.#leadings = new Map([...leadings].map(([size, same]) => [size, usual(same)]));
    const body = lines.filter((line) => Math.abs(line.size - this.bodySize) < 0.5 && line.leading !== Infinity);
    const indented = body.filter(
      ({ indent, size, leading }) => indent > 0.6 * size && leading <= 1.22 * this.#lead(size),
    );
    const apart = body.filter(
      ({ size, leading }) => leading > 1.22 * this.#lead(size) && leading < 2.5 * this.#lead(size),
    );
    this.spaced = apart.length >= indented.length;
  }

  /** The style of a line that looks like a heading, or null. */
  headingOf(line: Line): Style | null {
    const large = line.size >= larger * this.bodySize;
    const bold = this.#isBold(line.font) && !this.#isBold(this.#bodyFont);
    if (!/\p{L}|\p{N}/u.test(line.text)) return null;
    if (!large && !(bold && this.#standsAlone(line))) return null;
    const size = rounded(line.size);
    return { key: `${size} ${bold}`, weight: size * 2 + (bold ? 1 : 0) };
  }

  isCode(line: Line): boolean {
    // The font of a line is that of its first letter, and bullets have fonts of their own.
    return !bullet.test(line.text) && this.#isFixed(line.font) && !this.#isFixed(this.#bodyFont);
  }

  leadingOf(line: Line): number {
    return this.#lead(line.size);
  }

  #lead(size: number): number {
    return this.#leadings.get(rounded(size)) ?? 1.2 * size;
  }

  #standsAlone(line: Line): boolean {
    if (line.size < 0.97 * this.bodySize || line.cells.length > 1 || line.text.length > longestBold) return false;
    return !/[.,;:]$/.test(line.text);
  }

  readonly #isBold = (font: string) => this.#faces.get(font)?.bold ?? false;
  readonly #isFixed = (font: string) => this.#faces.get(font)?.fixed ?? false;
}

/** Sizes to half a point: producers differ within a line by less. */
const rounded = (size: number) => Math.round(size * 2) / 2;

/** The value that most letters have. */
function mostOf<T>(lines: readonly Line[], valueOf: (line: Line) => T): T {
  const letters = new Map<T, number>();
  for (const line of lines) letters.set(valueOf(line), (letters.get(valueOf(line)) ?? 0) + line.text.length);
  return [...letters].reduce((most, each) => (each[1] > most[1] ? each : most))[0];
}

/** The most frequent leading, to a quarter of a point. */
function usual(lines: readonly Line[]): number {
  const quarters = Map.groupBy(lines, ({ leading }) => Math.round(leading * 4) / 4);
  const [best] = [...quarters].sort((one, other) => other[1].length - one[1].length || one[0] - other[0]);
  return best?.[0] ?? 0;
}
