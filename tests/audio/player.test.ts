import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { concat } from '../../app/pcm/frames.ts';
import { compare } from '../tools/compare.ts';
import { narrationOf } from '../tools/narration.ts';
import { Rig, rigMissing } from '../tools/rig.ts';

describe.skipIf(rigMissing)('the player', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.start();
  });
  afterAll(() => rig.stop());

  test('twenty segments are heard joined by exactly the pauses of the script', async () => {
    const { segments, takes } = narrationOf(20);
    const start = rig.recording.length;
    const report = await rig.play<{
      phases: string[];
      spoken: string[];
      positions: number;
      seconds: number;
      start: number;
      cpu: number;
    }>('player', { segments: 20 });
    const samples = rig.recording.since(start);
    const first = rig.recording.arrivalOf(start + samples.findIndex((sample) => sample !== 0)) - report.start;
    const perMinute = (60 * report.cpu) / report.seconds;
    console.log(`play to first sample ${first.toFixed(0)} ms, CPU ${perMinute.toFixed(2)} s a minute`);

    const { gaps, gapSamples, ...rest } = compare(samples, joined(takes));
    console.log(`${gaps} gaps (${gapSamples} samples)`);
    expect(rest).toEqual({ dropped: 0, repeated: 0, garbage: 0, lostAtStart: 0, lostAtEnd: 0 });
    expect(report.spoken).toEqual(segments.map(({ id }) => id));
    expect(report.phases).toEqual(['loading', 'playing', 'idle']);
    expect(report.positions / report.seconds).toBeGreaterThan(10);
  });

  test('a loudspeaker that is unplugged and plugged in again goes on where it left off', async () => {
    const { segments, takes } = narrationOf(10);
    const start = rig.recording.length;
    const { child, report } = rig.stage('player', { segments: 10 });
    await new Promise((sounding) => child.once('message', sounding));
    await setTimeout(1_500);
    rig.unplug();
    await setTimeout(500);
    rig.plug();
    const { spoken, phases } = (await report) as { spoken: string[]; phases: string[] };
    const samples = rig.recording.since(start);

    const { dropped, repeated, ...rest } = compare(samples, joined(takes));
    console.log(`${(dropped / 24).toFixed(0)} ms lost, ${(repeated / 24).toFixed(0)} ms heard twice`);
    expect(rest).toMatchObject({ garbage: 0, lostAtStart: 0, lostAtEnd: 0 });
    expect(dropped, 'nothing is left unsaid').toBe(0);
    expect(repeated / 24).toBeLessThan(250);
    expect(spoken).toEqual(segments.map(({ id }) => id));
    expect(phases).toEqual(['loading', 'playing', 'starving', 'playing', 'idle']);
  });
});

/** Takes with the script's pause of 200 ms between them. */
function joined(takes: Int16Array[]): Int16Array {
  const pause = new Int16Array(4_800);
  return concat(takes.flatMap((take, i) => (i === takes.length - 1 ? [take] : [take, pause])));
}
