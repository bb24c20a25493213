import { bytesOf } from '../marks/bytes.ts';
import { id3Tag } from '../marks/id3.ts';
import type { Codec, PacketSink } from '../encode/codec.ts';
import type { Encoding } from './encoding.ts';
import type { Format } from './format.ts';
import { framePlaces } from './frame-places.ts';
import { infoFrame, type Mp3Length } from './info-frame.ts';

/** In kbit/s, of Layer III (ISO 11172-3, 2.4.2.3 and ISO 13818-3, 2.4.2.3), from what still sounds like speech on. */
const BITRATES = {
  mpeg1: [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  mpeg2: [32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};

/**
 * What LAME multiplies sound with at a constant bitrate, so that it does not clip: the `scale` of its table for these
 * (`abr_switch_map` in presets.c), from so many bit/s on.
 */
const SCALES: readonly (readonly [from: number, scale: number])[] = [
  ...([
    [256_000, 1],
    [224_000, 0.98],
    [192_000, 0.97],
  ] as const),
  [0, 0.95],
];

/** An MP3 by LAME with an ID3v2.4 tag before it, and a header for exact length and seeking. */
export const mp3: Format = {
  name: 'MP3',
  rates: [24_000, 44_100, 48_000],
  bitrates: (rate) => (rate >= 32_000 ? BITRATES.mpeg1 : BITRATES.mpeg2).map((kilo) => kilo * 1000),
  // 4 bits for each of 24,000 samples a second: LAME then keeps all that the rate can carry, up to 12 kHz.
  usual: 96_000,
  pace: 'either',
  steady: true,
  gain: ({ vbr, bitrate }) => (vbr ? 0 : 20 * Math.log10(SCALES.find(([from]) => bitrate! >= from)![1])),
  revision: 3,
  marked: true,
  async begin(file, encoding, marks) {
    const ms = (frames: number) => Math.round((frames / encoding.rate) * 1000);
    const head = (length: Mp3Length, starts: readonly number[]) =>
      bytesOf(id3Tag(marks, starts.map(ms), ms(length.samples)), infoFrame(encoding, length));
    const length = { packets: 0, bytes: 0, samples: 0, hundredths: null as number[] | null };
    const places = framePlaces();
    file.push(
      head(
        length,
        marks.chapters.map(() => 0),
      ),
    );
    const codec = await codecFor(encoding, (packet) => {
      places.add(length.bytes);
      length.packets += 1;
      length.bytes += packet.length;
      file.push(packet);
    });
    return {
      write: (samples) => codec.write(samples),
      async finish(frames, starts) {
        await codec.finish();
        length.samples = frames;
        if (encoding.vbr) length.hundredths = places.hundredths(length.packets);
        await file.mend(head(length, starts), 0);
      },
      abandon: () => codec.abandon(),
    };
  },
};

async function codecFor(encoding: Encoding, sink: PacketSink): Promise<Codec> {
  if (encoding.vbr) return (await import('../encode/vbr-packets.ts')).createVbrPackets(encoding, sink);
  return (await import('../encode/packets.ts')).createPackets('mp3', encoding, sink);
}
