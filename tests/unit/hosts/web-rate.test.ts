import { expect, test, vi } from 'vitest';
import { Rate } from '../../../app/hosts/web/rate.ts';

test('so many at once, then as many as time gives back, and the wait until the next is told', () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  try {
    const rate = new Rate({ perSecond: 10, atOnce: 3 });
    expect([rate.take(), rate.take(), rate.take(), rate.take()]).toEqual([0, 0, 0, 100]);
    vi.advanceTimersByTime(50);
    expect(rate.take()).toBeCloseTo(50);
    vi.advanceTimersByTime(50);
    expect([rate.take(), rate.take()]).toEqual([0, 100]);
    vi.advanceTimersByTime(60_000);
    expect([rate.take(), rate.take(), rate.take(), rate.take()]).toEqual([0, 0, 0, 100]);
  } finally {
    vi.useRealTimers();
  }
});
