import { expect, test } from 'vitest';
import { sentenceAt, spotOf } from '../../../app/player/spot.ts';

const segment = {
  id: 'b/1',
  chapter: 'c',
  block: 'b',
  start: 100,
  end: 200,
  spoken: '',
  voice: { model: 'm', voice: 'v', language: 'en' },
  take: 0,
  sentences: [100, 120, 180],
  pauseAfter: 0,
};
const there = { chapter: 'c', block: 'b', segment: 'b/1' };

test('the sentence that sounds is the last that has begun', () => {
  const starts = [0, 2, 8];
  expect([-1, 0, 1.9, 2, 7.9, 8, 99].map((offset) => sentenceAt(starts, offset))).toEqual([0, 0, 0, 1, 1, 2, 2]);
});

test('a sentence reaches to the next one or to the end of its segment', () => {
  expect(spotOf(segment, 1)).toEqual({ ...there, start: 120, end: 180 });
  expect(spotOf(segment, 2)).toEqual({ ...there, start: 180, end: 200 });
  expect(spotOf({ ...segment, sentences: [] }, 0)).toEqual({ ...there, start: 100, end: 200 });
});

test('where words are timed the one that sounds is told, and none between two', () => {
  const words = [
    { start: 100, end: 104, from: 0.1, to: 0.4 },
    { start: 105, end: 110, from: 0.5, to: 0.9 },
  ];
  const wordAt = (offset: number) => spotOf(segment, 0, offset, words).word;
  expect([0, 0.1, 0.45, 0.6].map(wordAt)).toEqual([
    undefined,
    { start: 100, end: 104 },
    undefined,
    { start: 105, end: 110 },
  ]);
});
