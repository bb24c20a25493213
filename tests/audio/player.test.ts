import { loadavg } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { StreamStats } from '../../app/native/portaudio.ts';
import { compare } from '../tools/compare.ts';
import { clicks } from '../tools/noise.ts';
import { Rig, rigMissing } from '../tools/rig.ts';
import { extent, playSeeds } from '../tools/rigs.ts';
import { supplyOf } from '../tools/supply.ts';

const whole = { dropped: 0, repeated: 0, garbage: 0, lostAtStart: 0, lostAtEnd: 0 };

interface Report {
  phases: string[];
  /** Why it failed, or null. */
  problem: string | null;
  spoken: string[];
  positions: number;
  seconds: number;
  stalls: number;
  stats: StreamStats[];
}

interface Settings {
  seed: number;
  segments: number;
  seconds: number;
  smooth?: 1;
}

/** 600 segments are half an hour. */
const usual = { segments: Math.round(20 * extent.minutes), seconds: 2.58 };
const limit = extent.minutes * 60_000 * 2 * Math.ceil(extent.seeds.length / extent.rigs) + 60_000;

/** Plays all seeds, and tells of each how what was heard differs from what was meant before anything is judged. */
async function played(settingsOf: (seed: number) => Settings & Record<string, number>) {
  const all = await playSeeds<Report>('player', settingsOf, limit);
  const judged = all.map(({ seed, report, samples, stood }) => {
    const { smooth, ...settings } = settingsOf(seed);
    const { script, segments } = supplyOf({ ...settings, smooth: smooth === 1 });
    const { gaps, gapSamples, faded, ...wrong } = compare(samples, script);
    const sum = (count: (stats: StreamStats) => number) => report.stats.reduce((all, stats) => all + count(stats), 0);
    const counts = {
      gaps,
      stalls: report.stalls,
      starved: report.phases.filter((phase) => phase === 'starving').length,
      clicks: smooth === 1 ? clicks(samples) : 0,
      underruns: sum(({ underruns }) => underruns),
      xruns: sum(({ xruns }) => xruns),
      opened: report.stats.length,
    };
    const { problem } = report;
    const figures = {
      minutes: round(script.length / 24_000 / 60),
      gapSeconds: Number((gapSamples / 24_000).toFixed(3)),
      faded,
      stood,
    };
    const load = round(loadavg()[0]!);
    console.log(JSON.stringify({ seed, segments: segments.length, ...figures, ...wrong, ...counts, problem, load }));
    return { seed, report, wrong, counts, ids: segments.map(({ id }) => id) };
  });
  for (const { seed, report, wrong, ids } of judged) {
    expect(wrong, `seed ${seed}`).toEqual(whole);
    expect(report.spoken).toEqual(ids);
  }
  return judged;
}

const round = (value: number) => Number(value.toFixed(1));

describe.skipIf(rigMissing)('the player', () => {
  test.each([
    ['a patient device', {}],
    ['the device that Lectern begins with', { own: 1 }],
  ])(
    'segments that come over a jittery network are heard joined by exactly the pauses of the script: %s',
    { timeout: limit },
    async (_, device) => {
      for (const { report, counts } of await played((seed) => ({ ...usual, ...device, seed, jitter: 400, pace: 2 }))) {
        expect(report.phases).toEqual(['loading', 'playing', 'idle']);
        expect(counts, 'the end is all that ran dry').toMatchObject({ opened: 1, underruns: 1 });
        expect(counts.gaps, 'each has been counted by the device').toBeLessThanOrEqual(counts.xruns);
        expect(report.positions / report.seconds).toBeGreaterThan(10);
      }
    },
  );

  test('a service that falls silent adds silence with soft edges, and nothing else', { timeout: limit }, async () => {
    for (const { counts } of await played((seed) => ({ ...usual, seed, smooth: 1, stallEvery: 5 }))) {
      const { gaps, stalls, xruns } = counts;
      expect(counts).toMatchObject({ opened: 1, starved: stalls, underruns: stalls + 1 });
      expect(gaps).toBeGreaterThanOrEqual(stalls);
      expect(gaps - stalls, 'each other one has been counted by the device').toBeLessThanOrEqual(xruns);
      expect(counts.clicks, 'only where the device ran dry by itself').toBeLessThanOrEqual(2 * xruns);
    }
  });

  test('a loudspeaker that is unplugged and plugged in again goes on where it left off', async () => {
    const rig = await Rig.start();
    try {
      // In the middle of speech: silence beside a pause would be taken for a part of it.
      const settings = { seed: 1, segments: 2, seconds: 4 };
      const { script, segments } = supplyOf(settings);
      const start = rig.recording.length;
      const { child, report } = rig.stage('player', settings);
      await Promise.race([new Promise((sounding) => child.once('message', sounding)), report]);
      await setTimeout(1_500);
      rig.unplug();
      await setTimeout(500);
      rig.plug();
      const { spoken, phases } = (await report) as Report;
      const { dropped, repeated, ...rest } = compare(rig.recording.since(start), script);
      console.log(`${(dropped / 24).toFixed(0)} ms lost, ${(repeated / 24).toFixed(0)} ms heard twice`);
      expect(rest).toMatchObject({ garbage: 0, lostAtStart: 0, lostAtEnd: 0 });
      expect(dropped, 'nothing is left unsaid').toBe(0);
      expect(repeated / 24).toBeLessThan(250);
      expect(spoken).toEqual(segments.map(({ id }) => id));
      expect(phases).toEqual(['loading', 'playing', 'starving', 'playing', 'idle']);
    } finally {
      await rig.stop();
    }
  });
});
