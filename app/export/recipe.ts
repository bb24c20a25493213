import { createHash } from 'node:crypto';
import { formats } from './formats/formats.ts';
import type { Treatment } from './loudness/treatment.ts';
import type { PlannedFile } from './plan.ts';

/** A piece of a narration: a take by its content key, and the silence that follows it, in ms. */
export interface Part {
  key: string;
  pauseAfter: number;
}

/**
 * SHA-256, in hex, over all that decides an exported file's bytes. Marks count only where the format carries them, so
 * a new title does not write a WAV again. `opens`: numbers of the parts with which chapters start.
 */
export function recipeOf(
  parts: readonly Part[],
  { encoding, treatment, marks, opens }: Pick<PlannedFile, 'encoding' | 'treatment' | 'marks' | 'opens'>,
): string {
  const { revision, marked } = formats[encoding.format];
  const sound = parts.map(({ key, pauseAfter }) => [key, pauseAfter]);
  const { cover, ...said } = marks;
  const shown = marked ? [said, opens, cover && [cover.type, digest(cover.bytes)]] : [];
  return digest(JSON.stringify([revision, encoding, sound, shown, ...treated(treatment)]));
}

/** Raised by every change of the meters or the limiter that alters what comes out of them. */
const TREATMENT_REVISION = 1;

function treated({ goal, ceiling, head, tail }: Treatment): unknown[] {
  return goal || head || tail ? [TREATMENT_REVISION, goal && [goal, ceiling], head, tail] : [];
}

/** The recipe of a list of files, which are made by recipes of their own. */
export const listRecipe = (title: string, recipes: readonly string[]): string =>
  digest(JSON.stringify(['playlist', title, recipes]));

const digest = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');
