import { expect, test } from 'vitest';
import { fadeIn, fadeOut, silence } from '../../../app/pcm/silence.ts';

test('is as long as asked, to a frame', () => {
  expect([silence(250, 24_000).length, silence(0, 24_000).length, silence(1, 44_100).length]).toEqual([6000, 0, 44]);
  expect(silence(10, 8000).every((sample) => sample === 0)).toBe(true);
});

test('fades rise from nothing, fall to nothing, and leave the rest and the original alone', () => {
  const loud = new Int16Array(100).fill(10_000);
  const risen = fadeIn(loud, 5, 8000);
  const fallen = fadeOut(loud, 5, 8000);
  expect(risen[0]).toBe(0);
  expect([...risen.subarray(0, 40)]).toEqual([...risen.subarray(0, 40)].sort((a, b) => a - b));
  expect(risen[20]).toBe(5000);
  expect(risen.subarray(40).every((sample) => sample === 10_000)).toBe(true);
  expect([...fallen].reverse()).toEqual([...risen]);
  expect(loud.every((sample) => sample === 10_000)).toBe(true);
});

test('a fade longer than the sound spans all of it', () => {
  expect([...fadeOut(new Int16Array(4).fill(1000), 1000, 8000)]).toEqual([854, 500, 146, 0]);
});
