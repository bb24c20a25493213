import { expect, test } from 'vitest';
import { compare } from '../tools/compare.ts';
import { noise } from '../tools/noise.ts';

const sound = noise(1, 10_000);
const part = (from: number, to?: number) => [...sound.subarray(from, to)];
const silence = (length: number) => new Array<number>(length).fill(0);
const differs = (...parts: number[][]) => compare(Int16Array.from(parts.flat()), sound);
const none = { gaps: 0, gapSamples: 0, dropped: 0, repeated: 0, garbage: 0, lostAtStart: 0, lostAtEnd: 0 };

test('silence before and after is no difference', () => {
  expect(differs(silence(50), part(0), silence(70))).toEqual(none);
});

test('each way of damaging a sound is told apart', () => {
  expect(differs(part(0, 4_000), silence(30), part(4_000))).toEqual({ ...none, gaps: 1, gapSamples: 30 });
  expect(differs(part(0, 4_000), part(4_010))).toEqual({ ...none, dropped: 10 });
  expect(differs(part(0, 4_000), part(3_900))).toEqual({ ...none, repeated: 100 });
  expect(differs(part(0, 4_000), [1, 2, 3], part(4_003))).toEqual({ ...none, garbage: 3 });
  expect(differs(silence(9), part(20))).toEqual({ ...none, lostAtStart: 20 });
  expect(differs(part(0, 9_980), silence(9))).toEqual({ ...none, lostAtEnd: 20 });
  expect(differs(silence(100))).toEqual({ ...none, lostAtStart: 10_000 });
});
