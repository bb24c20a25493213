import { bytesOf } from '../marks/bytes.ts';
import { id3Tag } from '../marks/id3.ts';
import type { Format } from './format.ts';
import { infoFrame, type Mp3Length } from './info-frame.ts';

/** In kbit/s, of Layer III (ISO 11172-3, 2.4.2.3 and ISO 13818-3, 2.4.2.3), from what still sounds like speech on. */
const BITRATES = {
  mpeg1: [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  mpeg2: [32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};

/** An MP3 by LAME with an ID3v2.4 tag before it, and a header for exact length and seeking. */
export const mp3: Format = {
  name: 'MP3',
  rates: [24_000, 44_100, 48_000],
  bitrates: (rate) => (rate >= 32_000 ? BITRATES.mpeg1 : BITRATES.mpeg2).map((kilo) => kilo * 1000),
  // 4 bits for each of 24,000 samples a second: LAME then keeps all that the rate can carry, up to 12 kHz.
  usual: 96_000,
  // LAME's own VBR is not among what the encoder's WebAssembly gives out.
  pace: 'constant',
  revision: 2,
  marked: true,
  async begin(file, encoding, marks) {
    const { createPackets } = await import('../encode/packets.ts');
    const ms = (frames: number) => Math.round((frames / encoding.rate) * 1000);
    const head = (length: Mp3Length, starts: readonly number[]) =>
      bytesOf(id3Tag(marks, starts.map(ms), ms(length.samples)), infoFrame(encoding, length));
    const length: Mp3Length = { packets: 0, bytes: 0, samples: 0 };
    file.push(
      head(
        length,
        marks.chapters.map(() => 0),
      ),
    );
    const codec = await createPackets('mp3', encoding, (packet) => {
      length.packets += 1;
      length.bytes += packet.length;
      file.push(packet);
    });
    return {
      write: (samples) => codec.write(samples),
      async finish(frames, starts) {
        await codec.finish();
        length.samples = frames;
        await file.mend(head(length, starts), 0);
      },
      abandon: () => codec.abandon(),
    };
  },
};
