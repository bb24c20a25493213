import { createHash } from 'node:crypto';
import { encode } from '../../pcm/convert.ts';
import { bytesOf, u16, u24, u32, u8 } from '../marks/bytes.ts';
import { pictureBlock, vorbisComments } from '../marks/vorbis-comments.ts';
import type { Encoding } from './encoding.ts';
import type { Format } from './format.ts';

/** Kinds of blocks before the sound (RFC 9639, 8.1); the flag is on the last of them. */
const STREAM_INFO = 0;
const VORBIS_COMMENT = 4;
const PICTURE = 6;
const LAST = 0x80;

/** libFLAC's for its level 5, in frames; every block but the last has so many. */
const BLOCK_FRAMES = 4096;

/** FLAC (RFC 9639): every sample as it was, and a checksum of them all, with which any player can tell. */
export const flac: Format = {
  name: 'FLAC',
  rates: [24_000, 44_100, 48_000],
  bitrates: () => [],
  usual: 0,
  pace: 'constant',
  revision: 1,
  marked: true,
  async begin(file, encoding, marks) {
    const { createPackets } = await import('../encode/packets.ts');
    const packets = { least: 2 ** 24 - 1, most: 0 };
    const head = (frames: number, starts: readonly number[], digest: Uint8Array) =>
      bytesOf(
        'fLaC',
        block(STREAM_INFO, streamInfo(encoding, frames, packets, digest)),
        ...(marks.cover ? [block(PICTURE, pictureBlock(marks.cover))] : []),
        block(
          VORBIS_COMMENT | LAST,
          vorbisComments(
            marks,
            starts.map((start) => start / encoding.rate),
          ),
        ),
      );
    file.push(head(0, blank(marks.chapters), new Uint8Array(16)));

    const hash = createHash('md5');
    const codec = await createPackets('flac', encoding, (packet) => {
      packets.least = Math.min(packets.least, packet.length);
      packets.most = Math.max(packets.most, packet.length);
      file.push(packet);
    });
    return {
      async write(samples) {
        hash.update(encode(samples, 'pcm_s16le'));
        await codec.write(samples);
      },
      async finish(frames, starts) {
        await codec.finish();
        await file.mend(head(frames, starts, hash.digest()), 0);
      },
      abandon: () => codec.abandon(),
    };
  },
};

/** Places for starts that are not known yet. */
const blank = (chapters: readonly string[]) => chapters.map(() => 0);

const block = (kind: number, body: Uint8Array) => bytesOf(u8(kind), u24(body.length), body);

function streamInfo(
  { rate, channels }: Encoding,
  frames: number,
  packets: { least: number; most: number },
  digest: Uint8Array,
): Uint8Array {
  // 20 bits of rate, 3 of channels and 5 of bits a sample, each of the latter less one; then 36 of frames.
  const sound = rate * 2 ** 12 + (channels - 1) * 2 ** 9 + (16 - 1) * 2 ** 4 + Math.floor(frames / 2 ** 32);
  const sizes = [u16(BLOCK_FRAMES), u16(BLOCK_FRAMES), u24(packets.least), u24(packets.most)];
  return bytesOf(...sizes, u32(sound), u32(frames % 2 ** 32), digest);
}
