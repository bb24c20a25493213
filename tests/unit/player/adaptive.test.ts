import { expect, test } from 'vitest';
import { AdaptiveLine, type BufferedLine } from '../../../app/player/adaptive.ts';
import { ManualClock } from './manual-clock.ts';

/** A line of so many seconds, and whoever looks at it 20 times a second as a player does. */
function stage({ buffer = 0.01, urgent = false, fixed = false } = {}) {
  const clock = new ManualClock();
  const counts = { xruns: 0, buffer, urgent, queued: 0, quiet: 0 };
  /** In ms. */
  const buffers: number[] = [];
  const stream: BufferedLine = {
    ...{ write: ({ length }) => length, takeBack: () => 0, flush() {}, end() {}, volume() {} },
    ...{ pause() {}, resume() {}, close() {} },
    stats: () => ({ read: 0, latency: 0, callbacks: 0, active: true, ...counts }),
    buffer(seconds) {
      buffers.push(Math.round(1_000 * seconds));
      return !fixed;
    },
  };
  const line = new AdaptiveLine(stream, clock);
  const listen = async (seconds: number) => {
    for (let i = 0; i < 20 * seconds; i++) {
      line.stats();
      await clock.advance(50);
    }
  };
  const play = async (seconds: number) => {
    counts.queued = line.write(new Int16Array(24_000));
    await listen(seconds);
  };
  /** A gap of the device's own, so many times, one each second. */
  const gaps = async (count: number) => {
    for (let i = 0; i < count; i++) {
      counts.xruns++;
      await listen(1);
    }
  };
  return { clock, counts, buffers, line, listen, play, gaps };
}

test('it is quick until sound begins, and patient for whoever listens on', async () => {
  const { listen, play, buffers } = stage();
  await listen(60);
  expect(buffers).toEqual([]);
  await play(0.9);
  expect(buffers, 'a little more of what sounds').toEqual([14]);
  await listen(0.3);
  expect(buffers).toEqual([14, 80]);
});

test('it is quick again for the next command', async () => {
  const { line, listen, play, buffers } = stage();
  await play(2);
  line.takeBack(0);
  expect(buffers).toEqual([14, 80, 14]);
  await listen(2);
  line.flush();
  expect(buffers).toEqual([14, 80, 14, 80, 10]);
  await play(2);
  line.pause();
  await listen(60);
  expect(buffers.slice(5)).toEqual([14, 80, 10]);
  line.resume();
  await listen(2);
  expect(buffers.slice(8)).toEqual([14, 80]);
});

test('it is quick again for what comes after an end', async () => {
  const { counts, listen, play, buffers } = stage();
  await play(2);
  Object.assign(counts, { queued: 0, quiet: 10 });
  await listen(1);
  expect(buffers).toEqual([14, 80, 10]);
});

test('one that comes before all else need not be as patient', async () => {
  const { play, gaps, listen, buffers } = stage({ urgent: true });
  await play(2);
  await gaps(1);
  await listen(200);
  expect(buffers).toEqual([14, 40, 60, 40]);
});

test('a gap makes it patient at once, more of them more so, and calm takes that back', async () => {
  const { counts, play, gaps, listen, buffers } = stage();
  await play(0.1);
  counts.xruns++;
  await listen(0.1);
  expect(buffers).toEqual([14, 80]);
  await gaps(3);
  expect(buffers).toEqual([14, 80, 100]);
  await listen(200);
  expect(buffers).toEqual([14, 80, 100, 80]);
});

test('gaps of another time do not count', async () => {
  const { counts, line, play, buffers } = stage();
  counts.xruns = 5;
  line.flush();
  await play(0.5);
  expect(buffers).toEqual([14]);
});

test('whoever asks for a patient device from the start has one', async () => {
  const { line, play, gaps, buffers } = stage({ buffer: 0.1 });
  await play(2);
  await gaps(20);
  line.flush();
  expect(buffers).toEqual([]);
});

test('where the buffer can not be changed, nothing is learnt of that', async () => {
  const { play, gaps, buffers } = stage({ fixed: true });
  await play(2);
  await gaps(20);
  expect(new Set(buffers)).toEqual(new Set([14, 80]));
});
