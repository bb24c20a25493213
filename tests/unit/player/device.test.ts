import { expect, test } from 'vitest';
import { clockedDevice } from '../../../app/player/clocked.ts';
import { Device, type Line, type LineStats } from '../../../app/player/device.ts';
import { ManualClock } from './manual-clock.ts';

const RATE = 24_000;
const seconds = (count: number) => new Int16Array(count * RATE).fill(1);

async function opened() {
  const clock = new ManualClock();
  const device = await clockedDevice(clock)({ rate: RATE, channels: 1 });
  return { clock, device };
}

/** Is a promise settled once nothing is left to happen by itself? */
async function settled(promise: Promise<unknown>, clock: ManualClock): Promise<boolean> {
  let done = false;
  void promise.catch(() => {}).then(() => (done = true));
  await clock.advance(0);
  return done;
}

test('a write waits until two seconds have room for its last frame', async () => {
  const { clock, device } = await opened();
  const writing = device.write(seconds(3));
  expect(await settled(writing, clock)).toBe(false);
  await clock.advance(800);
  expect(await settled(writing, clock)).toBe(false);
  await clock.advance(200);
  expect(await settled(writing, clock)).toBe(true);
  expect([device.written, device.played]).toEqual([3 * RATE, RATE]);
});

test('what is played stands still in a pause and jumps over what is flushed', async () => {
  const { clock, device } = await opened();
  await device.write(seconds(1));
  await clock.advance(250);
  device.pause();
  await clock.advance(5_000);
  expect(device.played).toBe(RATE / 4);
  device.resume();
  await clock.advance(250);
  expect(device.played).toBe(RATE / 2);
  device.flush();
  expect([device.played, device.empty]).toEqual([RATE, true]);
});

test('a drain ends when the last frame was heard', async () => {
  const { clock, device } = await opened();
  await device.write(seconds(1));
  const draining = device.drain();
  await clock.advance(990);
  expect(await settled(draining, clock)).toBe(false);
  await clock.advance(200);
  expect(await settled(draining, clock)).toBe(true);
});

test('a write that waits ends with the reason of its signal, and writes no more', async () => {
  const { clock, device } = await opened();
  const abort = new AbortController();
  const writing = device.write(seconds(3), abort.signal);
  await clock.advance(0);
  abort.abort();
  await expect(writing).rejects.toMatchObject({ name: 'AbortError' });
  await clock.advance(3_000);
  expect(device.written).toBe(2 * RATE);
});

/** A line whose every word the test puts into its mouth. */
class ToldLine implements Line {
  told: LineStats = { queued: 0, read: 0, quiet: 0, latency: 0.1, callbacks: 0, active: true };
  room = Infinity;
  write(samples: Int16Array): number {
    return Math.min(samples.length, this.room);
  }
  stats = () => this.told;
  flush(): void {}
  takeBack = () => 0;
  volume(): void {}
  end(): void {}
  pause(): void {}
  resume(): void {}
  close(): void {}
}

function told() {
  const clock = new ManualClock();
  const line = new ToldLine();
  return { clock, line, device: new Device(line, { rate: RATE, channels: 1 }, clock) };
}

test('a frame counts as played when the latency has passed, in sound or in silence', () => {
  const { line, device } = told();
  const playedAt = (read: number, quiet: number) => {
    line.told = { ...line.told, read, quiet };
    return device.played;
  };
  expect([playedAt(1_000, 0), playedAt(12_000, 0), playedAt(12_000, 1_400), playedAt(12_000, 9_999)]).toEqual([
    0, 9_600, 11_000, 12_000,
  ]);
  expect(playedAt(12_000, 0), 'never backwards').toBe(12_000);
});

test('a device that asks for nothing for most of a second is lost', async () => {
  const { clock, line, device } = told();
  line.room = 0;
  const writing = device.write(seconds(1));
  for (let callbacks = 1; callbacks < 10; callbacks++) {
    line.told = { ...line.told, callbacks };
    await clock.advance(200);
  }
  expect(await settled(writing, clock)).toBe(false);
  await clock.advance(1_000);
  await expect(writing).rejects.toMatchObject({ code: 'sound-device-lost', retryable: true });
});

test('a device that stopped by itself is lost at once', async () => {
  const { line, device } = told();
  line.told = { ...line.told, active: false };
  await expect(device.drain()).rejects.toMatchObject({ code: 'sound-device-lost' });
});
