import { encode } from '../../pcm/convert.ts';
import { wavHeader } from '../../pcm/wav-header.ts';
import type { Encoding } from './encoding.ts';
import type { Format } from './format.ts';

/** Bytes before the sound: an RF64 header, or a RIFF one with a chunk of the same size that readers pass over. */
const HEADER_BYTES = 80;

/**
 * A WAV of pcm_s16le, written in one go. How long it will be is not known at the start, so the place of the 64-bit
 * sizes is kept free (EBU Tech 3306, 3.5) and the header is written again at the end.
 */
export const wav: Format = {
  name: 'WAV',
  rates: [24_000, 44_100, 48_000],
  bitrates: () => [],
  usual: 0,
  pace: 'constant',
  revision: 2,
  marked: false,
  async begin(file, encoding) {
    file.push(streamedHeader(encoding, 0));
    return {
      write: async (samples) => file.push(encode(samples, 'pcm_s16le')),
      finish: (frames) => file.mend(streamedHeader(encoding, frames), 0),
      abandon: async () => {},
    };
  },
};

/** Always 80 bytes for `frames` frames: RIFF WAVE where the file has at most `largest` bytes, RF64 beyond. */
export function streamedHeader(
  { rate, channels }: Pick<Encoding, 'rate' | 'channels'>,
  frames: number,
  largest?: number,
): Uint8Array {
  const plain = wavHeader({ rate, channels, frames, largest });
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
