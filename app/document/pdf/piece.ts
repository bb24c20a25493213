import { readable } from './characters.ts';

/** A piece of text as pdf.js tells it: `transform` maps the unit square of its first glyph onto the page. */
export interface TextItem {
  str: string;
  dir: string;
  transform: number[];
  width: number;
  height: number;
  fontName: string;
}

/** Text in one font on one baseline. Points; `x` grows along the text, `y` from line to line. */
export interface Piece {
  text: string;
  x: number;
  right: number;
  /** The baseline. */
  y: number;
  size: number;
  font: string;
  rtl: boolean;
  /** Quarter turns of the text against the page, clockwise; 1 is also how vertical writing runs. -1: aslant. */
  turn: Turn;
}

export type Turn = -1 | 0 | 1 | 2 | 3;

/** How far from upright text may lean, as a share of its length, and still be a line of the page. */
const slant = 0.1;
const directions: readonly (readonly [number, number])[] = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
];

/** The piece in an item; `viewport` is the transform of the page to points from its upper left corner. */
export function pieceOf(item: TextItem, viewport: readonly number[], vertical: boolean): Piece {
  const [a, b, c, d, e, f] = product(viewport, item.transform);
  const size = Math.hypot(c, d);
  const turn = vertical ? 1 : turnOf(a, b);
  const [ux, uy] = directions[turn] ?? directions[0]!;
  const x = e * ux + f * uy;
  const length = vertical ? item.height : item.width;
  return {
    text: readable(item.str),
    x,
    right: x + length,
    y: f * ux - e * uy,
    size,
    font: item.fontName,
    rtl: item.dir === 'rtl',
    turn,
  };
}

function turnOf(a: number, b: number): Turn {
  const length = Math.hypot(a, b) || 1;
  const turn = directions.findIndex(([ux, uy]) => (a * ux + b * uy) / length > 1 - slant ** 2);
  return turn as Turn;
}

type Transform = [number, number, number, number, number, number];

function product(outer: readonly number[], inner: readonly number[]): Transform {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = outer;
  const [g = 1, h = 0, i = 0, j = 1, k = 0, l = 0] = inner;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}
