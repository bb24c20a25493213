import { afterEach, expect, test } from 'vitest';
import type { Pcm } from '../../../app/model/pcm.ts';
import { concat } from '../../../app/pcm/frames.ts';
import { createResampler, resampled } from '../../../app/pcm/resample.ts';
import { gathered, sine } from './chunks.ts';

const open: { close(): void }[] = [];
afterEach(() => open.splice(0).forEach((resampler) => resampler.close()));

async function through(sound: Int16Array, from: number, to: number, ...cuts: number[]) {
  const resampler = await createResampler(from, to);
  open.push(resampler);
  const parts: Int16Array[] = [];
  for (let at = 0, i = 0; at < sound.length; i++) {
    const size = cuts[i % cuts.length] ?? sound.length;
    parts.push(resampler.push(sound.subarray(at, at + size)));
    at += size;
  }
  return concat([...parts, resampler.flush()]);
}

/** Decibels between a sine at its exact place and what is not it, without the ends where the sine begins and stops. */
function signalToNoise(sound: Int16Array, hertz: number, rate: number): number {
  let signal = 0;
  let noise = 0;
  for (let i = 2000; i < sound.length - 2000; i++) {
    const ideal = 30_000 * Math.sin((2 * Math.PI * hertz * i) / rate);
    signal += ideal ** 2;
    noise += (sound[i]! - ideal) ** 2;
  }
  return 10 * Math.log10(signal / noise);
}

const PAIRS: [number, number][] = [
  [24_000, 48_000],
  [24_000, 44_100],
  [22_050, 24_000],
  [16_000, 24_000],
  [48_000, 16_000],
  [44_100, 16_000],
];

test.each(PAIRS)('from %d to %d Hz keeps a sine in its place, 90 dB above the rest', async (from, to) => {
  const made = await through(sine(997, from, from), from, to, 4800);
  expect(made.length).toBe(to);
  expect(signalToNoise(made, 997, to)).toBeGreaterThan(90);
});

test('makes the same sound whatever the pieces', async () => {
  const sound = sine(440, 24_000, 10_000);
  const whole = await through(sound, 24_000, 44_100);
  expect(await through(sound, 24_000, 44_100, 1, 333, 4097)).toEqual(whole);
});

test.each([0, 1, 2, 3, 100, 4095, 4096, 4097, 9999])('is exact to a frame for %d frames', async (frames) => {
  for (const [from, to] of PAIRS) {
    expect((await through(sine(440, from, frames), from, to)).length).toBe(Math.round((frames * to) / from));
  }
});

test('clips instead of wrapping around', async () => {
  const square = Int16Array.from({ length: 24_000 }, (_, i) => (i % 100 < 50 ? 32_767 : -32_768));
  const made = await through(square, 24_000, 48_000);
  // A wrapped peak would stand beside its neighbours with the other sign.
  for (let i = 10; i < 90; i++) expect(made[2400 + i]).toBeGreaterThan(25_000);
});

test('passes sound at the right rate on untouched', async () => {
  const sound = sine(440, 24_000, 100);
  expect((await createResampler(24_000, 24_000)).push(sound)).toBe(sound);
});

test('gives its memory back when closed', async () => {
  const before = process.memoryUsage().rss;
  for (let i = 0; i < 800; i++) {
    // A large ratio, whose filter takes 100 kB: 80 MB if they were kept.
    const resampler = await createResampler(384_000, 8000);
    resampler.push(new Int16Array(10));
    resampler.close();
    resampler.close();
  }
  expect(process.memoryUsage().rss - before).toBeLessThan(40e6);
});

test('says so when used after closing', async () => {
  const resampler = await createResampler(24_000, 48_000);
  resampler.close();
  expect(() => resampler.push(new Int16Array(1))).toThrow('closed');
  expect(() => resampler.flush()).toThrow('closed');
});

test('brings a stream to one rate through changes of its own', async () => {
  async function* stream(): AsyncGenerator<Pcm> {
    yield { rate: 24_000, channels: 1, samples: sine(440, 24_000, 1000) };
    yield { rate: 24_000, channels: 1, samples: sine(440, 24_000, 1000) };
    yield { rate: 16_000, channels: 1, samples: sine(440, 16_000, 1600) };
    yield { rate: 48_000, channels: 1, samples: sine(440, 48_000, 7) };
  }
  const pieces = await gathered(resampled(stream(), 48_000));
  expect(pieces.every(({ rate }) => rate === 48_000)).toBe(true);
  expect(concat(pieces.map(({ samples }) => samples)).length).toBe(4000 + 4800 + 7);
});
