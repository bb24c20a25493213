import { expect, test } from 'vitest';
import type { Cue } from '../../../app/export/subtitles/cues.ts';
import { columns, CUE_LINES, LINE_COLUMNS, lines } from '../../../app/subtitles/lines.ts';
import { phrasesOf, seen } from '../../../app/export/subtitles/phrases.ts';
import { phraseTimer } from '../../../app/export/subtitles/timing.ts';
import { lrc, srt, vtt } from '../../../app/export/subtitles/written.ts';
import { random } from '../pcm/random.ts';

const cue = (from: number, to: number, text: string, words: Cue['words'] = []): Cue => ({
  ...{ from, to, text, words, chapter: 'c', block: 'b', start: 0, end: text.length },
});
const marks = {
  book: { title: 'A Book', author: 'N. N.', narrator: null, series: null, year: null, language: 'en' },
  ...{ part: null, cover: null, chapters: [] },
};

test('lines are about as long as each other, and none is longer than a screen takes', () => {
  const text = 'The bus stopped at the end of the road, and only one girl got off.';
  const broken = lines(text);
  expect(broken.join(' ')).toBe(text);
  expect(broken.map(columns).every((length) => length <= LINE_COLUMNS)).toBe(true);
  expect(Math.abs(broken[0]!.length - broken[1]!.length)).toBeLessThan(12);
  expect(lines('短い文。')).toEqual(['短い文。']);
  expect(lines('x'.repeat(60))).toEqual(['x'.repeat(60)]);
});

test('any text is cut into phrases that fit a screen, and nothing of it is lost', () => {
  const next = random(11);
  for (let round = 0; round < 200; round++) {
    const word = () => 'abcdefghijklmnop'.slice(0, 1 + Math.floor(next() * 12)) + (next() < 0.15 ? ',' : '');
    const sentence = () => `${Array.from({ length: 1 + Math.floor(next() * 40) }, word).join(' ')}. `;
    const parts = Array.from({ length: 1 + Math.floor(next() * 5) }, sentence);
    const sentences = parts.map((_, index) => parts.slice(0, index).join('').length);
    const text = parts.join('');
    const phrases = phrasesOf({ start: 0, end: text.length, sentences }, text);
    expect(phrases.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text);
    for (const { start, end } of phrases) {
      expect(lines(seen(text, start, end)).length).toBeLessThanOrEqual(CUE_LINES);
    }
  }
});

test('phrases are timed by the pauses between them, not by those within', () => {
  // Speech of 1.1 s, a breath, 0.5 s more, then the pause at the end of the sentence, then 0.8 s.
  const [speech, rest] = [(seconds: number) => seconds * 24_000, 0.08];
  const loud = (seconds: number) => Int16Array.from({ length: speech(seconds) }, (_, i) => 8000 * Math.sin(i / 9));
  const sound = [loud(1.1), new Int16Array(speech(rest)), loud(0.5), new Int16Array(speech(0.4)), loud(0.8)];
  const timer = phraseTimer(24_000);
  for (const part of sound) timer.push(part);
  const [first, second] = timer.times([
    { text: 'About twenty one letters.', ends: [25] },
    { text: 'Eleven of them.', ends: [15] },
  ]);
  expect(first!.to).toBeCloseTo(1.68, 1);
  expect(second!.from).toBeCloseTo(2.08, 1);
  expect(second!.to).toBeCloseTo(2.88, 1);
});

test('a pause at a comma is not taken for the end of the sentence before it', () => {
  const loud = (seconds: number) => Int16Array.from({ length: seconds * 24_000 }, (_, i) => 8000 * Math.sin(i / 9));
  const pause = new Int16Array(0.12 * 24_000);
  // The pauses are of one length, and the voice is a little slower at first than it is at the end.
  const timer = phraseTimer(24_000);
  for (const part of [loud(1.3), pause, loud(0.7), pause, loud(1.2)]) timer.push(part);
  const [first, second] = timer.times([
    { text: 'Nobody was to be seen. ', ends: [23] },
    { text: 'In the end, he went home alone by the sea.', ends: [42] },
  ]);
  expect(first!.to).toBeCloseTo(1.3, 1);
  expect(second!.from).toBeCloseTo(1.42, 1);
});

test('a breath before the speech is none of it, and a phrase that ends without a pause ends between those that do', () => {
  const sine = (seconds: number, level: number) =>
    Int16Array.from({ length: seconds * 24_000 }, (_, i) => level * Math.sin(i / 9));
  const timer = phraseTimer(24_000);
  for (const part of [sine(0.05, 900), new Int16Array(2400), sine(4, 9000), new Int16Array(9600), sine(1, 9000)]) {
    timer.push(part);
  }
  const times = timer.times([
    { text: 'It was so long a sentence ', ends: [] },
    { text: 'that it took two of these. ', ends: [27] },
    { text: 'This did not.', ends: [13] },
  ]);
  expect(times[0]!.from).toBeCloseTo(0.15, 2);
  expect(times[0]!.to).toBeCloseTo(2.15, 0);
  expect(times[1]!).toEqual({ from: times[0]!.to, to: expect.closeTo(4.15, 2) as number });
  expect(times[2]!).toEqual({ from: expect.closeTo(4.55, 2) as number, to: expect.closeTo(5.55, 2) as number });
});

test('a silent take has no time for anybody', () => {
  const timer = phraseTimer(24_000);
  timer.push(new Int16Array(24_000));
  const [one, other] = timer.times([
    { text: 'Nothing. ', ends: [9] },
    { text: 'Or less.', ends: [8] },
  ]);
  expect([one, other]).toEqual([
    { from: 0, to: 0 },
    { from: 0, to: 0 },
  ]);
});

test('subtitles look as their players want them', () => {
  const cues = [
    cue(0.5, 2, 'One & <two>', [
      { text: 'One', from: 0.5 },
      { text: '& <two>', from: 1.25 },
    ]),
    cue(3661.2, 3662, 'Later'),
  ];
  expect(srt(cues)).toBe(
    '1\n00:00:00,500 --> 00:00:02,000\nOne & <two>\n\n2\n01:01:01,200 --> 01:01:02,000\nLater\n\n',
  );
  expect(vtt(cues)).toBe(
    'WEBVTT\n\n00:00:00.500 --> 00:00:02.000\nOne <00:00:01.250>&amp; &lt;two&gt;\n\n01:01:01.200 --> 01:01:02.000\nLater\n\n',
  );
  expect(lrc(cues, marks, 3700)).toBe(
    '[ti:A Book]\n[al:A Book]\n[ar:N. N.]\n[la:en]\n[length:61:40.00]\n[00:00.50]One & <two>\n[61:01.20]Later\n',
  );
});
