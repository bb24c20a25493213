import type { Piece } from './piece.ts';

/** Text without a wide gap in it, on one baseline. Points, as in `Piece`. */
export interface Segment extends Piece {
  /** Marks of notes stand between `markStart` and `markEnd`. */
  text: string;
  /** Size and font of most of its letters. */
  size: number;
  font: string;
  /** Width of the first word, about. */
  firstWord: number;
  /** Where in the file it comes, counted on its page. */
  order: number;
}

export const markStart = '\ue000';
export const markEnd = '\ue001';

/** Widths as shares of the font's size. Words of a badly justified line are closer than cells of a table. */
const widestSpace = 1.8;
const leastSpace = 0.18;
/** A raised number is smaller than its line, and higher by some part of the line's size. */
const markSize = 0.86;
const leastRise = 0.12;
const mostRise = 0.65;
const markText = /^(?:[[(]?\d{1,3}[\])]?|[*†‡§¶∗]{1,4})$/u;
const eastAsian = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u;
/** What an item of a list begins with. */
export const bullet = /^(?:[•‣▪◦●○■]\s*|[–—*·∙-]\s+)(?=\S)/u;
const marker = /^(?:[•‣▪◦●○■–—*·∙-]|\(?(?:\d{1,3}|[a-z])[.)])$/u;

/** The segments of a page, in the order of the file. */
export function segmentsOf(pieces: Iterable<Piece>): Segment[] {
  const segments: Segment[] = [];
  let run: Piece[] = [];
  let spaced = new Set<Piece>();
  let space = false;
  const end = () => {
    if (run.length > 0) segments.push(segmentOf(run, spaced, segments.length));
    run = [];
    spaced = new Set();
  };
  for (const piece of pieces) {
    if (!piece.text.trim()) {
      space ||= piece.text !== '';
      continue;
    }
    const last = run.at(-1);
    if (last && !continues(run, last, piece)) end();
    if (run.length > 0 && (space || gap(last!, piece) > leastSpace * Math.min(last!.size, piece.size)))
      spaced.add(piece);
    run.push(piece);
    space = false;
  }
  end();
  return segments;
}

function continues(run: readonly Piece[], last: Piece, next: Piece): boolean {
  if (last.turn !== next.turn) return false;
  const [small, large] = last.size < next.size ? [last, next] : [next, last];
  const rise = Math.abs(small.y - large.y);
  const raised = small.size <= markSize * large.size ? mostRise : 0.4;
  if (rise > raised * large.size) return false;
  const bare = run.length === 1 && marker.test(last.text.trim());
  return gap(last, next) <= (bare ? 2 * widestSpace : widestSpace) * large.size && gap(last, next) > -large.size;
}

/** White space between two pieces, whichever comes first. */
const gap = (one: Piece, other: Piece) => Math.max(other.x - one.right, one.x - other.right);

function segmentOf(pieces: readonly Piece[], spaced: ReadonlySet<Piece>, order: number): Segment {
  const main = mainOf(pieces);
  const rtl = pieces.filter((piece) => piece.rtl).length * 2 > pieces.filter(({ text }) => /\p{L}/u.test(text)).length;
  const texts = pieces.map((piece) =>
    isMark(piece, main) ? `${markStart}${piece.text.trim()}${markEnd}` : piece.text,
  );
  const spaces = pieces.map((piece, index) => (index > 0 && spaced.has(piece) ? ' ' : ''));
  const text = (
    rtl ? rightToLeft(pieces, texts) : texts.map((each, index) => `${spaces[index]}${each}`).join('')
  ).trim();
  const x = Math.min(...pieces.map((piece) => piece.x));
  const right = Math.max(...pieces.map((piece) => piece.right));
  const firstWord = /^\S+/.exec(text)?.[0].length ?? 0;
  return {
    ...{ text, x, right, y: main.y, size: main.size, font: main.font, rtl, turn: main.turn, order },
    firstWord: eastAsian.test(text) ? 2 * main.size : ((right - x) * firstWord) / Math.max(text.length, 1),
  };
}

/** The longest piece in the font that most letters have. */
function mainOf(pieces: readonly Piece[]): Piece {
  const letters = new Map<string, number>();
  for (const { font, text } of pieces) letters.set(font, (letters.get(font) ?? 0) + text.length);
  const most = (one: Piece, other: Piece) =>
    letters.get(other.font)! - letters.get(one.font)! || other.text.length - one.text.length;
  return pieces.reduce((main, piece) => (most(main, piece) > 0 ? piece : main));
}

function isMark(piece: Piece, main: Piece): boolean {
  const rise = main.y - piece.y;
  if (piece === main || piece.size > markSize * main.size || !markText.test(piece.text.trim())) return false;
  return rise >= leastRise * main.size && rise <= mostRise * main.size;
}

/** Texts from right to left, but runs of numbers and Latin words among them from left to right. */
function rightToLeft(pieces: readonly Piece[], texts: readonly string[]): string {
  const order = pieces.map((_, index) => index).sort((one, other) => pieces[other]!.x - pieces[one]!.x);
  const runs: number[][] = [];
  for (const index of order) {
    const before = runs.at(-1)?.at(-1);
    const latin = !pieces[index]!.rtl && /[\p{Script=Latin}\d]/u.test(texts[index]!);
    if (before !== undefined && latin && !pieces[before]!.rtl) runs.at(-1)!.unshift(index);
    else runs.push([index]);
  }
  const ordered = runs.flat();
  return ordered.reduce((text, index, at) => {
    const [here, before] = [pieces[index]!, pieces[ordered[at - 1] ?? index]!];
    return text + (at > 0 && gap(before, here) > leastSpace * here.size ? ' ' : '') + texts[index];
  }, '');
}

/** Two texts of one line as one; scripts without spaces between words get none. */
export function joined(before: string, after: string): string {
  const tight = eastAsian.test(before.at(-1) ?? '') && eastAsian.test(after[0] ?? '');
  return `${before}${tight ? '' : ' '}${after}`;
}
