import { bytesOf, type Field, u16, u32, u64, u8 } from '../marks/bytes.ts';
import { box, fullBox } from './box.ts';

/** No turning, no scaling: ones on the diagonal of a matrix of 16.16 and 2.30 numbers. */
export const UNITY = bytesOf(...[0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000].map(u32));
/** Of a language that nobody named. */
const UNDETERMINED = 'und';

export interface Track {
  id: number;
  /** Is it to be played, or only to be looked up? */
  enabled: boolean;
  /** Frames at the movie's rate for which it is there. */
  duration: number;
  /** In Hz: what its own times are counted in. */
  timescale: number;
  /** In that. */
  mediaDuration: number;
  /** Of its media, what comes before the sound, in that as well. */
  skip: number;
  handler: 'soun' | 'text';
  /** ISO 639-2/T, or null. */
  language: string | null;
  /** Tracks that it refers to as its chapters. */
  chapters: number | null;
  /** What is particular to its media: the header, and the table of its samples. */
  mediaHeader: Uint8Array;
  sampleTable: Uint8Array;
}

/** A `trak` box (ISO 14496-12, 8.3). */
export function trackBox(track: Track): Uint8Array {
  const { id, enabled, duration, skip, chapters } = track;
  const long = duration > 0xffff_ffff || track.mediaDuration > 0xffff_ffff;
  const volume = track.handler === 'soun' ? 0x0100 : 0;
  return box(
    'trak',
    fullBox(
      'tkhd',
      long ? 1 : 0,
      // In the movie and its preview, and enabled or not.
      enabled ? 7 : 6,
      ...times(long, u32(id), u32(0), time(long, duration)),
      ...[u32(0), u32(0), u16(0), u16(0), u16(volume), u16(0), UNITY, u32(0), u32(0)],
    ),
    box('edts', fullBox('elst', long ? 1 : 0, 0, u32(1), time(long, duration), time(long, skip), u32(0x1_0000))),
    ...(chapters === null ? [] : [box('tref', box('chap', u32(chapters)))]),
    mediaBox(track, long),
  );
}

function mediaBox({ timescale, mediaDuration, handler, language, ...track }: Track, long: boolean): Uint8Array {
  const name = handler === 'soun' ? 'Sound' : 'Chapters';
  return box(
    'mdia',
    fullBox(
      'mdhd',
      long ? 1 : 0,
      0,
      ...times(long, u32(timescale), time(long, mediaDuration)),
      ...[u16(packed(language ?? UNDETERMINED)), u16(0)],
    ),
    fullBox('hdlr', 0, 0, u32(0), handler, u32(0), u32(0), u32(0), name, u8(0)),
    box(
      'minf',
      track.mediaHeader,
      // The media lies in this very file.
      box('dinf', fullBox('dref', 0, 0, u32(1), fullBox('url ', 0, 1))),
      track.sampleTable,
    ),
  );
}

/** When it was made and changed: never, so that the same sound makes the same file. */
export const times = (long: boolean, ...rest: Field[]): Field[] => [time(long, 0), time(long, 0), ...rest];
export const time = (long: boolean, value: number): Field => (long ? u64(value) : u32(value));

/** Three letters of five bits each. */
const packed = (language: string) => [...language].reduce((sum, letter) => sum * 32 + (letter.charCodeAt(0) - 0x60), 0);
