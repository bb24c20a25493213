import { createHash } from 'node:crypto';
import type { ExportFormat } from '../model/export.ts';
import { encodingOf, type Tags } from './encoding.ts';

/** A piece of a narration: a take by its content key, and the silence that follows it, in ms. */
export interface Part {
  key: string;
  pauseAfter: number;
}

/** SHA-256, in hex, over all that decides an exported file's bytes. */
export function recipeOf(parts: readonly Part[], format: ExportFormat, tags: Tags): string {
  const sound = parts.map(({ key, pauseAfter }) => [key, pauseAfter]);
  return createHash('sha256')
    .update(JSON.stringify([encodingOf(format, tags), sound]))
    .digest('hex');
}
