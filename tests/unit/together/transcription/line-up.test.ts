import { expect, test } from 'vitest';
import type { Transcript } from '../../../../app/model/transcript.ts';
import { identified, samplesOf } from '../../../../app/together/transcription/line-up.ts';

type Turn = [speaker: string, start: number, end: number];

const told = (...turns: Turn[]): Transcript => ({
  ...{ text: '', language: null, duration: null, segments: [] },
  words: turns.map(([speaker, start, end]) => ({ speaker, start, end, text: 'a' })),
  speakers: turns.map(([speaker, start, end]) => ({ speaker, start, end, text: 'a' })),
});

/** An interview in two parts, in the second of which the guest begins; a heckler says a word. */
const interview = told(
  ['1/SPEAKER_00', 0, 5],
  ['1/SPEAKER_01', 5, 30],
  ['1/SPEAKER_00', 30, 38],
  ['2/SPEAKER_00', 40, 50],
  ['2/SPEAKER_02', 50, 51],
  ['2/SPEAKER_01', 51, 54],
);
const samples = samplesOf(interview);
const names = (transcript: Transcript) => [
  ...new Set([...transcript.speakers, ...transcript.words].map(({ speaker }) => speaker)),
];

test('the longest turn of each speaker is their sample, and no longer than it has to be', () => {
  expect(samples).toEqual([
    { speaker: '1/SPEAKER_00', start: 30, end: 38 },
    { speaker: '1/SPEAKER_01', start: 5, end: 17 },
    { speaker: '2/SPEAKER_00', start: 40, end: 50 },
    { speaker: '2/SPEAKER_01', start: 51, end: 54 },
  ]);
});

test('nobody is lined up where all spoke in one part, or nobody long enough in another', () => {
  expect(samplesOf(told(['1/SPEAKER_00', 0, 5], ['1/SPEAKER_01', 5, 9]))).toEqual([]);
  expect(samplesOf(told(['1/SPEAKER_00', 0, 5], ['2/SPEAKER_00', 8, 9]))).toEqual([]);
});

test('speakers who sound the same in the line-up have the name that they had first', () => {
  // Samples of 8, 12, 10 and 3 seconds with a second behind each; turns run over by a little.
  const lineUp = told(['A', 0, 8.4], ['B', 8.9, 21], ['B', 22, 32.3], ['A', 33.1, 36]);
  expect(names(identified(interview, samples, lineUp))).toEqual(['1/SPEAKER_00', '1/SPEAKER_01', '2/SPEAKER_02']);
});

test('who is not clear in the line-up, or not heard at all, keeps their own name', () => {
  const lineUp = told(['A', 0, 8], ['B', 9, 21], ['A', 22, 27], ['B', 27, 32]);
  expect(names(identified(interview, samples, lineUp))).toEqual(names(interview));
});

test('two who were told apart in one part are not made one', () => {
  const lineUp = told(['A', 0, 8], ['A', 9, 21], ['A', 22, 32], ['B', 33, 36]);
  expect(names(identified(interview, samples, lineUp))).toEqual(names(interview));
});
