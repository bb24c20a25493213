import { expect, test } from 'vitest';
import { BARS, thinned, waveMeter } from '../../../app/pcm/wave.ts';

test('a picture has so many bars a second, high where it is loud, however the sound comes in', () => {
  const rate = 1_000;
  const loud = Int16Array.from({ length: 500 }, (_, i) => (i % 2 ? 8_000 : -8_000));
  const meter = waveMeter(rate);
  for (let at = 0; at < 500; at += 70) meter.push(loud.subarray(at, at + 70));
  meter.push(new Int16Array(500));
  const bars = [...meter.bars()];
  expect(bars).toHaveLength(BARS);
  expect(bars.slice(0, 5).every((bar) => bar > 150)).toBe(true);
  expect(bars.slice(5)).toEqual([0, 0, 0, 0, 0]);
});

test('fewer bars show the loudest of those that they stand for, more repeat them', () => {
  const bars = Uint8Array.from([1, 9, 2, 3, 7, 4]);
  expect(thinned(bars, 3)).toEqual([9, 3, 7]);
  expect(thinned(bars.slice(0, 2), 4)).toEqual([1, 1, 9, 9]);
  expect(thinned(new Uint8Array(), 2)).toEqual([0, 0]);
});
