import { bytesOf, u16, u32 } from '../marks/bytes.ts';
import type { Encoding } from '../formats/encoding.ts';
import { threeLetters } from '../marks/languages.ts';
import type { Marks } from '../marks/marks.ts';
import { box, fullBox } from './box.ts';
import { chapterHeader, type ChapterSample, chapterTable, neroChapters } from './chapter-track.ts';
import type { SampleTable } from './samples.ts';
import { AAC_FRAMES, soundHeader, soundTable } from './sound-track.ts';
import { tagsBox } from './tags.ts';
import { time, times, trackBox, UNITY } from './track.ts';

/** Silence that the AAC encoder puts before the sound, in frames: one packet. */
const PRIMING = 1024;
const SOUND = 1;
const CHAPTERS = 2;

/** All that is known of a movie when its last packet is on the disk. */
export interface Movie {
  kind: 'm4b' | 'm4a';
  encoding: Encoding;
  marks: Marks;
  /** Of sound, without what the encoder put around it. */
  frames: number;
  packets: SampleTable;
  /** AAC's AudioSpecificConfig. */
  description: Uint8Array;
  chapters: readonly ChapterSample[];
}

/** What a file begins with: its brand, and those whose rules it keeps as well. */
export function brand(kind: Movie['kind']): Uint8Array {
  const own = kind === 'm4b' ? 'M4B ' : 'M4A ';
  return box('ftyp', own, u32(0), own, 'mp42', 'isom');
}

/** The `moov` box: times are counted in frames of the sound, so that chapters and the end are exact to the frame. */
export function movieBox({ kind, encoding, marks, frames, packets, description, chapters }: Movie): Uint8Array {
  const { rate, channels } = encoding;
  const long = frames > 0xffff_ffff;
  const tracks = chapters.length > 0 ? CHAPTERS : SOUND;
  const shared = {
    duration: frames,
    timescale: rate,
    language: (marks.book.language && threeLetters(marks.book.language)) || null,
  };
  const sound = trackBox({
    ...{ ...shared, id: SOUND, enabled: true, handler: 'soun', skip: PRIMING },
    mediaDuration: packets.count * AAC_FRAMES,
    chapters: chapters.length > 0 ? CHAPTERS : null,
    mediaHeader: soundHeader(),
    sampleTable: soundTable(packets, { rate, channels, bitrate: encoding.bitrate ?? 0, description }),
  });
  const titles = () =>
    trackBox({
      ...{ ...shared, id: CHAPTERS, enabled: false, handler: 'text', skip: 0 },
      ...{ mediaDuration: frames, chapters: null },
      mediaHeader: chapterHeader(),
      sampleTable: chapterTable(chapters),
    });
  return box(
    'moov',
    fullBox(
      'mvhd',
      long ? 1 : 0,
      0,
      ...times(long, u32(rate), time(long, frames)),
      // As fast and as loud as it is, and nothing else set.
      ...[
        u32(0x1_0000),
        u16(0x0100),
        u16(0),
        u32(0),
        u32(0),
        UNITY,
        bytesOf(...Array.from({ length: 6 }, () => u32(0))),
      ],
      u32(tracks + 1),
    ),
    sound,
    ...(chapters.length > 0 ? [titles()] : []),
    box(
      'udta',
      ...(chapters.length > 0 ? [neroChapters(chapters, rate)] : []),
      tagsBox(marks, { book: kind === 'm4b' }),
    ),
  );
}
