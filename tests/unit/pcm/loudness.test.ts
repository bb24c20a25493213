import { expect, test } from 'vitest';
import { createLimiter } from '../../../app/pcm/limiter.ts';
import { soundMeter } from '../../../app/pcm/measure.ts';
import { babble } from '../export/desk.ts';

const sine = (rate: number, hertz: number, level: number, seconds: number) =>
  Int16Array.from(
    { length: rate * seconds },
    (_, i) => level * 32_767 * Math.sin((2 * Math.PI * hertz * i) / rate + 1),
  );

function measured(samples: Int16Array, rate: number, channels: 1 | 2 = 1) {
  const meter = soundMeter(rate, channels);
  for (let at = 0; at < samples.length; at += 7919) meter.push(samples.subarray(at, at + 7919));
  return meter.read();
}

function limited(samples: Int16Array, how: { gain: number; ceiling: number }, step: number): Int16Array {
  const limiter = createLimiter(24_000, how);
  const parts: number[] = [];
  for (let at = 0; at < samples.length; at += step) parts.push(...limiter.push(samples.subarray(at, at + step)));
  return Int16Array.from([...parts, ...limiter.flush()]);
}

test.each([24_000, 44_100, 48_000])('a sine of 997 Hz at full scale has -3.01 LUFS at %d Hz', (rate) => {
  const { integrated, rms, truePeak } = measured(sine(rate, 997, 1, 3), rate);
  expect(integrated).toBeCloseTo(-3.01, 1);
  expect(rms).toBeCloseTo(-3.01, 2);
  expect(Math.abs(truePeak!)).toBeLessThan(0.2);
});

test('the same sound on two channels is twice the power', () => {
  const tone = sine(24_000, 997, 0.1, 3);
  expect(measured(tone, 24_000, 2).integrated! - measured(tone, 24_000).integrated!).toBeCloseTo(3.01, 2);
});

test('pauses do not make a voice softer, but are its noise floor and part of its RMS', () => {
  const voice = sine(24_000, 500, 0.1, 4);
  const paused = Int16Array.from([...voice, ...new Int16Array(24_000 * 4)]);
  const [whole, half] = [measured(voice, 24_000), measured(paused, 24_000)];
  expect(half.integrated).toBeCloseTo(whole.integrated!, 0);
  expect(half.rms! - whole.rms!).toBeCloseTo(-3.01, 1);
  expect([whole.floor! > -30, half.floor]).toEqual([true, null]);
});

test('silence has no loudness at all', () => {
  expect(measured(new Int16Array(48_000), 24_000)).toEqual({
    ...{ integrated: null, truePeak: null, peak: null, rms: null, floor: null },
  });
});

test('a peak between two samples is found', () => {
  // A quarter of the rate, halfway between its samples: they all lie 3 dB below the crest.
  const tone = Int16Array.from({ length: 24_000 }, (_, i) => 16_000 * Math.sin((Math.PI * i) / 2 + Math.PI / 4));
  const { peak, truePeak } = measured(tone, 24_000);
  expect(truePeak! - peak!).toBeGreaterThan(2.7);
});

test('limited sound keeps below the ceiling, its length, and its place', () => {
  const voice = babble(3, 48_000);
  const loud = limited(voice, { gain: 14, ceiling: -3 }, 5000);
  expect(loud.length).toBe(voice.length);
  expect(measured(loud, 24_000).truePeak).toBeLessThanOrEqual(-2.9);
  const place = (samples: Int16Array) => samples.findIndex((value) => Math.abs(value) > 2000);
  expect(Math.abs(place(limited(voice, { gain: 0, ceiling: -1 }, 5000)) - place(voice))).toBe(0);
});

test('what stays below the ceiling is only multiplied, however it is cut', () => {
  const voice = babble(5, 30_000);
  const doubled = Int16Array.from(voice, (value) => Math.round(value * 10 ** (2 / 20)));
  const louder = limited(voice, { gain: 2, ceiling: 0 }, 4096);
  expect(Math.max(...louder.map((value, index) => Math.abs(value - doubled[index]!)))).toBeLessThanOrEqual(1);
  const loud = { gain: 20, ceiling: -6 };
  expect(limited(voice, loud, 777)).toEqual(limited(voice, loud, 30_000));
});
