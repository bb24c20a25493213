import { basename, dirname, extname, join, sep } from 'node:path';
import { BOOK_PLACES, type BookTags, CHAPTER_PLACES, type ChapterFiles, USUAL_NAMES } from '../../model/export.ts';
import { Problem } from '../../model/problem.ts';
import { fileName } from './file-name.ts';

type Place = (typeof BOOK_PLACES)[number] | (typeof CHAPTER_PLACES)[number];

const PLACE = /\{(\w*)\}/g;

/** Where a book goes: names with places that are not yet filled. Null where that kind of file is not wanted. */
export interface Names {
  /** The folder that has to be there; those below it are made. */
  base: string;
  book: string | null;
  chapter: string | null;
}

/**
 * The templates behind `out`, a path such as `Books/{author} - {title}/{number} {chapter}.mp3`. Where it says nothing
 * of chapters, they go into a folder of its name, as `chapterName`. Throws the Problem `export-settings` for a place that nothing can
 * fill, and for chapters' names where no chapter files are wanted.
 */
export function namesOf(out: string, files: ChapterFiles, chapterName = USUAL_NAMES.chapter): Names {
  const parts = out.split(sep);
  for (const [, place = ''] of out.matchAll(PLACE)) if (!isPlace(place)) throw refusal();
  const first = parts.findIndex((part) => /[{}]/.test(part));
  const base = first < 0 ? dirname(out) : parts.slice(0, first).join(sep) || sep;
  const ofChapter = parts.findIndex(namesChapter);
  if (files === 'embedded') {
    if (ofChapter >= 0) throw refusal();
    return { base, book: out, chapter: null };
  }
  const ending = extname(out);
  const chapter = ofChapter >= 0 ? out : join(withoutEnding(out), `${chapterName}${ending}`);
  if (files === 'split') return { base, book: null, chapter };
  if (ofChapter < 0) return { base, book: out, chapter };
  const folder = parts.slice(0, ofChapter).join(sep);
  return { base, book: ofChapter > first ? folder + ending : join(folder, `{title}${ending}`), chapter };
}

export interface ChapterPlace {
  number: number;
  of: number;
  title: string;
}

/** A template with its places filled, each as a legal name on every system; what is not in braces stays as it is. */
export function filled(template: string, book: BookTags, chapter: ChapterPlace | null): string {
  const values: Record<Place, string> = {
    title: book.title,
    author: book.author ?? '',
    narrator: book.narrator ?? '',
    series: book.series ?? '',
    year: book.year === null ? '' : `${book.year}`,
    // As long as the longest, so that players which sort by letters keep the order.
    number: chapter ? `${chapter.number}`.padStart(Math.max(2, `${chapter.of}`.length), '0') : '',
    chapter: chapter?.title ?? '',
  };
  const name = (part: string) => (/\{\w+\}/.test(part) ? fileName(trimmed(part.replace(PLACE, fill))) : part);
  const fill = (_: string, place: string) => values[place as Place].replaceAll(/[{}]/g, ' ');
  const ending = extname(template);
  return join(...split(dirname(template)).map(name), name(withoutEnding(basename(template))) + ending);
}

/** What is left of separators where a place stayed empty. */
const trimmed = (part: string) =>
  part
    .replace(/\(\s*\)|\[\s*\]/g, '')
    .replace(/^[\s\-–,_]+|[\s\-–,_]+$/g, '')
    .replace(/\s+-(\s+-)+\s+/g, ' - ');

/** The parts of a folder's path; an absolute one starts with the root. */
const split = (folder: string) => folder.split(sep).map((part, index) => (index === 0 && part === '' ? sep : part));

const withoutEnding = (path: string) => path.slice(0, path.length - extname(path).length);
const isPlace = (place: string) => ([...BOOK_PLACES, ...CHAPTER_PLACES] as string[]).includes(place);
const namesChapter = (part: string) => CHAPTER_PLACES.some((place) => part.includes(`{${place}}`));

function refusal(): Problem {
  const allowed = [...BOOK_PLACES, ...CHAPTER_PLACES].map((place) => `{${place}}`).join(', ');
  return new Problem('export-settings', 'a name that cannot be filled', { details: { setting: 'name', allowed } });
}
