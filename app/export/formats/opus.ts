import type { Marks } from '../marks/marks.ts';
import { pictureBlock, vorbisComments } from '../marks/vorbis-comments.ts';
import type { Encoding } from './encoding.ts';
import type { Format } from './format.ts';
import { type OggPages, oggPages } from './ogg.ts';

/** Whatever goes in, an Opus file counts in 48ths of a millisecond (RFC 7845, 4). */
const OPUS_RATE = 48_000;
/** In kbit/s; below, speech is a telephone's, above, nothing is heard to change. */
const BITRATES = [16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];

/** Opus in Ogg (RFC 7845), by libopus. It knows 24 and 48 kHz. */
export const opus: Format = {
  name: 'Opus',
  rates: [24_000, 48_000],
  bitrates: () => BITRATES.map((kilo) => kilo * 1000),
  usual: 32_000,
  pace: 'either',
  revision: 1,
  marked: true,
  async begin(file, encoding, marks) {
    const { createOpusPackets } = await import('../encode/opus-packets.ts');
    const scale = OPUS_RATE / encoding.rate;
    let at = 0;
    const pages = oggPages((page) => file.push(page));
    const codec = await createOpusPackets(encoding, (packet) => {
      at += codec.packetFrames * scale;
      pages.packet(packet, at);
    });
    const skip = codec.lookahead * scale;
    const head = (into: OggPages, starts: readonly number[]) => writeHead(into, encoding, skip, marks, starts);
    head(
      pages,
      marks.chapters.map(() => 0),
    );
    return {
      write: (samples) => codec.write(samples),
      async finish(frames, starts) {
        await codec.finish();
        pages.end(skip + frames * scale);
        const mended: Uint8Array[] = [];
        head(
          oggPages((page) => mended.push(page)),
          starts,
        );
        await file.mend(Buffer.concat(mended), 0);
      },
      abandon: () => codec.abandon(),
    };
  },
};

/** The two packets before the sound, on pages of their own. */
function writeHead(pages: OggPages, encoding: Encoding, skip: number, marks: Marks, starts: readonly number[]): void {
  const seconds = starts.map((start) => start / encoding.rate);
  const pictures = marks.cover ? [pictureBlock(marks.cover).toString('base64')] : [];
  pages.packet(identification(encoding, skip), 0, true);
  pages.packet(Buffer.concat([Buffer.from('OpusTags'), vorbisComments(marks, seconds, pictures)]), 0, true);
}

function identification({ rate, channels }: Encoding, skip: number): Uint8Array {
  const head = Buffer.alloc(19);
  head.write('OpusHead');
  head.writeUInt8(1, 8);
  head.writeUInt8(channels, 9);
  head.writeUInt16LE(skip, 10);
  head.writeUInt32LE(rate, 12);
  return head;
}
