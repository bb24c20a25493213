import { bytesOf, u16, u32, u64, u8 } from '../marks/bytes.ts';
import { box, fullBox } from './box.ts';
import { UNITY } from './track.ts';

/** A chapter of a movie; its text lies at `position` in the file, in `size` bytes. */
export interface ChapterSample {
  title: string;
  /** In frames at the movie's rate. */
  start: number;
  length: number;
  position: number;
  size: number;
}

/** A text track's header, as QuickTime has it; `gmin`: copying mode, and a neutral colour that nobody sees. */
export const chapterHeader = (): Uint8Array =>
  box(
    'gmhd',
    fullBox('gmin', 0, 0, u16(0x40), u16(0x8000), u16(0x8000), u16(0x8000), u16(0), u16(0)),
    box('text', UNITY),
  );

/** The `stbl` of chapters' titles (QuickTime File Format, "Text sample description"). */
export function chapterTable(chapters: readonly ChapterSample[]): Uint8Array {
  const looks = [u32(0), u32(0), u16(0), u16(0), u16(0), u16(0), u16(0), u16(0), u16(0), u16(0)];
  const entry = box('text', u32(0), u16(0), u16(1), ...looks, new Uint8Array(15));
  const list = (kind: string, fields: (chapter: ChapterSample) => Uint8Array) =>
    fullBox(kind, 0, 0, u32(chapters.length), ...chapters.map(fields));
  return box(
    'stbl',
    fullBox('stsd', 0, 0, u32(1), entry),
    list('stts', ({ length }) => bytesOf(u32(1), u32(length))),
    fullBox('stsc', 0, 0, u32(1), u32(1), u32(1), u32(1)),
    fullBox('stsz', 0, 0, u32(0), u32(chapters.length), ...chapters.map(({ size }) => u32(size))),
    list('co64', ({ position }) => bytesOf(u64(position))),
  );
}

/** Nero's list counts in one byte, and so do its titles. */
const MOST = 255;
/** It tells times in so many parts of a second. */
const NERO_TICKS = 1e7;

/** The same chapters as Nero lists them (`chpl`), which many players read instead. */
export function neroChapters(chapters: readonly ChapterSample[], rate: number): Uint8Array {
  const listed = chapters.slice(0, MOST).map(({ title, start }) => {
    const text = shortened(title, MOST);
    return bytesOf(u64(Math.round((start / rate) * NERO_TICKS)), u8(text.length), text);
  });
  return fullBox('chpl', 1, 0, u32(0), u8(listed.length), ...listed);
}

/** UTF-8 of at most so many bytes, cut between two characters. */
function shortened(text: string, most: number): Uint8Array {
  const bytes = Buffer.from(text);
  let end = Math.min(bytes.length, most);
  while (end < bytes.length && (bytes[end]! & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, end);
}
