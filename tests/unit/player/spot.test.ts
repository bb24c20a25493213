import { expect, test } from 'vitest';
import { spotAt } from '../../../app/player/spot.ts';

const segment = {
  id: 'b/1',
  chapter: 'c',
  block: 'b',
  start: 100,
  end: 200,
  spoken: '',
  sentences: [100, 120, 180],
  pauseAfter: 0,
};

test('the sentence that sounds is found by its share of the characters', () => {
  const rangeAt = (share: number) => {
    const { start, end } = spotAt(segment, share);
    return [start, end];
  };
  expect([-1, 0, 0.19, 0.2, 0.79, 0.8, 1, 7].map(rangeAt)).toEqual([
    [100, 120],
    [100, 120],
    [100, 120],
    [120, 180],
    [120, 180],
    [180, 200],
    [180, 200],
    [180, 200],
  ]);
});

test('a segment without sentences sounds as a whole', () => {
  const spot = { chapter: 'c', block: 'b', segment: 'b/1', start: 100, end: 200 };
  expect(spotAt({ ...segment, sentences: [] }, 0.5)).toEqual(spot);
});
