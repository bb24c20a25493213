import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { exportBook } from '../../app/export/export.ts';
import { createFlite } from '../../app/local/voices/flite.ts';
import { TAKE_RATE } from '../../app/model/pcm.ts';
import { createExports } from '../../app/store/exports.ts';
import { createNarrator } from '../../app/synthesis/narrator.ts';
import { convertForRecognition, recogniseSpeech, wordErrorRate } from '../tools/recognise.ts';
import { script, segmentsOf } from '../unit/export/desk.ts';
import { openedTakes } from '../unit/store/open.ts';

const segments = segmentsOf(
  'The old man walked slowly down to the harbor.',
  'He sat there and watched the boats come home.',
  'It was a good day, and there would be many more of them.',
);
const text = segments.map(({ spoken }) => spoken).join(' ');

test('words are compared as words: case and punctuation do not count, order and number do', () => {
  expect(wordErrorRate('Don’t go, Anna!', "don't go anna")).toBe(0);
  expect(wordErrorRate('one two three four', 'one too three')).toBe(0.5);
  expect(wordErrorRate('room 101', 'room one oh one')).toBe(1.5);
  expect(wordErrorRate('here it is', '')).toBe(1);
});

test('who knows nothing of the text hears it in the exported file, and not another', async () => {
  const { folder, database, takes } = await openedTakes();
  const flite = createFlite({ worker: new URL('../../app/local/flite.worker.ts', import.meta.url) });
  onTestFinished(() => flite.close());
  const narrator = createNarrator({
    takes,
    session: {
      async *speak(spoken, _voice, signal) {
        const manner = { voice: 'slt', rate: TAKE_RATE, speed: 1, words: false };
        const { samples } = await flite.say(spoken, manner, signal);
        yield { rate: TAKE_RATE, channels: 1, samples };
      },
    },
  });
  const clock = () => Date.now();
  const exports = createExports(database, clock);
  const { signal } = new AbortController();
  const out = join(folder, 'book.mp3');
  await exportBook({
    ...{ script, segments, price: () => null, sound: { format: 'mp3' }, out, replace: false },
    ...{ narrator, takes, exports, encoder: null, clock, signal },
  });
  await convertForRecognition(out, join(folder, 'heard.wav'));
  const heard = await recogniseSpeech(join(folder, 'heard.wav'));
  // Flite's voices are misheard in 8 to 14 of 100 words; another text would be wrong in nearly all.
  expect(wordErrorRate(text, heard)).toBeLessThan(0.25);
  const others = segments.toReversed().map(({ spoken }) => spoken);
  expect(wordErrorRate(others.join(' '), heard)).toBeGreaterThan(0.5);
}, 120_000);
