import type { ExportFormat } from '../../model/export.ts';
import type { Format } from './format.ts';
import { flac } from './flac.ts';
import { mp3 } from './mp3.ts';
import { m4a, m4b } from './mp4.ts';
import { opus } from './opus.ts';
import { wav } from './wav.ts';

/** Every kind of file that Lectern writes, by the ending of its name. */
export const formats: Readonly<Record<ExportFormat, Format>> = { wav, flac, mp3, m4b, m4a, opus };

/** The format that a file's name asks for, or null. */
export function formatNamed(path: string): ExportFormat | null {
  const ending = /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(formats, ending) ? (ending as ExportFormat) : null;
}
