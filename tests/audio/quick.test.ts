import { spawn } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StreamStats } from '../../app/native/portaudio.ts';
import { concat } from '../../app/pcm/frames.ts';
import { compare } from '../tools/compare.ts';
import { GreedyCard } from '../tools/greedy-card.ts';
import { clicks, noise } from '../tools/noise.ts';
import { Rig, rigMissing } from '../tools/rig.ts';

/** From ten on they are enough to hold a median against. */
const EDGES = Number(process.env['LECTERN_EDGES'] ?? 2);
const now = () => performance.timeOrigin + performance.now();
const median = (values: number[]) => values.sort((one, other) => one - other)[values.length >> 1]!;
const summary = (values: number[]) => `${median(values).toFixed(1)} ms, at worst ${Math.max(...values).toFixed(1)}`;

describe.skipIf(rigMissing)('a loudspeaker as quick as its device', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.start();
  });
  afterAll(() => rig.stop());

  test(
    'begins as soon as another player would, and stops and pauses at once without a click',
    { timeout: 600_000 },
    async () => {
      const first = { ours: [] as number[], pacat: [] as number[] };
      const silent = { stop: [] as number[], pause: [] as number[] };
      for (let seed = 1; seed <= EDGES; seed++) {
        first.pacat.push(await pacat());
        for (const pauses of [0, 1]) {
          const start = rig.recording.length;
          const { written, ended, stats } = await rig.play<{ written: number; ended: number; stats: StreamStats }>(
            'edges',
            {
              ...{ seed, pauses, latency: 0.01 },
            },
          );
          const samples = rig.recording.since(start);
          const at = (sample: number) => rig.recording.arrivalOf(start + sample);
          first.ours.push(at(samples.findIndex((sample) => sample !== 0)) - written);
          const way = pauses ? 'pause' : 'stop';
          silent[way].push(at(samples.findLastIndex((sample) => sample !== 0)) - ended);
          // A device that ran dry breaks off in the midst, whatever anybody does, and does not always know.
          if (stats.xruns === 0) expect(clicksAtEdges(samples)).toBe(0);
        }
      }
      console.log(`first sample after ${summary(first.ours)}; pacat's after ${summary(first.pacat)}`);
      console.log(`a stop is heard after ${summary(silent.stop)}, a pause after ${summary(silent.pause)}`);
      if (EDGES < 10) return;
      expect(median(first.ours) - median(first.pacat)).toBeLessThan(10);
      expect(Math.max(median(silent.stop), median(silent.pause))).toBeLessThan(20);
    },
  );

  test('is filled further ahead, or less, while it plays', { timeout: 60_000 }, async () => {
    const heardAfter = async (latency: number, buffer: number) => {
      const start = rig.recording.length;
      const { ended } = await rig.play<{ ended: number }>('edges', { latency, buffer });
      const last = rig.recording.since(start).findLastIndex((sample) => sample !== 0);
      return rig.recording.arrivalOf(start + last) - ended;
    };
    const [deeper, lessDeep] = [await heardAfter(0.01, 0.09), await heardAfter(0.09, 0.01)];
    console.log(`a stop is heard after ${deeper.toFixed(1)} ms where it was filled, ${lessDeep.toFixed(1)} where not`);
    expect(deeper).toBeGreaterThan(60);
    expect(lessDeep).toBeLessThan(60);
  });

  test('is filled as far as a card takes at once', { timeout: 60_000 }, async () => {
    const rig = await Rig.start();
    const card = await GreedyCard.in(rig);
    try {
      rig.environment['PULSE_SINK'] = 'greedy';
      const { stats } = await rig.play<{ stats: StreamStats }>('noise', { seconds: 6, seed: 6, latency: 0.01 });
      // What is in the pipe.
      await setTimeout(2_000);
      const { gaps, gapSamples, ...rest } = compare(card.recording.since(0), noise(6, 6 * 24_000));
      console.log(`${gaps} gaps (${gapSamples} samples), ${stats.xruns} xruns`);
      expect(rest).toEqual({ faded: 0, dropped: 0, repeated: 0, garbage: 0, lostAtStart: 0, lostAtEnd: 0 });
      // One that is given less has a gap at each block, twelve times a second.
      expect(gaps).toBeLessThan(6);
    } finally {
      await rig.stop();
      await card.close();
    }
  });

  test('becomes more patient where that runs dry, and loses nothing on the way', { timeout: 180_000 }, async () => {
    const start = rig.recording.length;
    const { child, report } = rig.stage('patience', { seconds: 8, seed: 3 });
    await new Promise((sounding) => child.once('message', sounding));
    let over = false;
    void report.finally(() => (over = true)).catch(() => {});
    // A machine that has no time for us for 40 ms, twice a second.
    while (!over) {
      await setTimeout(460);
      child.kill('SIGSTOP');
      await setTimeout(40);
      child.kill('SIGCONT');
    }
    const { patient } = (await report) as { patient: number };
    const { gaps, gapSamples, ...rest } = compare(rig.recording.since(start), spaced(noise(3, 8 * 24_000)));
    console.log(`${gaps} gaps (${gapSamples} samples) until it was ${Math.round(1000 * patient)} ms`);
    expect(rest).toEqual({ faded: 0, dropped: 0, repeated: 0, garbage: 0, lostAtStart: 0, lostAtEnd: 0 });
    expect(patient).toBeGreaterThan(0.03);
    // One that stayed quick would have two a second.
    expect(gaps).toBeLessThan(8);
  });

  test('becomes more patient while it sounds, and nothing is heard of that', { timeout: 60_000 }, async () => {
    const start = rig.recording.length;
    const { stats, patient } = await rig.play<{ stats: StreamStats; patient: number }>('patience', {
      seconds: 8,
      seed: 4,
    });
    const { gaps, gapSamples, ...rest } = compare(rig.recording.since(start), spaced(noise(4, 8 * 24_000)));
    console.log(`${gaps} gaps (${gapSamples} samples), ${stats.xruns} xruns, ${Math.round(1000 * patient)} ms`);
    expect(rest).toEqual({ faded: 0, dropped: 0, repeated: 0, garbage: 0, lostAtStart: 0, lostAtEnd: 0 });
    expect(gaps).toBeLessThanOrEqual(stats.xruns);
    expect(patient).toBeGreaterThan(0.03);
  });

  /** ms from the first write to the first sample of a stream that idles. */
  async function pacat(): Promise<number> {
    const args = ['--raw', `--rate=${rig.recording.rate}`, '--channels=1', '--format=s16le'];
    const child = spawn('pacat', args, { env: rig.environment, stdio: ['pipe', 'ignore', 'ignore'] });
    await setTimeout(500);
    const start = rig.recording.length;
    const written = now();
    const sound = noise(1, 48_000);
    child.stdin.write(new Uint8Array(sound.buffer));
    await setTimeout(300);
    const first = rig.recording.since(start).findIndex((sample) => sample !== 0);
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGKILL');
    await ended;
    await setTimeout(100);
    return rig.recording.arrivalOf(start + first) - written;
  }
});

/** In the first and the last 20 ms in which anything sounds, and in the silence around them. */
function clicksAtEdges(samples: Int16Array): number {
  const [first, last] = [samples.findIndex((sample) => sample !== 0), samples.findLastIndex((sample) => sample !== 0)];
  return clicks(samples.subarray(0, first + 480)) + clicks(samples.subarray(last - 480));
}

/** With a pause of 200 ms after every second, but for the last. */
function spaced(sound: Int16Array): Int16Array {
  const seconds = Array.from({ length: sound.length / 24_000 }, (_, i) => sound.subarray(i * 24_000, (i + 1) * 24_000));
  return concat(seconds.flatMap((second, i) => (i === 0 ? [second] : [new Int16Array(4_800), second])));
}
