import { expect, test } from 'vitest';
import type { Engine } from '../../../app/local/engine.ts';
import { narrate } from '../../../app/local/narrate.ts';

/** Speaks a number as that many samples of its value; `say` can be put off. */
function engine(say: Engine['say']): Engine {
  const none = () => Promise.reject(new Error('not asked for'));
  return { model: 'test', title: 'Test', license: 'MIT', pause: 1, voices: none, find: none, say, close: none };
}

const counting = engine(async (piece) => new Int16Array(parseInt(piece)).fill(parseInt(piece)));
const narration = (text: string) => ({ engine: counting, text, voice: 'any', rate: 2000 });
const signal = new AbortController().signal;

async function heard(sounds: AsyncIterable<Int16Array>): Promise<number[][]> {
  const all: number[][] = [];
  for await (const sound of sounds) all.push([...sound]);
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

test('the first piece sounds while most of the text has not been begun', async () => {
  const begun: string[] = [];
  const slow = engine(async (piece) => {
    begun.push(piece);
    return new Int16Array(1);
  });
  const sounds = narrate({ ...narration('1! 2! 3! 4! 5!'), engine: slow }, signal);
  await sounds.next();
  expect(begun).toEqual(['1!', '2!']);
});

test('the failure of a piece is heard in its turn', async () => {
  const failing = engine(async (piece) => {
    if (piece === '2!') throw new Error('no voice left');
    return new Int16Array(1);
  });
  const sounds = narrate({ ...narration('1! 2! 3!'), engine: failing }, signal);
  expect((await sounds.next()).value).toHaveLength(1);
  await expect(heard(sounds)).rejects.toThrow('no voice left');
});
