import { expect, onTestFinished, test } from 'vitest';
import { TAKE_RATE } from '../../../app/model/pcm.ts';
import type { Speech } from '../../../app/model/speech.ts';
import { keyOf } from '../../../app/synthesis/key.ts';
import { createNarrator } from '../../../app/synthesis/narrator.ts';
import { segmentOf } from '../../tools/narration.ts';
import { openedTakes } from '../store/open.ts';

const never = new AbortController().signal;
const word = (word: string, start: number, from: number) => ({
  word,
  start,
  end: start + word.length,
  from,
  to: from + 1,
});
const sound = (value: number): Speech => ({
  ...{ rate: TAKE_RATE, channels: 1 },
  samples: new Int16Array(TAKE_RATE).fill(value),
});

test('the words of a take are told while it is made, and kept with it, as is its picture', async () => {
  const { takes } = await openedTakes();
  const gate = Promise.withResolvers<void>();
  const narrator = createNarrator({
    takes,
    session: {
      async *speak() {
        yield sound(8_000);
        yield { words: [word('hello', 0, 0)] };
        await gate.promise;
        yield sound(0);
        yield { words: [word('there', 6, 1)] };
      },
    },
  });
  onTestFinished(() => narrator.close());
  const segment = segmentOf(0);
  expect(narrator.words(segment)).toEqual([]);
  const heard = narrator.speak(segment, never)[Symbol.asyncIterator]();
  await heard.next();
  await expect.poll(() => narrator.words(segment)).toEqual([word('hello', 0, 0)]);
  gate.resolve();
  await narrator.make(segment, never);
  const again = createNarrator({ takes, session: { speak: () => expect.unreachable() } });
  expect(again.words(segment)).toEqual([word('hello', 0, 0), word('there', 6, 1)]);
  const bars = takes.bars(keyOf(segment))!;
  expect([bars.length, bars[0]! > 100, bars[15]]).toEqual([20, true, 0]);
  await heard.return?.();
});
