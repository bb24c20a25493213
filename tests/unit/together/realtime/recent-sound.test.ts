import { expect, test } from 'vitest';
import { RecentSound } from '../../../../app/together/realtime/recent-sound.ts';

test('samples are found by their number, however they came in', () => {
  for (const sizes of [[1], [3], [7, 2], [10], [11], [25, 1], [4, 30, 5]]) {
    const sound = new RecentSound(10);
    let next = 0;
    for (let turn = 0; turn < 12; turn++) {
      const size = sizes[turn % sizes.length]!;
      sound.push(Int16Array.from({ length: size }, () => next++));
      expect([sound.head, sound.start]).toEqual([next, Math.max(0, next - 10)]);
      for (let from = sound.start; from <= sound.head; from++) {
        expect([...sound.read(from, sound.head)]).toEqual(Array.from({ length: next - from }, (_, i) => from + i));
      }
    }
  }
});
