import { expect, test } from 'vitest';
import type { Pcm } from '../../../app/model/pcm.ts';
import { concat } from '../../../app/pcm/frames.ts';
import { trimmed } from '../../../app/pcm/trim.ts';
import { noise } from '../../tools/noise.ts';

const RATE = 24_000;
const LEFT = 1_200;

async function* pieces(sound: Int16Array, size: number): AsyncGenerator<Pcm> {
  for (let at = 0; at < sound.length; at += size) {
    yield { rate: RATE, channels: 1, samples: sound.subarray(at, at + size) };
  }
}

async function trim(sound: Int16Array, size: number): Promise<Int16Array> {
  const parts: Int16Array[] = [];
  for await (const { samples } of trimmed(pieces(sound, size))) parts.push(samples);
  return concat(parts);
}

const silent = (frames: number, level = 0) => new Int16Array(frames).fill(level);
const word = noise(1, 5_000).map((sample) => Math.sign(sample) * Math.max(100, Math.abs(sample)));

test.each([1, 700, 5_000, 100_000])('silence beyond 50 ms goes at both ends, in pieces of %i frames', async (size) => {
  const sound = concat([silent(9_000), word, silent(8_000), word, silent(7_000)]);
  const expected = concat([silent(LEFT), word, silent(8_000), word, silent(LEFT)]);
  expect(await trim(sound, size)).toEqual(expected);
});

test('less silence than that stays as it is, and so does a soft beginning', async () => {
  const short = concat([silent(500), word, silent(400)]);
  expect(await trim(short, 333)).toEqual(short);
  const soft = concat([silent(9_000), silent(3_000, 17), word]);
  expect(await trim(soft, 333)).toEqual(concat([silent(LEFT), silent(3_000, 17), word]));
});

test('the last bits of an encoder count as silence', async () => {
  expect(await trim(concat([silent(4_000, -16), word, silent(4_000, 16)]), 333)).toHaveLength(word.length + 2 * LEFT);
});

test('sound that is silent throughout stays as it is', async () => {
  expect(await trim(silent(10_000), 333)).toEqual(silent(10_000));
});
