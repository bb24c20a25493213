import { expect, test } from 'vitest';
import type { Pcm } from '../../../app/model/pcm.ts';
import { encode } from '../../../app/pcm/convert.ts';
import { blocksOf, concat, frameReader, samplesOf, secondsOf } from '../../../app/pcm/frames.ts';
import { cut, gathered, sine } from './chunks.ts';

const sound = sine(440, 24_000, 1001);

test.each([[[1]], [[2]], [[3]], [[7, 1, 1]], [[1, 0, 4096]], [[999]], [[1e6]]])(
  'gives the same samples whatever the cuts %j',
  async (sizes) => {
    for (const encoding of ['pcm_s16le', 'pcm_f32le'] as const) {
      const parts = await gathered(samplesOf(cut(encode(sound, encoding), ...sizes), encoding));
      expect(concat(parts)).toEqual(sound);
      expect(parts.every((part) => part.length > 0)).toBe(true);
    }
  },
);

test('never parts the two channels of a frame, and drops a partial frame at the end', async () => {
  const parts = await gathered(samplesOf(cut(encode(sound, 'pcm_s16le'), 5, 3), 'pcm_s16le', 2));
  expect(parts.every((part) => part.length % 2 === 0)).toBe(true);
  expect(concat(parts)).toEqual(sound.subarray(0, 1000));
});

test('keeps half a sample safe when the owner of a chunk fills it again', () => {
  const read = frameReader('pcm_s16le');
  const chunk = Buffer.from([1, 0, 2]);
  expect([...read(chunk)]).toEqual([1]);
  chunk.fill(255);
  expect([...read(Buffer.from([0, 3, 0]))]).toEqual([2, 3]);
});

test('looks into the chunk where that needs no copy', () => {
  const chunk = encode(sound, 'pcm_s16le');
  expect(frameReader('pcm_s16le')(chunk).buffer).toBe(chunk.buffer);
});

test('cuts sound into equal blocks of which only the last is shorter', async () => {
  const pieces = [1, 399, 1, 600].reduce<Pcm[]>((list, frames) => {
    const at = list.reduce((sum, pcm) => sum + pcm.samples.length, 0);
    return [...list, { rate: 24_000, channels: 1, samples: sound.subarray(at, at + frames) }];
  }, []);
  const blocks = await gathered(blocksOf(stream(pieces), 250));
  expect(blocks.map((block) => block.samples.length)).toEqual([250, 250, 250, 250, 1]);
  expect(concat(blocks.map((block) => block.samples))).toEqual(sound);
});

test('counts blocks in frames and starts anew where the format changes', async () => {
  const pieces: Pcm[] = [
    { rate: 24_000, channels: 1, samples: new Int16Array(5) },
    { rate: 24_000, channels: 2, samples: new Int16Array(12) },
    { rate: 48_000, channels: 2, samples: new Int16Array(2) },
  ];
  const blocks = await gathered(blocksOf(stream(pieces), 4));
  expect(blocks.map(({ rate, channels, samples }) => [rate, channels, samples.length])).toEqual([
    [24_000, 1, 4],
    [24_000, 1, 1],
    [24_000, 2, 8],
    [24_000, 2, 4],
    [48_000, 2, 2],
  ]);
});

test('counts seconds by frames, not by samples', () => {
  expect(secondsOf({ rate: 8000, channels: 2, samples: new Int16Array(8000) })).toBe(0.5);
});

async function* stream(pieces: Pcm[]) {
  yield* pieces;
}
