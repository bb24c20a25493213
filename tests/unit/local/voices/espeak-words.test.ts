import { expect, test } from 'vitest';
import { type EspeakEvent, marked, timedWords } from '../../../../app/local/voices/espeak-words.ts';

/** Reports as `type position at`, with a name for phonemes; times in tenths of a second. */
const reports = (...lines: string[]): EspeakEvent[] =>
  lines.map((line) => {
    const [type, position, at, id] = line.split(' ');
    return { type: type!, text_position: Number(position), audio_position: Number(at) * 100, id: id ?? '' };
  });
const times = (text: string, events: EspeakEvent[]) =>
  timedWords(marked(text), events, 9).map(({ text, start, end }) => [text, rounded(start), rounded(end)]);
const rounded = (seconds: number) => Math.round(seconds * 1000) / 1000;

test('neither markup nor phonemes get through, and words are counted in code points', () => {
  expect(marked('😀 a<b  [[x]]\u0000c')).toEqual({
    text: '😀 a&lt;b [ [x]] c',
    words: [
      { text: '😀', position: 1 },
      { text: 'a<b', position: 3 },
      { text: '[[x]]', position: 10 },
      { text: 'c', position: 17 },
    ],
  });
});

test('a word lasts from its first report to its last sound; reports inside it and twice are one', () => {
  const events = reports(
    'word 1 0',
    'phoneme 1 0 w',
    'word 1 1',
    'phoneme 1 1 n',
    'phoneme 1 2',
    'word 13 4',
    'phoneme 13 4 t',
    'end 18 5',
  );
  expect(times('Well-known, things', events)).toEqual([
    ['Well-known,', 0, 0.2],
    ['things', 0.4, 0.5],
  ]);
});

test('words that are reported as one share its time by their letters', () => {
  expect(times('was a — day', reports('word 1 0', 'phoneme 1 0 w', 'word 9 4', 'phoneme 9 4 d', 'end 9 6'))).toEqual([
    ['was', 0, 0.3],
    ['a', 0.3, 0.4],
    ['day', 0.4, 0.6],
  ]);
});

test('without a report there is no word', () => {
  expect(times('a b', [])).toEqual([]);
});
