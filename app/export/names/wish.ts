import { basename, dirname } from 'node:path';
import {
  BOOK_PLACES,
  type BookTags,
  CHAPTER_PLACES,
  type ChapterFiles,
  type ExportFormat,
  type NamesToBe,
  type NameWish,
} from '../../model/export.ts';
import { Problem } from '../../model/problem.ts';
import { fileName } from './file-name.ts';
import { filled, namesOf } from './template.ts';

/** Chapters' files that a person is shown before there are any. */
const SHOWN = 2;

/**
 * What a window wishes as names that are legal on every system and lead to no other folder, whatever fills them.
 * Throws the Problem `export-settings` for a place that nothing can fill.
 */
export function legalNames({ book, chapter }: NameWish): NameWish {
  return {
    book: legal(book, 'book-name', BOOK_PLACES),
    chapter: legal(chapter, 'chapter-name', [...BOOK_PLACES, ...CHAPTER_PLACES]),
  };
}

/** The bare name of a book's file. */
export const bookFileName = (names: NameWish, format: ExportFormat, tags: BookTags): string =>
  filled(`${names.book}.${format}`, tags, null);

interface Files {
  names: NameWish;
  format: ExportFormat;
  files: ChapterFiles;
  tags: BookTags;
  /** Of the chapters that are spoken. */
  titles: readonly string[];
}

/** What legal names will come to, as far as nothing stands in their way. */
export function namesToBe({ names, format, files, tags, titles }: Files): NamesToBe {
  const { book, chapter } = namesOf(bookFileName(names, format, tags), files, names.chapter);
  const of = titles.length;
  const shown = chapter === null ? [] : titles.slice(0, SHOWN);
  const paths = shown.map((title, index) => filled(chapter!, tags, { title, number: index + 1, of }));
  return {
    book,
    folder: paths[0] === undefined ? null : dirname(paths[0]),
    chapters: paths.map((path) => basename(path)),
    more: chapter === null ? 0 : of - shown.length,
  };
}

function legal(name: string, setting: string, places: readonly string[]): string {
  const bare = fileName(name);
  const open = bare.replaceAll(/\{(\w+)\}/g, (whole, place: string) => (places.includes(place) ? '' : whole));
  if (!/[{}]/.test(open)) return bare;
  const allowed = places.map((place) => `{${place}}`).join(', ');
  throw new Problem('export-settings', 'a name that cannot be filled', { details: { setting, allowed } });
}
