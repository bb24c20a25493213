import { expect, test } from 'vitest';
import { levelMeter, quietCuts } from '../../../app/pcm/quiet.ts';

const cuts = { part: 100, search: 20, pause: 4 };

/** Levels that are loud but for some places. */
function levels(length: number, quiet: Record<number, number>): Float32Array {
  const made = new Float32Array(length).fill(1_000_000);
  for (const [at, level] of Object.entries(quiet)) made[Number(at)] = level;
  return made;
}

const silenceAt = (at: number) => Object.fromEntries([-2, -1, 0, 1].map((i) => [at + i, 0]));

test('sound that is no longer than a part is not cut', () => {
  expect(quietCuts(levels(100, {}), cuts)).toEqual([]);
  expect(quietCuts(new Float32Array(0), cuts)).toEqual([]);
});

test('a cut stands in the middle of the pause nearest to equal parts', () => {
  expect(quietCuts(levels(200, { ...silenceAt(91), ...silenceAt(112) }), cuts)).toEqual([91]);
});

test('a longer pause is quieter than a short one that is nearer', () => {
  expect(quietCuts(levels(200, { 100: 0, 101: 0, ...silenceAt(86) }), cuts)).toEqual([86]);
});

test('a pause under noise is found, since only the difference counts', () => {
  const noisy = levels(200, { 93: 900_000, 94: 900_000, 95: 900_000, 96: 900_000 });
  expect(quietCuts(noisy, cuts)).toEqual([95]);
});

test('pauses beyond the search are left alone, and steady sound is cut into equal parts', () => {
  expect(quietCuts(levels(200, silenceAt(60)), cuts)).toEqual([100]);
  expect(quietCuts(levels(300, {}), cuts)).toEqual([100, 200]);
  expect(quietCuts(new Float32Array(1000), cuts)).toEqual([100, 200, 300, 400, 500, 600, 700, 800, 900]);
});

test('no piece is longer than a part and the search on both its sides, and cuts are in order', () => {
  for (let seed = 1; seed <= 200; seed++) {
    let state = seed;
    const random = () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
    const made = Float32Array.from({ length: Math.ceil(random() * 1500) }, () => random());
    const edges = [0, ...quietCuts(made, cuts), made.length];
    const pieces = edges.slice(1).map((edge, i) => edge - edges[i]!);
    expect(Math.max(...pieces)).toBeLessThanOrEqual(cuts.part + 2 * cuts.search);
    expect(Math.min(...pieces)).toBeGreaterThan(0);
  }
});

test('levels are mean squares of whole blocks, wherever the sound is cut, and of what is left', () => {
  const meter = levelMeter(4);
  for (const piece of [[3], [3, 3], [3, 0, 0], [0, 0, 10, -20]]) meter.push(Int16Array.from(piece));
  expect([...meter.levels()]).toEqual([9, 0, 250]);
  meter.push(Int16Array.from([0, 0]));
  expect([...meter.levels()]).toEqual([9, 0, 125]);
});

test('a meter holds more than it was made for', () => {
  const meter = levelMeter(1);
  meter.push(new Int16Array(5000).fill(2));
  expect(meter.levels()).toEqual(new Float32Array(5000).fill(4));
});
