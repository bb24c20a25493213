import { bytesOf, u16, u32, u8 } from './bytes.ts';
import { threeLetters } from './languages.ts';
import { type Marks, titleOf } from './marks.ts';

/** Of a text frame: UTF-8 (id3.org/id3v2.4.0-structure, 4). */
const UTF_8 = 3;
const FRONT_COVER = 3;
/** Of a table of contents: it is the outermost one, and its order is that of the sound. */
const TOP_LEVEL_ORDERED = 3;
/** A table of contents counts its entries in one byte. */
const MOST_LISTED = 255;
/** Stands where a chapter could say its place in bytes, and says that its times are what counts. */
const BY_TIME = 0xffff_ffff;

/**
 * An ID3v2.4 tag with chapters as its addendum has them (id3.org/id3v2-chapters-1.0): CHAP for each, CTOC for all.
 * `starts` and `end` in ms; the tag's length does not depend on them.
 */
export function id3Tag(marks: Marks, starts: readonly number[], end: number): Uint8Array {
  const { book, part, cover, chapters } = marks;
  const code = book.language && threeLetters(book.language);
  const texts: [string, string | null][] = [
    ['TIT2', titleOf(marks)],
    ['TALB', book.title],
    ['TPE1', book.author],
    // Where audiobook players look for who reads.
    ['TCOM', book.narrator],
    ['TDRC', book.year === null ? null : `${book.year}`],
    ['TLAN', code],
    ['TRCK', part && `${part.number}/${part.of}`],
    ['TCON', 'Audiobook'],
  ];
  const frames = [
    ...texts.flatMap(([id, text]) => (text ? [textFrame(id, text)] : [])),
    ...(book.series ? [frame('TXXX', bytesOf(u8(UTF_8), 'SERIES', u8(0), book.series))] : []),
    ...(cover ? [frame('APIC', bytesOf(u8(UTF_8), cover.type, u8(0), u8(FRONT_COVER), u8(0), cover.bytes))] : []),
    ...chapterFrames(chapters, starts, end),
  ];
  const body = bytesOf(...frames);
  return bytesOf('ID3', u8(4), u16(0), syncSafe(body.length), body);
}

function chapterFrames(titles: readonly string[], starts: readonly number[], end: number): Uint8Array[] {
  if (titles.length === 0) return [];
  const ids = titles.map((_, index) => `ch${index}`);
  const listed = ids.slice(0, MOST_LISTED).flatMap((id) => [id, u8(0)]);
  const contents = bytesOf('toc', u8(0), u8(TOP_LEVEL_ORDERED), u8(Math.min(ids.length, MOST_LISTED)), ...listed);
  const chapters = titles.map((title, index) => {
    const times = [u32(starts[index]!), u32(starts[index + 1] ?? end), u32(BY_TIME), u32(BY_TIME)];
    return frame('CHAP', bytesOf(ids[index]!, u8(0), ...times, textFrame('TIT2', title)));
  });
  return [frame('CTOC', contents), ...chapters];
}

const textFrame = (id: string, text: string) => frame(id, bytesOf(u8(UTF_8), text));

const frame = (id: string, body: Uint8Array) => bytesOf(id, syncSafe(body.length), u16(0), body);

/** 28 bits in four bytes whose highest bit stays free, lest a size look like the start of an MP3 frame. */
const syncSafe = (size: number) => Uint8Array.from([21, 14, 7, 0], (shift) => (size >> shift) & 0x7f);
