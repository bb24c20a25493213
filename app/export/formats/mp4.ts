import type { PacketSink } from '../encode/codec.ts';
import type { GrowingFile } from '../encode/growing-file.ts';
import { bytesOf, u32, u64 } from '../marks/bytes.ts';
import type { ChapterSample } from '../mp4/chapter-track.ts';
import { brand, type Movie, movieBox } from '../mp4/movie.ts';
import { SampleTable, textSample } from '../mp4/samples.ts';
import type { Format } from './format.ts';

/** In kbit/s; an AAC packet has at most 6,144 bits a channel, which is 144 at 24 kHz. */
const BITRATES = [32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 192, 224, 256, 288, 320];
const MOST_BITS = 6144 / 1024;

/** AAC-LC in MPEG-4, once as an audiobook (`m4b`) and once as sound; the index comes last, as its size is known last. */
const mp4 = (kind: Movie['kind'], name: string): Format => ({
  name,
  rates: [24_000, 44_100, 48_000],
  bitrates: (rate, channels) =>
    BITRATES.map((kilo) => kilo * 1000).filter((bitrate) => bitrate <= MOST_BITS * rate * channels),
  usual: 64_000,
  pace: 'constant',
  revision: 2,
  marked: true,
  async begin(file, encoding, marks, working) {
    const { createAacPieces } = await import('../encode/aac-pieces.ts');
    const { createPackets } = await import('../encode/packets.ts');
    const head = brand(kind);
    file.push(head);
    file.push(mediaHead(0));
    const packets = new SampleTable();
    let description: Uint8Array = new Uint8Array(0);
    const sink: PacketSink = (packet, described) => {
      description = described ?? description;
      packets.add(packet.length, file.length);
      file.push(packet);
    };
    // Chapters have a core each as it is; a whole book is one file.
    const codec =
      marks.part === null ? createAacPieces(encoding, { sink, working }) : await createPackets('aac', encoding, sink);
    return {
      write: (samples) => codec.write(samples),
      async finish(frames, starts) {
        await codec.finish();
        const chapters = pushTitles(file, marks.chapters, starts, frames);
        const size = file.length - head.length;
        file.push(movieBox({ kind, encoding, marks, frames, packets, description, chapters }));
        await file.mend(mediaHead(size), head.length);
      },
      abandon: () => codec.abandon(),
    };
  },
});

export const m4b = mp4('m4b', 'M4B');
export const m4a = mp4('m4a', 'M4A');

/** The head of a box of 64-bit size that holds the sound, and after it the titles of the chapters. */
const mediaHead = (size: number) => bytesOf(u32(1), 'mdat', u64(size));

function pushTitles(file: GrowingFile, titles: readonly string[], starts: readonly number[], end: number) {
  return titles.map((title, index): ChapterSample => {
    const start = starts[index]!;
    const text = textSample(title);
    const position = file.length;
    file.push(text);
    return { title, start, length: (starts[index + 1] ?? end) - start, position, size: text.length };
  });
}
