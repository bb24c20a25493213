import { expect, test } from 'vitest';
import { AdaptiveLine, type MovableLine } from '../../../app/player/adaptive.ts';
import { ManualClock } from './manual-clock.ts';

/** A line of so many seconds, and whoever looks at it 20 times a second as a player does. */
function stage({ buffer = 0.008, urgent = false } = {}) {
  const clock = new ManualClock();
  const counts = { xruns: 0, buffer, hush: 1, urgent };
  let callbacks = 0;
  const asks = { each: 1 };
  const moves: number[] = [];
  const stream: MovableLine = {
    ...{ write: ({ length }) => length, takeBack: () => 0, flush() {}, end() {}, volume() {} },
    ...{ pause() {}, resume() {}, close() {} },
    stats: () => ({
      ...{ queued: 0, read: 0, quiet: 0, latency: 0, callbacks: (callbacks += asks.each), active: true, ...counts },
    }),
    async move(latency) {
      moves.push(latency);
      counts.buffer = latency;
      return true;
    },
  };
  const line = new AdaptiveLine(stream, clock);
  const listen = async (seconds: number) => {
    for (let i = 0; i < 20 * seconds; i++) {
      line.stats();
      await clock.advance(50);
    }
  };
  /** A gap of the device's own, so many times, one each second. */
  const gaps = async (count: number) => {
    for (let i = 0; i < count; i++) {
      counts.xruns++;
      await listen(1);
    }
  };
  return { clock, counts, asks, moves, line, listen, gaps };
}

test('it is quick after a command, patient for whoever listens on, and quick again for the next command', async () => {
  const { line, listen, moves, clock } = stage();
  await listen(4);
  expect(moves).toEqual([]);
  await listen(2);
  expect(moves).toEqual([0.08]);
  line.flush();
  await clock.advance(300);
  expect(moves).toEqual([0.08, 0.008]);
  await listen(6);
  expect(moves).toEqual([0.08, 0.008, 0.08]);
  line.pause();
  await listen(60);
  expect(moves.at(-1)).toBe(0.008);
});

test('one that comes before all else need not be as patient', async () => {
  const { listen, gaps, moves } = stage({ urgent: true });
  await listen(6);
  await gaps(4);
  await listen(200);
  expect(moves).toEqual([0.04, 0.06, 0.04]);
});

test('it goes over in a pause of the sound only', async () => {
  const { counts, listen, moves } = stage();
  counts.hush = 0;
  await listen(60);
  expect(moves).toEqual([]);
  counts.hush = 0.03;
  await listen(0.1);
  expect(moves).toEqual([0.08]);
});

test('where there are gaps, it does not wait for a pause to become more patient', async () => {
  const { counts, gaps, line, listen, moves } = stage();
  counts.hush = 0;
  await gaps(3);
  expect(moves).toEqual([0.08]);
  line.flush();
  await listen(60);
  expect(moves).toEqual([0.08]);
});

test('one that has gaps because its device is gone is not moved', async () => {
  const { asks, counts, gaps, moves } = stage();
  counts.hush = asks.each = 0;
  await gaps(10);
  expect(moves).toEqual([]);
});

test('gaps make it patient sooner, more of them more so, and calm takes that back', async () => {
  const { gaps, listen, moves } = stage();
  await gaps(2);
  expect(moves).toEqual([]);
  await gaps(2);
  expect(moves).toEqual([0.08]);
  await gaps(3);
  expect(moves).toEqual([0.08, 0.1]);
  await listen(200);
  expect(moves).toEqual([0.08, 0.1, 0.08]);
});

test('whoever asks for a patient device from the start is not moved at all', async () => {
  const { gaps, moves } = stage({ buffer: 0.1 });
  await gaps(20);
  expect(moves).toEqual([]);
});
