import type { BookTags } from '../../model/export.ts';

/** What a file says of itself. */
export interface Marks {
  book: BookTags;
  /** The chapter that the file holds; null where it holds the book. */
  part: { title: string; number: number; of: number } | null;
  cover: Cover | null;
  /** Titles of the chapters that are marked in it, in order; the first starts with the sound. */
  chapters: readonly string[];
}

/** A picture, as it lies on the disk. */
export interface Cover {
  type: 'image/jpeg' | 'image/png';
  bytes: Uint8Array;
}

/** What a player shows as the name of the file's sound. */
export const titleOf = ({ book, part }: Marks): string => part?.title ?? book.title;
