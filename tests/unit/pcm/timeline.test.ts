import { expect, test } from 'vitest';
import { Timeline } from '../../../app/pcm/timeline.ts';
import { random } from './random.ts';

const timeline = (...lengths: number[]) =>
  new Timeline(lengths.map((seconds, index) => ({ id: `b/${index}`, seconds, measured: false })));

test('finds the segment and the seconds into it', () => {
  const line = timeline(2, 3, 0.5);
  expect([0, 1.5, 2, 4.75, 5.25].map((seconds) => line.at(seconds))).toEqual([
    { index: 0, offset: 0 },
    { index: 0, offset: 1.5 },
    { index: 1, offset: 0 },
    { index: 1, offset: 2.75 },
    { index: 2, offset: 0.25 },
  ]);
  expect([0, 1, 2, 3].map((index) => line.startOf(index))).toEqual([0, 2, 5, 5.5]);
  expect([line.length, line.count, line.indexOf('b/2'), line.indexOf('x')]).toEqual([5.5, 3, 2, -1]);
});

test('goes to the nearest place before the start and past the end', () => {
  const line = timeline(2, 3);
  expect(line.at(-1)).toEqual({ index: 0, offset: 0 });
  expect(line.at(5)).toEqual({ index: 1, offset: 3 });
  expect(line.at(Infinity)).toEqual({ index: 1, offset: 3 });
});

test('has no segment where it is empty', () => {
  const line = timeline();
  expect([line.length, line.at(0), line.at(9)]).toEqual([0, { index: -1, offset: 0 }, { index: -1, offset: 0 }]);
  expect(() => line.replace(0, 1, true)).toThrow(RangeError);
});

test('moves what follows when a length is replaced', () => {
  const line = timeline(2, 3, 4);
  line.replace(1, 1.25, true);
  expect(line.entry(1)).toEqual({ id: 'b/1', seconds: 1.25, measured: true });
  expect([line.startOf(1), line.startOf(2), line.length]).toEqual([2, 3.25, 7.25]);
});

test('agrees with plain sums through thousands of replacements, and finds each start in its own segment', () => {
  const next = random(7);
  const lengths = Array.from({ length: 5000 }, () => next() * 30);
  const line = timeline(...lengths);
  for (let i = 0; i < 20_000; i++) {
    const index = Math.floor(next() * lengths.length);
    lengths[index] = next() * 30;
    line.replace(index, lengths[index]!, true);
  }
  let start = 0;
  lengths.forEach((seconds, index) => {
    expect(Math.abs(line.startOf(index) - start)).toBeLessThan(1e-5);
    expect(line.at(line.startOf(index))).toEqual({ index, offset: 0 });
    start += seconds;
  });
});
