import { createHash } from 'node:crypto';
import type { Encoding } from './formats/encoding.ts';
import { formats } from './formats/formats.ts';
import type { Marks } from './marks/marks.ts';

/** A piece of a narration: a take by its content key, and the silence that follows it, in ms. */
export interface Part {
  key: string;
  pauseAfter: number;
}

/**
 * SHA-256, in hex, over all that decides an exported file's bytes. Marks count only where the format carries them, so
 * a new title does not write a WAV again. `opens`: numbers of the parts with which chapters start.
 */
export function recipeOf(parts: readonly Part[], encoding: Encoding, marks: Marks, opens: readonly number[]): string {
  const { revision, marked } = formats[encoding.format];
  const sound = parts.map(({ key, pauseAfter }) => [key, pauseAfter]);
  const { cover, ...said } = marks;
  const shown = marked ? [said, opens, cover && [cover.type, digest(cover.bytes)]] : [];
  return digest(JSON.stringify([revision, encoding, sound, shown]));
}

/** The recipe of a list of files, which are made by recipes of their own. */
export const listRecipe = (title: string, recipes: readonly string[]): string =>
  digest(JSON.stringify(['playlist', title, recipes]));

const digest = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');
