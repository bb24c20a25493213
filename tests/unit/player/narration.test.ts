import { expect, test } from 'vitest';
import { Narration, type Place } from '../../../app/player/narration.ts';
import { segmentOf } from '../../tools/narration.ts';

/** Segments of two sentences, estimated at 2 s of speech, with a pause of a second; two to a chapter. */
function narration({ made = [] as number[] } = {}) {
  const segments = Array.from({ length: 6 }, (_, number) => ({
    ...segmentOf(number, 33, 1_000),
    sentences: [0, 16.5],
    chapter: `c${number >> 1}`,
  }));
  const find = (segment: { id: string }) =>
    made.some((number) => segments[number]!.id === segment.id)
      ? { key: '', path: '', rate: 24_000, frames: 96_000 }
      : null;
  return new Narration({ project: 'p', segments, find });
}

const steps = (from: Place, by: 1 | -1, unit: 'sentence' | 'chapter', count: number) => {
  const places: string[] = [];
  const whole = narration();
  for (let place: Place | null = from; count > 0; count--) {
    place = whole.step(place!, by, unit);
    places.push(place ? `${place.index}+${place.offset}` : 'end');
    if (!place) break;
  }
  return places;
};

test('steps lead from sentence to sentence, within segments and across them', () => {
  expect(steps({ index: 0, offset: 0 }, 1, 'sentence', 4)).toEqual(['0+1', '1+0', '1+1', '2+0']);
  expect(steps({ index: 5, offset: 0.3 }, 1, 'sentence', 4)).toEqual(['5+1', 'end']);
  expect(steps({ index: 1, offset: 0.5 }, -1, 'sentence', 4)).toEqual(['0+1', '0+0', '0+0', '0+0']);
});

test('a step back begins the sentence again, once more than a second of it was heard', () => {
  const whole = narration({ made: [0] });
  expect(whole.step({ index: 0, offset: 3.5 }, -1, 'sentence')).toEqual({ index: 0, offset: 2, sentence: 1 });
  expect(whole.step({ index: 0, offset: 2.5 }, -1, 'sentence')).toEqual({ index: 0, offset: 0 });
});

test('steps lead from chapter to chapter', () => {
  expect(steps({ index: 0, offset: 1 }, 1, 'chapter', 4)).toEqual(['2+0', '4+0', 'end']);
  expect(steps({ index: 3, offset: 0.5 }, -1, 'chapter', 2)).toEqual(['2+0', '0+0']);
  expect(steps({ index: 2, offset: 1 }, -1, 'chapter', 1)).toEqual(['0+0']);
});

test('a second leads to the very place where that is made, else to the start of its segment', () => {
  const whole = narration({ made: [1] });
  expect(whole.at(1)).toEqual({ index: 0, offset: 0 });
  expect(whole.at(5.5)).toEqual({ index: 1, offset: 2.5 });
  whole.arrived(0, 1.2);
  expect(whole.at(1)).toEqual({ index: 0, offset: 1 });
  expect(whole.at(1.5)).toEqual({ index: 0, offset: 0 });
});

test('a segment that proves longer than was thought grows with its sound', () => {
  const whole = narration();
  const { length } = whole.progress({ index: 0, offset: 0 });
  whole.arrived(0, 5);
  expect(whole.progress({ index: 0, offset: 4.5 })).toMatchObject({ position: 4.5, length: length + 3 });
  whole.measure(0, 6);
  expect(whole.progress({ index: 1, offset: 0 }).position).toBe(7);
});

test('where a sentence begins is a guess until the sound of its segment was read', () => {
  const whole = narration({ made: [0] });
  const place = whole.sentence(0, 1);
  expect([whole.guesses(place), whole.guesses(whole.sentence(0, 0)), whole.guesses(whole.sentence(1, 1))]).toEqual([
    true,
    false,
    false,
  ]);
  whole.measure(0, 4, new Float32Array(400).fill(1).fill(0, 230, 260));
  expect([whole.guesses(place), whole.sentence(0, 1).offset]).toEqual([false, 2.48]);
});
