import { expect, test } from 'vitest';
import { concat } from '../../../app/pcm/frames.ts';
import { levelMeter } from '../../../app/pcm/quiet.ts';
import { evenStarts, LEVEL, sentenceStarts, wordStarts } from '../../../app/player/sentences.ts';
import { segmentOf } from '../../tools/narration.ts';
import { noise } from '../../tools/noise.ts';

const RATE = 24_000;
/** Two sentences of as many characters. */
const segment = segmentOf(0);
const speech = (seconds: number) => noise(7, Math.round(seconds * RATE));
const silence = (seconds: number) => new Int16Array(Math.round(seconds * RATE));

function startsIn(...parts: Int16Array[]): number[] {
  const sound = concat(parts);
  const meter = levelMeter(LEVEL * RATE);
  meter.push(sound);
  return sentenceStarts(segment, sound.length / RATE, meter.levels()).map((start) => Math.round(start * 100) / 100);
}

test('without sound, sentences last by their characters', () => {
  expect(evenStarts(segment, 4)).toEqual([0, 2]);
  expect(evenStarts({ ...segment, sentences: [] }, 4)).toEqual([0]);
});

test('a sentence begins a breath before the sound that follows the longest pause near by', () => {
  expect(startsIn(speech(2.3), silence(0.3), speech(1.4))).toEqual([0, 2.48]);
  expect(startsIn(speech(1.9), silence(0.1), speech(0.3), silence(0.4), speech(1.3))).toEqual([0, 2.58]);
});

test('without a pause near by the characters have it', () => {
  expect(startsIn(speech(4))).toEqual([0, 2]);
  expect(startsIn(speech(0.4), silence(0.4), speech(3.2))).toEqual([0, 2]);
  expect(startsIn(speech(1.98), silence(0.04), speech(1.98))).toEqual([0, 2]);
});

test('silence around the speech is no pause between sentences', () => {
  expect(startsIn(silence(1.9), speech(2))).toEqual([0, 1.95]);
});

test('where words are timed a sentence begins just before its first one, and never before those in front of it', () => {
  const { start, end, sentences } = segment;
  const second = sentences[1]!;
  const word = (at: number, from: number) => ({ start: at, end: at + 1, from, to: from + 0.3 });
  expect(wordStarts(segment, [], [0, 2])).toEqual([0, 2]);
  expect(wordStarts(segment, [word(start, 0.1), word(second, 2.5)], [0, 2])).toEqual([0, expect.closeTo(2.38)]);
  expect(wordStarts(segment, [word(second - 2, 2.1), word(second, 2.5)], [0, 2])).toEqual([0, expect.closeTo(2.45)]);
  expect(wordStarts(segment, [word(start, 0.1), word(second - 2, 2.4)], [0, 2])).toEqual([0, expect.closeTo(2.7)]);
  expect(end).toBeGreaterThan(second);
});
