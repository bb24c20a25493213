import { expect, test } from 'vitest';
import { transcriptFile } from '../../../app/dictation/subtitles.ts';
import type { Transcript } from '../../../app/model/transcript.ts';

const word = (text: string, start: number, end: number, speaker: string | null = null) => ({
  text,
  start,
  end,
  speaker,
});
const transcript: Transcript = {
  text: 'Who is there? It is <me> & you.',
  language: 'en',
  duration: 5,
  segments: [{ start: 0, end: 5, text: 'Who is there? It is <me> & you.' }],
  words: [
    word('Who', 0.1, 0.3, 'A'),
    word('is', 0.3, 0.4, 'A'),
    word('there?', 0.4, 0.9, 'A'),
    word('It', 2, 2.2, 'B'),
    word('is', 2.2, 2.4, 'B'),
    word('<me>', 2.4, 2.6, 'B'),
    word('&', 2.6, 2.7, 'B'),
    word('you.', 3661.0004, 3661.5, 'B'),
  ],
  speakers: [
    { speaker: 'A', start: 0, end: 1, text: 'Who is there?' },
    { speaker: 'B', start: 2, end: 3662, text: 'It is <me> & you.' },
  ],
};
const named = { transcript, names: { A: 'Ann' } };

test('subtitles part at pauses and speakers, with names where a person gave them', () => {
  expect(transcriptFile(named, 'srt')).toBe(
    `1\n00:00:00,100 --> 00:00:00,900\nAnn: Who is there?\n\n` +
      `2\n00:00:02,000 --> 00:00:02,700\nB: It is <me> &\n\n` +
      `3\n01:01:01,000 --> 01:01:01,500\nB: you.\n\n`,
  );
  expect(transcriptFile(named, 'vtt')).toBe(
    `WEBVTT\n\n00:00:00.100 --> 00:00:00.900\n<v Ann>Who is there?\n\n` +
      `00:00:02.000 --> 00:00:02.700\n<v B>It is &lt;me&gt; &amp;\n\n` +
      `01:01:01.000 --> 01:01:01.500\n<v B>you.\n\n`,
  );
});

test('plain text has a paragraph for each speaker, and JSON is all there is', () => {
  expect(transcriptFile(named, 'txt')).toBe('Ann: Who is there?\n\nB: It is <me> & you.\n');
  expect(JSON.parse(transcriptFile(named, 'json'))).toEqual({ ...transcript, names: { A: 'Ann' } });
});

test('no cue is longer than two lines or seven seconds, and none of its words is lost', () => {
  const words = Array.from({ length: 200 }, (_, at) => word(`word${at}`, at * 0.4, at * 0.4 + 0.4));
  const srt = transcriptFile({ transcript: { ...transcript, words, speakers: [] }, names: {} }, 'srt');
  const cues = srt
    .trim()
    .split('\n\n')
    .map((cue) => cue.split('\n').slice(2));
  expect(cues.flat().join(' ').split(' ')).toEqual(words.map(({ text }) => text));
  expect(Math.max(...cues.map((lines) => lines.length))).toBe(2);
  expect(Math.max(...cues.flat().map((line) => line.length))).toBeLessThanOrEqual(50);
});

test('where words have no times, the segments are the cues', () => {
  const spoken = { ...transcript, words: [], speakers: [] };
  expect(transcriptFile({ transcript: spoken, names: {} }, 'srt')).toMatch(/^1\n00:00:00,000 --> 00:00:05,000\nWho is/);
});

test('speakers who were given the same name are one', () => {
  const turns = [
    { speaker: '1/SPEAKER_00', start: 0, end: 1, text: 'One two' },
    { speaker: '2/SPEAKER_01', start: 1, end: 2, text: 'three.' },
  ];
  const words = turns.map(({ text, ...turn }) => ({ ...turn, text }));
  const transcript = { text: 'One two three.', language: null, duration: 2, segments: [], words, speakers: turns };
  const names = { '1/SPEAKER_00': 'Ann', '2/SPEAKER_01': 'Ann' };
  expect(transcriptFile({ transcript, names }, 'txt')).toBe('Ann: One two\n\nthree.\n');
  expect(transcriptFile({ transcript, names }, 'srt')).toMatch(/\nAnn: One two three\.\n/);
});
