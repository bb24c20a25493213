import type { FileHandle } from 'node:fs/promises';
import type { ExportFormat } from '../model/export.ts';
import type { Tags } from './encoding.ts';
import { createWav } from './wav.ts';

/** Turns mono sound at TAKE_RATE into the bytes of a file as it comes; holds a bounded part of it in memory. */
export interface Encoder {
  /** Settles when there is room for more. `samples` are the encoder's from now on. */
  write(samples: Int16Array): Promise<void>;
  /** Writes what is still owed, sizes above all; the handle stays open. */
  finish(): Promise<void>;
  /** Frees what it holds where the file is not going to be finished. */
  abandon(): Promise<void>;
}

/** Begins a file; `handle` is an empty file, open for writing. Throws what the disk throws. */
export async function createEncoder(format: ExportFormat, handle: FileHandle, tags: Tags): Promise<Encoder> {
  switch (format) {
    case 'wav':
      return createWav(handle);
    case 'mp3': {
      // Loaded when first needed: 150 ms that neither the app's start nor an unchanged export should wait for.
      const { createMp3 } = await import('./mp3.ts');
      return createMp3(handle, tags);
    }
  }
}
