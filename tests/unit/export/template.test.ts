import { expect, test } from 'vitest';
import { filled, namesOf } from '../../../app/export/names/template.ts';

const book = {
  ...{ title: 'Moby: Dick/Whale', author: 'H. Melville', narrator: 'N', series: null, year: 1851 },
  language: 'en',
};
const chapter = { number: 3, of: 135, title: 'What? A "Queen".' };

test('places are filled with names that are legal everywhere, and the rest of the path stays as it is', () => {
  expect(filled('/a b/x:y/{author} - {title}/{number} {chapter}.mp3', book, chapter)).toBe(
    '/a b/x:y/H. Melville - Moby Dick Whale/003 What A Queen.mp3',
  );
  expect(filled('{title} ({year}).m4b', book, null)).toBe('Moby Dick Whale (1851).m4b');
});

test('a place that stays empty takes its separators along', () => {
  expect(filled('/{series} - {author}/{title} ({series}).mp3', book, null)).toBe('/H. Melville/Moby Dick Whale.mp3');
  expect(filled('/{author} - {series} - {title}.mp3', book, null)).toBe('/H. Melville - Moby Dick Whale.mp3');
  expect(filled('/{series}/x.mp3', book, null)).toBe('/Narration/x.mp3');
});

test('a title cannot leave its folder, nor fill a place of its own', () => {
  expect(filled('/a/{title}.mp3', { ...book, title: '../../etc/{author}' }, null)).toBe('/a/etc author.mp3');
});

test('numbers are as long as the longest, and at least two digits', () => {
  const numbered = (number: number, of: number) => filled('{number}.mp3', book, { number, of, title: '' });
  expect([numbered(1, 9), numbered(12, 12), numbered(7, 100)]).toEqual(['01.mp3', '12.mp3', '007.mp3']);
});

test.each([
  ['/a/b.mp3', 'embedded', { base: '/a', book: '/a/b.mp3', chapter: null }],
  ['/a/b.mp3', 'split', { base: '/a', book: null, chapter: '/a/b/{number} {chapter}.mp3' }],
  ['/a/b.mp3', 'both', { base: '/a', book: '/a/b.mp3', chapter: '/a/b/{number} {chapter}.mp3' }],
  ['/a/{title}/{chapter}.mp3', 'split', { base: '/a', book: null, chapter: '/a/{title}/{chapter}.mp3' }],
  ['/a/{title}/{chapter}.mp3', 'both', { base: '/a', book: '/a/{title}.mp3', chapter: '/a/{title}/{chapter}.mp3' }],
  ['/a/{chapter}.mp3', 'both', { base: '/a', book: '/a/{title}.mp3', chapter: '/a/{chapter}.mp3' }],
] as const)('%s, %s', (out, files, names) => {
  expect(namesOf(out, files)).toEqual(names);
});

test.each([
  ['/a/{chapter}.mp3', 'embedded'],
  ['/a/{size}.mp3', 'split'],
  ['/a/{}.mp3', 'embedded'],
  ['/a/{constructor}.mp3', 'both'],
] as const)('%s, %s: nothing could fill it', (out, files) => {
  const refused = { code: 'export-settings', details: expect.objectContaining({ setting: 'name' }) };
  expect(() => namesOf(out, files)).toThrow(expect.objectContaining(refused));
});
