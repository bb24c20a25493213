import { bytesOf, u16, u32, u8 } from '../marks/bytes.ts';
import { type Marks, titleOf } from '../marks/marks.ts';
import { box, fullBox } from './box.ts';

/** Kinds of values in iTunes' list. */
const BYTES = 0;
const UTF_8 = 1;
const JPEG = 13;
const PNG = 14;
const INTEGER = 21;
/** iTunes' "media kind" for audiobooks. */
const AUDIOBOOK = 2;

/** Tags as iTunes has them: `meta` with a list. `book` tells players that it is a book rather than music. */
export function tagsBox(marks: Marks, { book: isBook }: { book: boolean }): Uint8Array {
  const { book, part, cover } = marks;
  const texts: [string, string | null][] = [
    ['©nam', titleOf(marks)],
    ['©alb', book.title],
    ['©ART', book.author],
    ['aART', book.author],
    // Where audiobook players look for who reads.
    ['©wrt', book.narrator],
    ['©nrt', book.narrator],
    ['©day', book.year === null ? null : `${book.year}`],
    ['©gen', 'Audiobook'],
  ];
  const list = [
    ...texts.flatMap(([kind, text]) => (text ? [box(kind, value(UTF_8, bytesOf(text)))] : [])),
    ...(part ? [box('trkn', value(BYTES, bytesOf(u16(0), u16(part.number), u16(part.of), u16(0))))] : []),
    ...(isBook ? [box('stik', value(INTEGER, bytesOf(u8(AUDIOBOOK))))] : []),
    ...(cover ? [box('covr', value(cover.type === 'image/png' ? PNG : JPEG, cover.bytes))] : []),
    ...(book.series ? [named('SERIES', book.series)] : []),
    ...(book.language ? [named('LANGUAGE', book.language)] : []),
  ];
  const handler = fullBox('hdlr', 0, 0, u32(0), 'mdir', 'appl', u32(0), u32(0), u8(0));
  return fullBox('meta', 0, 0, handler, box('ilst', ...list));
}

const value = (kind: number, bytes: Uint8Array) => box('data', u32(kind), u32(0), bytes);

/** A tag that has no kind of its own. */
const named = (name: string, text: string) =>
  box('----', fullBox('mean', 0, 0, 'com.apple.iTunes'), fullBox('name', 0, 0, name), value(UTF_8, bytesOf(text)));
