import { expect, test } from 'vitest';
import { priceAgain, soundsOf } from '../../../app/words/storage.ts';

test('what goes, or has gone, is named by its numbers, and what there is none of is not', () => {
  expect(soundsOf(412, 1)).toBe('412 passages of speech and the sound of 1 recording');
  expect(soundsOf(1, 0)).toBe('1 passage of speech');
  expect(soundsOf(0, 2)).toBe('the sound of 2 recordings');
  expect(soundsOf(0, 0)).toBe('');
});

test('what it would cost to have speech again is said where it costs anything', () => {
  expect(priceAgain(0.62, true)).toBe('To hear that speech again costs at most $0.62.');
  expect(priceAgain(2.31, false)).toBe('To hear that speech again costs $2.31.');
  expect(priceAgain(0, true)).toBe('');
});
