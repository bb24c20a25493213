import type { BookTags, TagWish } from '../model/export.ts';
import type { Script } from '../model/script.ts';

/** What is said of a book, else what its script says. */
export function tagsOf(
  { title, author, language }: Pick<Script, 'title' | 'author' | 'language'>,
  tags: TagWish,
): BookTags {
  const said = Object.fromEntries(Object.entries(tags).filter(([, tag]) => tag !== undefined)) as Partial<BookTags>;
  return { title, author, language, narrator: null, series: null, year: null, ...said };
}
