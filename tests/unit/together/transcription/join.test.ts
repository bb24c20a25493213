import { expect, test } from 'vitest';
import type { Transcript } from '../../../../app/model/transcript.ts';
import { joined } from '../../../../app/together/transcription/join.ts';

const part = (text: string, end: number, language: string | null = 'en'): Transcript => ({
  text,
  language,
  duration: 10,
  segments: [{ start: 1, end, text }],
  words: [{ start: 1, end, text, speaker: 'SPEAKER_00' }],
  speakers: [{ start: 1, end, text, speaker: 'SPEAKER_00' }],
});

test('parts are joined with times of the whole recording, and speakers keep the number of their part', () => {
  const parts = [
    { transcript: part('One.', 2, null), from: 0, seconds: 10 },
    { transcript: { ...part('', 3), segments: [], words: [], speakers: [] }, from: 10, seconds: 5 },
    { transcript: part('Two.', 9), from: 15, seconds: 4 },
  ];
  expect(joined(parts)).toEqual({
    text: 'One. Two.',
    language: 'en',
    duration: 19,
    segments: [
      { start: 1, end: 2, text: 'One.' },
      { start: 16, end: 19, text: 'Two.' },
    ],
    words: [
      { start: 1, end: 2, text: 'One.', speaker: '1/SPEAKER_00' },
      { start: 16, end: 19, text: 'Two.', speaker: '3/SPEAKER_00' },
    ],
    speakers: [
      { start: 1, end: 2, text: 'One.', speaker: '1/SPEAKER_00' },
      { start: 16, end: 19, text: 'Two.', speaker: '3/SPEAKER_00' },
    ],
  });
});

test('words without speakers stay without', () => {
  const transcript = { ...part('One.', 2), words: [{ start: 1, end: 2, text: 'One.', speaker: null }] };
  expect(joined([{ transcript, from: 0, seconds: 10 }]).words).toEqual([
    { start: 1, end: 2, text: 'One.', speaker: null },
  ]);
});
