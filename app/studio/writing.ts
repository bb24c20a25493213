import { basename } from 'node:path';
import type { ExportWish } from '../export/export.ts';
import type { Run } from '../export/queue.ts';
import type { ExportFormat, ExportSummary, SoundWish } from '../model/export.ts';
import type { MendedPart } from '../model/status.ts';
import { Problem } from '../model/problem.ts';
import type { Script, Segment } from '../model/script.ts';
import type { Exports } from '../store/exports.ts';
import type { Takes } from '../store/takes.ts';
import type { Narrator } from '../synthesis/session.ts';
import { priceOf } from '../together/catalog/catalog.ts';
import { followedWords } from './following.ts';
import type { Pronunciations } from './pronunciations.ts';
import { readOf } from './spoken.ts';

/** A wish as the hosts have it. */
export interface WritingWish extends Omit<ExportWish, 'sound' | 'cover'> {
  /** The format is that of the file's name where it is not named. */
  sound: Omit<SoundWish, 'format'> & { format?: ExportFormat };
  /** Path of a picture. */
  cover: string | null;
  signal: AbortSignal;
  gate?: Run['gate'];
  onProgress: Run['onProgress'];
}

/** Writes a narration into files. Throws the Problems of the service, of the wish and of the disk. */
export type Write = (
  narration: { script: Script; segments: readonly Segment[]; account?: string | null },
  wish: WritingWish,
) => Promise<ExportSummary>;

interface Needs {
  narrator: Narrator;
  takes: Takes;
  exports: Exports;
  /** Entry of the worker that encodes. */
  encoder: URL;
  readingOf: Pronunciations['readingOf'];
  /** A thread that encoded had ended by itself, and is back. */
  mended: (part: MendedPart) => void;
}

export function createWriting({ readingOf, mended, ...needs }: Needs): Write {
  return async ({ script, segments, account = null }, { sound, cover, ...wish }) => {
    // What writes is a good part of the app, and nothing that a window needs to open.
    const [{ exportBook }, { formatNamed }, { readCover }] = await Promise.all([
      import('../export/export.ts'),
      import('../export/formats/formats.ts'),
      import('../export/marks/cover.ts'),
    ]);
    const format = sound.format ?? formatNamed(wish.out);
    if (!format) throw new Problem('format-unknown', `${basename(wish.out)} ends in no format that there is`);
    const picture = cover === null ? null : await readCover(cover);
    const words = followedWords(needs.narrator, readOf(script, readingOf(script)));
    return exportBook({
      ...{ ...needs, ...wish, script, segments, account, words, price: priceOf, clock: Date.now },
      sound: { ...sound, format },
      cover: picture,
      mended: () => mended('encoder'),
    });
  };
}
