import type { ExportFormat } from '../model/export.ts';
import type { Script } from '../model/script.ts';

/** What a player shows of a file. */
export type Tags = Pick<Script, 'title' | 'author' | 'language'>;

/**
 * In bit/s. 4 bits for each of 24,000 samples a second: LAME then keeps all that the rate can carry, up to 12 kHz,
 * and an hour comes to 43 MB. Constant, since the oldest players seek by bytes.
 */
export const MP3_BITRATE = 96_000;

/**
 * All that decides a file's bytes beside its sound. Tags count only where the format carries them, so a new title does
 * not write a WAV again. A change to an encoder that alters its output raises the revision.
 */
export function encodingOf(format: ExportFormat, { title, author, language }: Tags) {
  switch (format) {
    case 'wav':
      return { format, revision: 1 };
    case 'mp3':
      return { format, revision: 1, bitrate: MP3_BITRATE, title, author, language };
  }
}
