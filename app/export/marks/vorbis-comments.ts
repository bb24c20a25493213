import { cueSheet } from './cue-sheet.ts';
import { type Marks, titleOf } from './marks.ts';

/**
 * Tags and chapters as Vorbis comments (xiph.org/vorbis/doc/v-comment.html, wiki.xiph.org/Chapter_Extension): the
 * block that FLAC and Opus share. `starts` in seconds; the block's length does not depend on them.
 */
export function vorbisComments(marks: Marks, starts: readonly number[], pictures: readonly string[] = []): Uint8Array {
  const comments = [
    ...tagsOf(marks),
    ...chaptersOf(marks.chapters, starts),
    ...pictures.map((picture) => `METADATA_BLOCK_PICTURE=${picture}`),
  ];
  return Buffer.concat([counted('Lectern'), u32(comments.length), ...comments.map(counted)]);
}

/** A front cover as FLAC's PICTURE block has it (RFC 9639, 8.8), in which Opus carries it, too. */
export function pictureBlock({ type, bytes }: NonNullable<Marks['cover']>): Buffer {
  const FRONT_COVER = 3;
  const big = (...values: number[]) => {
    const block = Buffer.alloc(values.length * 4);
    values.forEach((value, index) => block.writeUInt32BE(value, index * 4));
    return block;
  };
  // No description; width, height, depth and colours are left for the reader to find in the picture.
  return Buffer.concat([big(FRONT_COVER, type.length), Buffer.from(type), big(0, 0, 0, 0, 0, bytes.length), bytes]);
}

function tagsOf(marks: Marks): string[] {
  const { book, part } = marks;
  const tags: [string, string | number | null | undefined][] = [
    ['TITLE', titleOf(marks)],
    ['ALBUM', book.title],
    ['ARTIST', book.author],
    ['PERFORMER', book.narrator],
    ['SERIES', book.series],
    ['DATE', book.year],
    ['LANGUAGE', book.language],
    ['TRACKNUMBER', part?.number],
    ['TRACKTOTAL', part?.of],
    ['GENRE', 'Audiobook'],
  ];
  return tags.flatMap(([name, value]) => (value === null || value === undefined ? [] : [`${name}=${value}`]));
}

function chaptersOf(titles: readonly string[], starts: readonly number[]): string[] {
  if (titles.length === 0) return [];
  const marks = titles.flatMap((title, index) => {
    const name = `CHAPTER${`${index + 1}`.padStart(3, '0')}`;
    return [`${name}=${clockTime(starts[index]!)}`, `${name}NAME=${title}`];
  });
  return [...marks, `CUESHEET=${cueSheet(titles, starts)}`];
}

function clockTime(seconds: number): string {
  const ms = Math.round(seconds * 1000);
  const part = (value: number, digits: number) => `${Math.floor(value)}`.padStart(digits, '0');
  return `${part(ms / 3.6e6, 2)}:${part((ms / 6e4) % 60, 2)}:${part((ms / 1000) % 60, 2)}.${part(ms % 1000, 3)}`;
}

function counted(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([u32(bytes.length), bytes]);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
