import { expect, test } from 'vitest';
import { Problem } from '../../../app/model/problem.ts';
import type { Segment } from '../../../app/model/script.ts';
import { clockedDevice } from '../../../app/player/clocked.ts';
import type { Device, OpenDevice } from '../../../app/player/device.ts';
import { createPlayer } from '../../../app/player/player.ts';
import type { Narrator } from '../../../app/synthesis/session.ts';
import { segmentOf } from '../../tools/narration.ts';
import { ManualClock } from './manual-clock.ts';
import { speech, stage, underway } from './stage.ts';

test('a source that falls behind starves the player until there is sound again', async () => {
  const clocks: { clock?: ManualClock } = {};
  const slow: Narrator['speak'] = async function* () {
    yield speech(1);
    await new Promise<void>((resolve) => clocks.clock!.after(3_000, resolve));
    yield speech(1);
  };
  const { clock, play, phases } = stage(1, slow);
  clocks.clock = clock;
  play();
  await clock.advance(2_000);
  expect(phases).toEqual(['loading', 'playing', 'starving']);
  await clock.advance(5_000);
  expect(phases).toEqual(['loading', 'playing', 'starving', 'playing', 'idle']);
});

test('a segment that fails is reported when all before it was heard, and playing again starts with it', async () => {
  let broken = true;
  const failing: Narrator['speak'] = async function* (segment: Segment) {
    if (segment.id === 'b1/0' && broken) throw new Problem('service-timeout', 'too late', { retryable: true });
    yield speech(2);
  };
  const { clock, player, play, asked } = stage(3, failing);
  play();
  await clock.advance(2_000);
  expect(player.state().phase).toBe('playing');
  await clock.advance(1_000);
  expect(player.state()).toEqual({
    phase: 'failed',
    project: 'p',
    problem: { code: 'service-timeout', message: 'too late', retryable: true, details: {} },
  });
  broken = false;
  asked.length = 0;
  play();
  await clock.advance(1_000);
  expect(asked[0]).toBe('b1/0');
  expect(underway(player.state()).spot.segment).toBe('b1/0');
});

test('resuming after a failure goes on with the segment that failed', async () => {
  let broken = true;
  const failing: Narrator['speak'] = async function* () {
    if (broken) throw new Problem('service-timeout', 'too late');
    yield speech(2);
  };
  const { clock, player, play } = stage(3, failing);
  play(2);
  await clock.advance(1_000);
  expect(player.state().phase).toBe('failed');
  broken = false;
  player.resume();
  await clock.advance(1_000);
  expect(underway(player.state())).toMatchObject({ phase: 'playing', spot: { segment: 'b2/0' } });
});

test('a device that is lost is opened again, and the sound goes on from what was heard last', async () => {
  const devices: Device[] = [];
  const { clock, player, play, phases } = stage(3, undefined, (open) => async (format) => {
    const device = await open(format);
    devices.push(device);
    return device;
  });
  play();
  await clock.advance(3_000);
  const { position } = underway(player.state());
  devices[0]!.close();
  await clock.advance(1_000);
  expect(devices.length).toBe(2);
  expect(underway(player.state()).position).toBeGreaterThan(position);
  expect(underway(player.state()).position).toBeLessThanOrEqual(position + 1);
  await clock.advance(10_000);
  expect(phases.at(-1)).toBe('idle');
});

test('a machine whose loudspeaker can not be opened says so', async () => {
  const { clock, player, play } = stage(1, undefined, () => async () => {
    throw new Problem('sound-unavailable', 'there is none');
  });
  play();
  await clock.advance(100);
  expect(player.state()).toMatchObject({ phase: 'failed', problem: { code: 'sound-unavailable' } });
});

test('a device of another rate and two channels gets the same sound', async () => {
  const devices: Device[] = [];
  const clock = new ManualClock();
  const opened = clockedDevice(clock);
  const narrator: Narrator = {
    async *speak() {
      yield speech(1);
    },
    make: () => Promise.reject(new Error('nothing is ahead')),
    find: () => null,
    words: () => [],
  };
  const openDevice: OpenDevice = async () => {
    devices.push(await opened({ rate: 48_000, channels: 2 }));
    return devices[0]!;
  };
  const player = createPlayer({ narrator, openDevice, clock });
  player.play({ project: 'p', segments: [segmentOf(0)] });
  // The resampler is loaded from disk, which no clock of ours knows of.
  await expect.poll(() => devices[0]?.written).toBe(48_000);
  await clock.advance(500);
  expect(underway(player.state())).toMatchObject({ phase: 'playing', position: 0.5 });
  await player.close();
});

test('a device that nobody needs is closed after a while', async () => {
  let device: Device | null = null;
  const { clock, play, player } = stage(1, undefined, (open) => async (format) => (device = await open(format)));
  play();
  await clock.advance(500);
  player.stop();
  await clock.advance(4_000);
  await expect(device!.write(new Int16Array(1))).rejects.toMatchObject({ code: 'sound-device-lost' });
});
