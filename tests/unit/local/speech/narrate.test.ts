import { expect, test } from 'vitest';
import type { Engine, Spoken } from '../../../../app/local/voices/engine.ts';
import { narrate } from '../../../../app/local/speech/narrate.ts';

/** Speaks a number as that many samples of its value; `say` can be put off. */
function engine(say: Engine['say']): Engine {
  const none = () => Promise.reject(new Error('not asked for'));
  return { model: 'test', title: 'Test', license: 'MIT', pause: 1, voices: none, find: none, say, close: none };
}

const counting = engine(async (piece) => {
  const count = parseInt(piece);
  const words = count > 0 ? [{ text: piece, start: 0, end: count / 2000 }] : [];
  return { samples: new Int16Array(count).fill(count), words };
});
const narration = (text: string) => ({ engine: counting, text, voice: 'any', rate: 2000, speed: 1, words: true });
const signal = new AbortController().signal;

async function heard(sounds: AsyncIterable<Spoken>): Promise<number[][]> {
  const all: number[][] = [];
  for await (const { samples } of sounds) all.push([...samples]);
  return all;
}

test('pieces sound in their order with the pause between them, but not around', async () => {
  expect(await heard(narrate(narration('1! 2! 3!'), signal))).toEqual([[1], [0, 0], [2, 2], [0, 0], [3, 3, 3]]);
});

test('a piece without sound brings no pause', async () => {
  expect(await heard(narrate(narration('0! 1! 0! 0! 2!'), signal))).toEqual([[1], [0, 0], [2, 2]]);
});

test('a text without sound is a short silence', async () => {
  expect(await heard(narrate(narration('0!'), signal))).toEqual([Array(400).fill(0)]);
});

test('the times of words go on from piece to piece, over the pauses', async () => {
  const words = [];
  for await (const spoken of narrate(narration('1! 2! 3!'), signal)) words.push(...spoken.words);
  expect(words.map(({ text, start, end }) => [text, start * 2000, end * 2000])).toEqual([
    ['1!', 0, 1],
    ['2!', 3, 5],
    ['3!', 7, 10],
  ]);
});

test('the first piece sounds while most of the text has not been begun', async () => {
  const begun: string[] = [];
  const slow = engine(async (piece) => {
    begun.push(piece);
    return { samples: new Int16Array(1), words: [] };
  });
  const sounds = narrate({ ...narration('1! 2! 3! 4! 5!'), engine: slow }, signal);
  await sounds.next();
  expect(begun).toEqual(['1!', '2!']);
});

test('the failure of a piece is heard in its turn', async () => {
  const failing = engine(async (piece) => {
    if (piece === '2!') throw new Error('no voice left');
    return { samples: new Int16Array(1), words: [] };
  });
  const sounds = narrate({ ...narration('1! 2! 3!'), engine: failing }, signal);
  expect((await sounds.next()).value?.samples).toHaveLength(1);
  await expect(heard(sounds)).rejects.toThrow('no voice left');
});
