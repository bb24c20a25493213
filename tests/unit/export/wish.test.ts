import { expect, test } from 'vitest';
import { legalNames, namesToBe } from '../../../app/export/names/wish.ts';
import { USUAL_NAMES } from '../../../app/model/export.ts';

const tags = {
  ...{ title: 'Moby: Dick/Whale', author: 'H. Melville', narrator: null, series: null, year: 1851 },
  language: 'en',
};
const titles = ['Loomings', 'What? A “Queen”.', 'The Spouter-Inn'];
const asked = { names: USUAL_NAMES, format: 'mp3', files: 'embedded', tags, titles } as const;

test('without a wish a file is called as its book, and chapters by number and title', () => {
  const book = 'Moby Dick Whale.mp3';
  expect(namesToBe(asked)).toEqual({ book, folder: null, chapters: [], more: 0 });
  const chapters = ['01 Loomings.mp3', '02 What A “Queen”.mp3'];
  const split = { folder: 'Moby Dick Whale', chapters, more: 1 };
  expect(namesToBe({ ...asked, files: 'split' })).toEqual({ ...split, book: null });
  expect(namesToBe({ ...asked, files: 'both' })).toEqual({ ...split, book });
});

test('both names are filled, and what a book does not have is left out', () => {
  const names = legalNames({ book: '{author} - {series} - {title} ({year})', chapter: '{chapter} [{number}]' });
  expect(namesToBe({ ...asked, names, files: 'both' })).toEqual({
    book: 'H. Melville - Moby Dick Whale (1851).mp3',
    folder: 'H. Melville - Moby Dick Whale (1851)',
    chapters: ['Loomings [01].mp3', 'What A “Queen”. [02].mp3'],
    more: 1,
  });
});

test.each([
  ['../../etc/{title}', 'etc Moby Dick Whale.mp3'],
  ['/etc/passwd', 'etc passwd.mp3'],
  ['a\\b:{year}', 'a b 1851.mp3'],
  ['..', 'Narration.mp3'],
  ['', 'Narration.mp3'],
  ['CON', 'Narration.mp3'],
])('%s leads to no other folder', (book, expected) => {
  const names = legalNames({ book, chapter: book });
  const shown = namesToBe({ ...asked, names, files: 'both' });
  expect([shown.book, `${shown.folder}.mp3`, shown.chapters[0]]).toEqual([expected, expected, expected]);
});

test.each([
  [{ book: '{size}' }, 'book-name'],
  [{ book: '{number} {title}' }, 'book-name'],
  [{ book: '{constructor}' }, 'book-name'],
  [{ book: '{title' }, 'book-name'],
  [{ chapter: '{}' }, 'chapter-name'],
  [{ chapter: 'chapter}' }, 'chapter-name'],
])('%o cannot be filled, and which of the two it is is said', (wrong, setting) => {
  const refused = { code: 'export-settings', details: expect.objectContaining({ setting }) };
  expect(() => legalNames({ ...USUAL_NAMES, ...wrong })).toThrow(expect.objectContaining(refused));
});
