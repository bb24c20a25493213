import { expect, test } from 'vitest';
import { alignedWords, type Phone } from '../../../../app/local/voices/alignment.ts';

/** Sounds of a tenth of a second each. */
const spoken = (names: string): Phone[] =>
  names.split(' ').map((name, at) => ({ name, start: at / 10, end: (at + 1) / 10 }));
const words = (...sounds: string[]) => sounds.map((names) => names.split(' ').filter(Boolean));
const tenths = (...args: Parameters<typeof alignedWords>) =>
  alignedWords(...args).map(({ start, end }) => [Math.round(start * 10), Math.round(end * 10)]);

test('words last from their first sound to their last', () => {
  expect(tenths(spoken('dh ax k ae t'), words('dh ax', 'k ae t'))).toEqual([
    [0, 2],
    [2, 5],
  ]);
});

test('a word that sounds otherwise among others keeps its place', () => {
  expect(tenths(spoken('d aa k t er s m ih th'), words('d r ay v', 's m ih th'))).toEqual([
    [0, 5],
    [5, 9],
  ]);
  expect(tenths(spoken('ax b'), words('ey', 'b'))).toEqual([
    [0, 1],
    [1, 2],
  ]);
});

test('a word without a sound takes no time, and the others stay where they are', () => {
  expect(tenths(spoken('k ae t'), words('k ae t', '', 'd ao g'))).toEqual([
    [0, 3],
    [3, 3],
    [3, 3],
  ]);
  expect(tenths([], words('a'))).toEqual([[0, 0]]);
});

test('times never go back', () => {
  const names = Array.from({ length: 60 }, (_, i) => 'abcd'[(i * i) % 4]!);
  const by = Array.from({ length: 12 }, (_, i) => `${'abcd'[i % 4]} ${'dcba'[(i * 3) % 4]} x`);
  const times = alignedWords(spoken(names.join(' ')), words(...by)).flatMap(({ start, end }) => [start, end]);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});
