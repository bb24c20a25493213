import type { FileHandle } from 'node:fs/promises';
import { TAKE_RATE } from '../model/pcm.ts';
import { encode } from '../pcm/convert.ts';
import { wavHeader } from '../pcm/wav-header.ts';
import type { Encoder } from './encoder.ts';

/** Bytes before the sound: an RF64 header, or a RIFF one with a chunk of the same size that readers pass over. */
const HEADER_BYTES = 80;

/**
 * A WAV of mono pcm_s16le, written in one go. How long it will be is not known at the start, so the place of the
 * 64-bit sizes is kept free (EBU Tech 3306, 3.5) and the header is written again at the end.
 */
export async function createWav(handle: FileHandle): Promise<Encoder> {
  let frames = 0;
  await handle.writeFile(streamedHeader(0));
  return {
    async write(samples) {
      await handle.writeFile(encode(samples, 'pcm_s16le'));
      frames += samples.length;
    },
    async finish() {
      await handle.write(streamedHeader(frames), 0, HEADER_BYTES, 0);
    },
    abandon: async () => {},
  };
}

/** Always 80 bytes for `frames` mono frames: RIFF WAVE up to 4 GB, RF64 beyond. */
export function streamedHeader(frames: number): Uint8Array {
  const plain = wavHeader({ rate: TAKE_RATE, channels: 1, frames });
  if (plain.length === HEADER_BYTES) return plain;
  const header = new Uint8Array(HEADER_BYTES);
  const view = new DataView(header.buffer);
  const reserve = HEADER_BYTES - plain.length;
  header.set(plain.subarray(0, 12));
  // In the last 36 bytes below 4 GB the sum would wrap; readers go by the size of the sound, which stays exact.
  view.setUint32(4, Math.min(view.getUint32(4, true) + reserve, 0xffff_ffff), true);
  header.set(new TextEncoder().encode('JUNK'), 12);
  view.setUint32(16, reserve - 8, true);
  header.set(plain.subarray(12), 12 + reserve);
  return header;
}
