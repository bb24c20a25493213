import { describe, expect, test } from 'vitest';
import { compare } from '../tools/compare.ts';
import { clicks, hum, noise } from '../tools/noise.ts';

const none = { gaps: 0, gapSamples: 0, faded: 0, dropped: 0, repeated: 0, garbage: 0, lostAtStart: 0, lostAtEnd: 0 };
const silence = (length: number) => new Array<number>(length).fill(0);

describe.each([
  ['noise', noise(1, 10_000)],
  ['a hum', hum(1, 10_000)],
])('of %s', (_name, sound) => {
  const part = (from: number, to?: number) => [...sound.subarray(from, to)];
  const differs = (...parts: number[][]) => compare(Int16Array.from(parts.flat()), sound);
  /** As the device fades, over 5 ms. */
  const faded = (from: number, rising: boolean) =>
    part(from, from + 120).map((sample, i) => Math.trunc((sample * (rising ? i + 1 : 119 - i)) / 120));

  test('silence before and after is no difference', () => {
    expect(differs(silence(50), part(0), silence(70))).toEqual(none);
  });

  test('each way of damaging it is told apart', () => {
    expect(differs(part(0, 4_000), silence(30), part(4_000))).toEqual({ ...none, gaps: 1, gapSamples: 30 });
    expect(differs(part(0, 4_000), part(4_010))).toEqual({ ...none, dropped: 10 });
    expect(differs(part(0, 4_000), part(3_900))).toEqual({ ...none, repeated: 100 });
    expect(differs(part(0, 4_000), [1, 2, 3], part(4_003))).toEqual({ ...none, garbage: 3 });
    expect(differs(silence(9), part(20))).toEqual({ ...none, lostAtStart: 20 });
    expect(differs(part(0, 9_980), silence(9))).toEqual({ ...none, lostAtEnd: 20 });
    expect(differs(silence(100))).toEqual({ ...none, lostAtStart: 10_000 });
  });

  test('a gap may have faded edges, and nothing may be lost or come twice behind them', () => {
    const [out, back] = [faded(4_000, false), faded(4_120, true)];
    const around = (...middle: number[][]) => differs(part(0, 4_000), ...middle, part(4_240));
    const { gapSamples, faded: soft, ...rest } = around(out, silence(500), back);
    expect(rest).toEqual(without({ ...none, gaps: 1 }));
    expect(Math.abs(gapSamples - 500)).toBeLessThan(5);
    expect(soft).toBeGreaterThan(200);
    expect(around(out, silence(500), back.slice(30))).toMatchObject({ gaps: 1, dropped: expect.closeTo(30, -1) });
    expect(around(out, silence(500), back.slice(0, 30), back)).not.toMatchObject({ garbage: 0, repeated: 0 });
    expect(
      around(
        out,
        silence(500),
        back.map((sample) => -sample),
      ),
    ).not.toMatchObject({ garbage: 0 });
  });
});

test('silence that belongs there is no gap, and more of it is one', () => {
  const [one, two] = [[...noise(1, 3_000)], [...noise(2, 3_000)]];
  const joined = Int16Array.from([...one, ...silence(400), ...two]);
  expect(compare(joined, joined)).toEqual(none);
  const longer = Int16Array.from([...one, ...silence(450), ...two]);
  expect(compare(longer, joined)).toEqual({ ...none, gaps: 1, gapSamples: 50 });
  const shorter = Int16Array.from([...one, ...silence(350), ...two]);
  expect(compare(shorter, joined)).toEqual({ ...none, dropped: 50 });
});

test('a hum has no click of its own, and a cut in it is one', () => {
  const sound = hum(3, 48_000);
  expect(clicks(sound)).toBe(0);
  expect(sound.includes(0)).toBe(false);
  const cut = Array.from({ length: 50 }, (_, i) => clicks(Int16Array.from([...sound.subarray(0, 1_000 + 800 * i), 0])));
  expect(cut.filter((count) => count === 1).length).toBeGreaterThan(40);
});

function without<Counts extends { gapSamples: number; faded: number }>({ gapSamples: _g, faded: _f, ...rest }: Counts) {
  return rest;
}
