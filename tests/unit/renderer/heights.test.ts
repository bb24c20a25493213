import { expect, test } from 'vitest';
import { Heights } from '../../../renderer/parts/heights.ts';

test('tops and rows agree with plain sums, before and after changes', () => {
  let seed = 7;
  const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
  for (const count of [1, 2, 7, 64, 333]) {
    const plain = Array.from({ length: count }, () => 20 + random(200));
    const heights = new Heights(plain);
    for (let change = 0; change < 50; change++) {
      const row = random(count);
      plain[row] = random(300) + 1;
      heights.set(row, plain[row]);
    }
    const tops = plain.map((_, row) => plain.slice(0, row).reduce((sum, height) => sum + height, 0));
    expect(plain.map((_, row) => heights.top(row))).toEqual(tops);
    expect(tops.map((top) => heights.at(top))).toEqual(plain.map((_, row) => row));
    expect(tops.map((top, row) => heights.at(top + plain[row]! - 0.5))).toEqual(plain.map((_, row) => row));
    expect(heights.total).toBe(tops.at(-1)! + plain.at(-1)!);
  }
});

test('beyond the ends lie the first and the last row; an empty column has none', () => {
  const heights = new Heights([10, 20, 30]);
  expect([heights.at(-5), heights.at(1000)]).toEqual([0, 2]);
  const none = new Heights([]);
  expect([none.total, none.at(0), none.count]).toEqual([0, 0, 0]);
});
