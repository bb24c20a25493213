import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StreamStats } from '../../app/native/portaudio.ts';
import { compare } from '../tools/compare.ts';
import { noise } from '../tools/noise.ts';
import { Rig, rigMissing } from '../tools/rig.ts';

const exact = { faded: 0, dropped: 0, repeated: 0, garbage: 0, lostAtStart: 0, lostAtEnd: 0 };
const whole = (samples: Int16Array) => samples.filter((sample) => sample !== 0);
/** The binding's fade of 5 ms, to the rounding. */
const FADE = 120;
const fadedOut = (samples: Int16Array) => samples.map((sample, i) => Math.trunc((sample * (FADE - 1 - i)) / FADE));
const fadedIn = (samples: Int16Array) => samples.map((sample, i) => Math.trunc((sample * (i + 1)) / FADE));

/** SCHED_RR of sched(7). */
const ROUND_ROBIN = 2;
const mayHurry = spawnSync('chrt', ['--rr', '5', 'true']).status === 0;

/** By day a thousand times, of which the first hundred do not count. */
const ROUNDS = process.env['LECTERN_ROUNDS']
  ? { warm: 100, times: Number(process.env['LECTERN_ROUNDS']) }
  : { warm: 30, times: 100 };

describe.skipIf(rigMissing)('the loudspeaker', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.start();
  });
  afterAll(() => rig.stop());

  /** Plays a scene and answers its report with what was heard of it. */
  async function heard<Report>(scene: string, settings: object = {}) {
    const start = rig.recording.length;
    const report = await rig.play<Report & { stats: StreamStats }>(scene, settings);
    const samples = rig.recording.since(start);
    return { report, samples, arrivalOf: (sample: number) => rig.recording.arrivalOf(start + sample) };
  }

  test('sound in uneven chunks is heard to the sample', async () => {
    const { report, samples, arrivalOf } = await heard<{ start: number; cpu: number }>('noise', { seconds: 20 });
    const { gaps, gapSamples, ...rest } = compare(samples, noise(1, 20 * 24_000));
    const first = arrivalOf(samples.findIndex((sample) => sample !== 0)) - report.start;
    const { underruns, xruns } = report.stats;
    console.log(`first sample after ${first.toFixed(1)} ms, CPU ${(3 * report.cpu).toFixed(2)} s a minute`);
    console.log(`${gaps} gaps (${gapSamples} samples), ${xruns} xruns`);
    expect(rest).toEqual(exact);
    expect(underruns, 'the end alone').toBe(1);
    expect(gaps, 'silence that nobody counted').toBeLessThanOrEqual(xruns);
  });

  test('a thread that is blocked for 300 ms every two seconds is not heard', async () => {
    const { report, samples } = await heard('noise', { seconds: 6, seed: 2, blocked: 300 });
    const { gaps, gapSamples: _, ...rest } = compare(samples, noise(2, 6 * 24_000));
    expect(rest).toEqual(exact);
    expect(report.stats.underruns, 'the end alone').toBe(1);
    expect(gaps).toBeLessThanOrEqual(report.stats.xruns);
  });

  test.skipIf(!mayHurry)('the threads that feed a device come before all others, and no others do', async () => {
    type Threads = { rank: number; policy: number }[];
    const { report } = await heard<Record<'before' | 'playing', Threads>>('threads');
    const urgent = (threads: Threads) => threads.filter(({ rank, policy }) => rank === 5 && policy === ROUND_ROBIN);
    expect(urgent(report.before)).toEqual([]);
    // PulseAudio's, by way of ALSA, and PortAudio's.
    expect(urgent(report.playing)).toHaveLength(2);
  });

  test('a device that is as quick as it can be loses nothing, however often it runs dry', async () => {
    const { report, samples } = await heard('noise', { seconds: 6, seed: 3, latency: 0.008 });
    const { gaps, gapSamples, ...rest } = compare(samples, noise(3, 6 * 24_000));
    console.log(`${gaps} gaps (${gapSamples} samples), ${report.stats.xruns} xruns`);
    expect(rest).toEqual(exact);
  });

  test('a pause fades out and in again, and takes nothing away', async () => {
    const { report, samples } = await heard<{ paused: number; later: number }>('pause');
    const sound = noise(2, 36_000);
    const sounding = whole(samples);
    const at = sounding.findIndex((sample, i) => sample !== sound[i]);
    const faded = sound.subarray(at, at + FADE);
    const expected = [...sound.subarray(0, at), ...fadedOut(faded), ...fadedIn(faded), ...sound.subarray(at + FADE)];
    expect(sounding).toEqual(whole(Int16Array.from(expected)));
    expect([report.paused, report.later]).toEqual([at, at]);
  });

  test('a stop is silent within 50 ms, and what comes next is heard from its first sample on', async () => {
    const [old, following] = [noise(3, 44_000), noise(4, 12_000)];
    const silent: number[] = [];
    const first: number[] = [];
    for (let i = 0; i < 3; i++) {
      const { report, samples, arrivalOf } = await heard<{ stopped: number; written: number }>('stop');
      const sounding = whole(samples);
      const at = sounding.findIndex((sample, i) => sample !== old[i]);
      const faded = fadedOut(old.subarray(at, at + FADE));
      expect(sounding).toEqual(whole(Int16Array.from([...old.subarray(0, at), ...faded, ...following])));
      const lastOld = samples.findLastIndex((sample, i) => sample !== 0 && arrivalOf(i) < report.written);
      silent.push(arrivalOf(lastOld) - report.stopped);
      first.push(arrivalOf(samples.findIndex((sample, i) => i > lastOld && sample !== 0)) - report.written);
    }
    console.log(`silent after ${milliseconds(silent)}; the next sound's first sample after ${milliseconds(first)}`);
    // What else the machine is busy with can only add to it.
    expect(Math.min(...silent)).toBeLessThan(50);
  });

  test('half a second without sound adds silence and nothing else', async () => {
    const { report, samples } = await heard('starve');
    const { gaps, gapSamples, ...rest } = compare(samples, noise(5, 36_000));
    expect(rest).toEqual(exact);
    expect(gapSamples).toBeGreaterThan(12_000);
    expect(report.stats).toMatchObject({ underruns: 2, dropped: 0, read: 36_000, queued: 0 });
    expect(gaps === 1 || report.stats.xruns > 0).toBe(true);
  });

  test('a hundred times opened and closed leaves nothing behind', { timeout: 600_000 }, async () => {
    interface Left {
      memory: number;
      descriptors: number;
      threads: number;
    }
    const { before, after } = await rig.play<{ before: Left; after: Left }>('open-close', ROUNDS, 500_000);
    console.log(`${ROUNDS.times} x open and close: ${((after.memory - before.memory) / 1e6).toFixed(1)} MB`);
    expect(after.descriptors).toBe(before.descriptors);
    expect(after.threads).toBe(before.threads);
    expect(after.memory - before.memory).toBeLessThan(8e6);
  });

  test('streams that nobody closes neither crash nor keep a process from ending', async () => {
    for (let i = 0; i < 3; i++) {
      const { stats } = await rig.play<{ stats: StreamStats }>('abandon', {}, 10_000);
      expect(stats).toMatchObject({ active: true, dropped: 0 });
    }
  });

  test('the binding refuses what it can not do, and says why', async () => {
    expect(await rig.play('arguments')).toEqual({
      noOptions: 'bad-argument: options must be an object',
      noRate: 'bad-argument: rate is missing',
      textRate: 'bad-argument: rate must be a number from 4000 to 384000',
      wildRate: 'bad-argument: rate must be a number from 4000 to 384000',
      channels: 'bad-argument: channels must be a whole number from 1 to 2',
      fraction: 'bad-argument: channels must be a whole number from 1 to 2',
      device: 'bad-argument: device must be a name',
      unknown: 'device-unknown: PortAudio: Invalid device',
      constructed: 'bad-argument: streams are made by open()',
      buffer: 'bad-argument: buffer must be a number from 0 to 2',
      nothing: 'bad-argument: samples must be an Int16Array',
      floats: 'bad-argument: samples must be an Int16Array',
      halfFrame: 'bad-argument: samples must be whole frames',
      direction: "bad-argument: an input can't be written",
      stranger: 'undefined: Illegal invocation',
      empty: 'taken',
      closed: 'closed: the stream is closed',
    });
  });

  test('a device that is unplugged is missed within a second', async () => {
    const { child, report } = rig.stage('unplug');
    await new Promise((sounding) => child.once('message', sounding));
    const unplugged = performance.timeOrigin + performance.now();
    rig.unplug();
    const { code, seen, closed } = (await report) as { code: string; seen: number; closed: number };
    console.log(`missed after ${(seen - unplugged).toFixed(0)} ms, closed in ${(closed - seen).toFixed(0)} ms`);
    expect(code).toBe('sound-device-lost');
    expect(closed - unplugged).toBeLessThan(1_000);
  });
});

const milliseconds = (values: number[]) => values.map((value) => `${value.toFixed(0)} ms`).join(', ');
