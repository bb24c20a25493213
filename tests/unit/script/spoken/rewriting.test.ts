import { expect, test } from 'vitest';
import { Rewriting } from '../../../../app/script/spoken/rewriting.ts';
import { random } from '../../pcm/random.ts';

test('what was put in is shown where it was written, however often it was put in anew', () => {
  const text = Rewriting.of('In 1871 Dr. Ames left.')
    .replace(/1871/g, () => 'eighteen seventy-one')
    .replace(/Dr\./g, () => 'Doctor')
    .replace(/seventy/g, () => 'SEVENTY');
  const at = (word: string) => {
    const start = text.text.indexOf(word);
    return text.written(start, start + word.length);
  };
  expect(text.text).toBe('In eighteen SEVENTY-one Doctor Ames left.');
  expect([at('In'), at('eighteen'), at('SEVENTY-one'), at('Doctor'), at('left')]).toEqual([
    { start: 0, end: 2 },
    { start: 3, end: 7 },
    { start: 3, end: 7 },
    { start: 8, end: 11 },
    { start: 17, end: 21 },
  ]);
  expect([text.written(3, 3), text.written(99, 99)]).toEqual([
    { start: 3, end: 3 },
    { start: 22, end: 22 },
  ]);
});

test('whatever is replaced, each place leads back into the text and never backwards', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const next = random(seed);
    const letters = (count: number) => Array.from({ length: count }, () => 'abc '[Math.floor(next() * 4)]).join('');
    const written = letters(40);
    let text = Rewriting.of(written);
    for (let i = 0; i < 4; i++) {
      const pattern = new RegExp(RegExp.escape(letters(1 + Math.floor(next() * 2))), 'g');
      text = text.replace(pattern, () => letters(Math.floor(next() * 4)));
    }
    let last = 0;
    for (let i = 0; i < text.text.length; i++) {
      const { start, end } = text.written(i, i + 1);
      expect(start).toBeGreaterThanOrEqual(last);
      expect(end).toBeGreaterThan(start);
      expect(end).toBeLessThanOrEqual(written.length);
      last = start;
    }
  }
});
