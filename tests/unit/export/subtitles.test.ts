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
    { text: 'About twenty one letters.', ends: true },
    { text: 'Eleven of them.', ends: true },
  ]);
  expect(first!.to).toBeCloseTo(1.68, 1);
  expect(second!.from).toBeCloseTo(2.08, 1);
  expect(second!.to).toBeCloseTo(2.88, 1);
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
