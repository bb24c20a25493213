import type { FileHandle } from 'node:fs/promises';
import { TAKE_RATE } from '../../model/pcm.ts';
import { toStereo } from '../../pcm/convert.ts';
import { createResampler } from '../../pcm/resample.ts';
import type { Encoding } from '../formats/encoding.ts';
import { formats } from '../formats/formats.ts';
import type { Marks } from '../marks/marks.ts';
import { growingFile } from './growing-file.ts';

/** Turns mono sound at TAKE_RATE into the bytes of a file as it comes; holds a bounded part of it in memory. */
export interface Encoder {
  /** Settles when there is room for more. `samples` are the encoder's from now on. */
  write(samples: Int16Array): Promise<void>;
  /** Writes what is still owed. `starts` of the marks' chapters in frames of what was written, in order. */
  finish(starts: readonly number[]): Promise<void>;
  /** Frees what it holds where the file is not going to be finished; after `finish` it does nothing. */
  abandon(): Promise<void>;
}

/** What an encoder is to make. */
export interface EncoderOrder {
  encoding: Encoding;
  marks: Marks;
}

/**
 * Begins a file; `handle` is an empty one, open for writing, and stays open. `working` is told of work that shows neither
 * in the file yet nor in an answer. Throws what the disk throws.
 */
export async function createEncoder(
  { encoding, marks }: EncoderOrder,
  handle: FileHandle,
  working: () => void = () => undefined,
): Promise<Encoder> {
  const file = growingFile(handle);
  const resampler = await createResampler(TAKE_RATE, encoding.rate);
  const writer = await formats[encoding.format].begin(file, encoding, marks, working);
  let given = 0;
  let over = false;

  const pass = async (mono: Int16Array) => {
    if (mono.length === 0) return;
    given += mono.length;
    await writer.write(encoding.channels === 2 ? toStereo(mono) : mono);
    await file.drain();
  };
  const scaled = (frames: number) => Math.round((frames * encoding.rate) / TAKE_RATE);
  return {
    async write(samples) {
      await pass(resampler.push(samples));
    },
    async finish(starts) {
      await pass(resampler.flush());
      resampler.close();
      await writer.finish(given, starts.map(scaled));
      over = true;
      await file.flush();
    },
    async abandon() {
      if (over) return;
      over = true;
      resampler.close();
      await writer.abandon();
    },
  };
}
