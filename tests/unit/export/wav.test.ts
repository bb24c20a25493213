import { expect, test } from 'vitest';
import { streamedHeader } from '../../../app/export/formats/wav.ts';
import { TAKE_RATE } from '../../../app/model/pcm.ts';
import { readWav } from '../../../app/pcm/wav.ts';

/** The most sound whose size, and that of the file, a RIFF header can say. */
const LARGEST_RIFF = (2 ** 32 - 1 - 72) / 2;

async function* only(bytes: Uint8Array) {
  yield bytes;
}

const sizesOf = async (frames: number) => {
  const header = streamedHeader({ rate: TAKE_RATE, channels: 1 }, frames);
  const view = new DataView(header.buffer);
  const { dataOffset, dataBytes, rate, channels } = (await readWav(only(header))).header;
  return {
    magic: String.fromCharCode(...header.subarray(0, 4)),
    riff: view.getUint32(4, true),
    long: view.getBigUint64(20, true),
    ...{ dataOffset, dataBytes, rate, channels },
  };
};

test('a short file has a RIFF header, with the place for long sizes left free', async () => {
  expect(await sizesOf(48_000)).toEqual({
    magic: 'RIFF',
    riff: 96_000 + 72,
    long: 0n,
    dataOffset: 80,
    dataBytes: 96_000,
    rate: TAKE_RATE,
    channels: 1,
  });
});

test('beyond 4 GB the same 80 bytes are an RF64 header with 64-bit sizes', async () => {
  const hours30 = 30 * 3600 * TAKE_RATE;
  expect(await sizesOf(hours30)).toEqual({
    magic: 'RF64',
    riff: 0xffff_ffff,
    long: BigInt(hours30 * 2 + 72),
    dataOffset: 80,
    dataBytes: hours30 * 2,
    rate: TAKE_RATE,
    channels: 1,
  });
});

test('every length up to the border of 4 GB and beyond says its true size of sound', async () => {
  for (const frames of [1, LARGEST_RIFF - 1, LARGEST_RIFF, LARGEST_RIFF + 9, LARGEST_RIFF + 18, LARGEST_RIFF + 19]) {
    const exact = Math.floor(frames);
    const { magic, riff, dataBytes } = await sizesOf(exact);
    expect({ exact, dataBytes }).toEqual({ exact, dataBytes: exact * 2 });
    if (magic === 'RIFF') expect(riff).toBe(Math.min(exact * 2 + 72, 0xffff_ffff));
  }
});
