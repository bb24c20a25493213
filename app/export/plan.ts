import { resolve } from 'node:path';
import type { ChapterFiles, TagWish } from '../model/export.ts';
import type { Block, Script, Segment } from '../model/script.ts';
import { keyOf } from '../synthesis/key.ts';
import type { Encoding } from './formats/encoding.ts';
import type { Treatment } from './loudness/treatment.ts';
import type { Cover, Marks } from './marks/marks.ts';
import { filled, namesOf } from './names/template.ts';
import { recipeOf } from './recipe.ts';
import { tagsOf } from './tags.ts';

/** What is to be exported, before anything is known of the disk. */
export interface Book {
  /** Titles of the chapters that the segments name. */
  script: Pick<Script, 'title' | 'author' | 'language'> & {
    chapters: readonly { id: string; title: string; blocks?: readonly Pick<Block, 'id' | 'kind' | 'text'>[] }[];
  };
  /** In the order in which they are heard. */
  segments: readonly Segment[];
  encoding: Encoding;
  treatment: Treatment;
  chapters: ChapterFiles;
  /** A path, with or without places to fill. */
  out: string;
  /** What chapters' files are called where `out` does not say it. */
  chapterName?: string | undefined;
  /** What a person says of the book; what is left out is the script's. */
  tags: TagWish;
  cover: Cover | null;
}

/** One file to be. */
export interface PlannedFile {
  path: string;
  encoding: Encoding;
  treatment: Treatment;
  marks: Marks;
  segments: readonly Segment[];
  /** Numbers of the segments with which the marked chapters start. */
  opens: readonly number[];
  recipe: string;
}

export interface Plan {
  /** The folder that has to be there. */
  base: string;
  files: PlannedFile[];
  /** The title under which the chapters' files, if there are any, are listed. */
  title: string;
}

/** Which files a book makes. No two have the same name, upper and lower case aside. Throws `export-settings`. */
export function planBook({
  script,
  segments,
  encoding,
  treatment,
  chapters,
  out,
  chapterName,
  tags,
  cover,
}: Book): Plan {
  const book = tagsOf(script, tags);
  const parts = chaptersOf(script, segments);
  const names = namesOf(resolve(out), chapters, chapterName);
  const taken = new Set<string>();
  const planned = (path: string, marks: Marks, own: readonly Segment[], opens: readonly number[]): PlannedFile => {
    const keys = own.map((segment) => ({ key: keyOf(segment), pauseAfter: segment.pauseAfter }));
    const file = { path: unique(path, taken), encoding, treatment, marks, segments: own, opens };
    return { ...file, recipe: recipeOf(keys, file) };
  };

  const files: PlannedFile[] = [];
  if (names.book !== null) {
    const marks = { book, part: null, cover, chapters: parts.map(({ title }) => title) };
    const opens = parts.map(({ first }) => first);
    files.push(planned(filled(names.book, book, null), marks, segments, opens));
  }
  if (names.chapter !== null) {
    for (const [index, { title, segments: own }] of parts.entries()) {
      const part = { title, number: index + 1, of: parts.length };
      files.push(planned(filled(names.chapter, book, part), { book, part, cover, chapters: [] }, own, []));
    }
  }
  return { base: names.base, files, title: book.title };
}

/** Runs of segments of one chapter each. */
function chaptersOf({ title, chapters }: Book['script'], segments: readonly Segment[]) {
  const titles = new Map(chapters.map((chapter) => [chapter.id, chapter.title]));
  const parts: { id: string; title: string; first: number; segments: Segment[] }[] = [];
  for (const [index, segment] of segments.entries()) {
    const last = parts.at(-1);
    if (last?.id === segment.chapter) last.segments.push(segment);
    else {
      const own = titles.get(segment.chapter) || title;
      parts.push({ id: segment.chapter, title: own, first: index, segments: [segment] });
    }
  }
  return parts;
}

function unique(path: string, taken: Set<string>): string {
  const ending = /\.[^.]*$/.exec(path)?.[0] ?? '';
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? path : `${path.slice(0, -ending.length)} (${number})${ending}`;
    if (taken.has(name.toLowerCase())) continue;
    taken.add(name.toLowerCase());
    return name;
  }
}
