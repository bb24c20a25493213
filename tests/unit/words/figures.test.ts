import { expect, test } from 'vitest';
import { clock, count, day, duration, languageName, money, size, spokenSeconds } from '../../../app/words/figures.ts';

test('a place in the narration reads as a clock, with hours only where there are some', () => {
  expect([0, 7.9, 65, 599.99, 3600, 3723, -1].map(clock)).toEqual([
    '0:00',
    '0:07',
    '1:05',
    '9:59',
    '1:00:00',
    '1:02:03',
    '0:00',
  ]);
});

test('a duration is no more exact than a person needs', () => {
  expect([0.2, 40, 59.6, 61, 3599, 3600, 3900, 7200].map(duration)).toEqual([
    '1 s',
    '40 s',
    '1 min',
    '1 min',
    '1 h',
    '1 h',
    '1 h 5 min',
    '2 h',
  ]);
});

test('990 characters are a minute of speech', () => {
  expect(spokenSeconds(1980)).toBe(120);
});

test('money says free, less than a cent, or dollars', () => {
  expect([0, 0.004, 0.01, 1.2].map(money)).toEqual(['free', 'less than a cent', '$0.01', '$1.20']);
});

test('bytes are counted as file managers count them', () => {
  expect([0, 999, 1000, 50_000_000, 128 * 1024 * 1024].map(size)).toEqual([
    '0 bytes',
    '999 bytes',
    '1 kB',
    '50 MB',
    '134 MB',
  ]);
});

test('a number goes with its noun', () => {
  const chapters = ['# chapter', '# chapters'];
  expect([count(1, chapters), count(0, chapters), count(4210, ['# character', '# characters'])]).toEqual([
    '1 chapter',
    '0 chapters',
    '4,210 characters',
  ]);
});

test('a language tag that nobody knows stays as it is', () => {
  expect(['en-gb', 'pt-br', 'fr', 'xx-?'].map(languageName)).toEqual([
    'British English',
    'Brazilian Portuguese',
    'French',
    'xx-?',
  ]);
});

test('a day is named by how far it is from now', () => {
  const at = (text: string) => new Date(text).getTime();
  const now = at('2026-03-12T09:00');
  expect(
    ['2026-03-12T00:00', '2026-03-11T23:59', '2026-03-01T12:00', '2024-03-01T12:00'].map((text) => day(at(text), now)),
  ).toEqual(['today', 'yesterday', '1 March', '1 March 2024']);
});
