import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { glideStep, momentAfter } from '../tools/glide.ts';
import { Rig, RIG_RATE, rigMissing } from '../tools/rig.ts';

interface Report {
  moments: { at: number; second: number }[];
  xruns: number;
}

describe.skipIf(rigMissing)('a person who listens', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.start();
  });
  afterAll(() => rig.stop());

  const heard = async (settings: object) => {
    const start = rig.recording.length;
    const report = await rig.play<Report>('tune', settings);
    const samples = rig.recording.since(start);
    /** The frame of the recording that came in at a moment. */
    const frameAt = (time: number) => {
      let frame = 0;
      while (frame < samples.length && rig.recording.arrivalOf(start + frame) < time) frame += 24;
      return frame;
    };
    return { samples, frameAt, ...report };
  };

  test('at twice the speed speech is half as long, at its own pitch, from the first sample on', async () => {
    const { samples } = await heard({ seconds: 4, speed: 2, after: 2, latency: 0.1 });
    // Silence is what a busy machine adds; the sound itself has next to none.
    const sound = samples.filter((sample) => sample !== 0);
    expect(Math.abs((2 * sound.length) / (4 * RIG_RATE) - 1)).toBeLessThan(0.005);
    for (const second of [0.4, 0.9, 1.4]) {
      const { moment, at } = momentAfter(sound, second * RIG_RATE);
      expect(Math.abs(moment - (2 * at) / RIG_RATE)).toBeLessThan(0.12);
    }
  });

  test('a change of speed is heard soon, loses nothing, and makes no edge', async () => {
    const { samples, frameAt, moments } = await heard({ speed: 1, after: 2, latency: 0.05 });
    const first = samples.findIndex((sample) => sample !== 0);
    const changed = frameAt(moments[0]!.at);
    const line = [0.3, 0.6, 0.9].map((later) => momentAfter(samples, changed + later * RIG_RATE));
    // Where the line of the new speed meets that of the old one, the change was heard.
    const turns = line.map(({ moment, at }) => 2 * at - first - moment * RIG_RATE);
    console.log(turns.map((turn) => `${((turn - changed) / 24).toFixed(0)} ms`).join(' '));
    for (const turn of turns) {
      expect((turn - changed) / RIG_RATE).toBeLessThan(0.3);
      expect((turn - changed) / RIG_RATE).toBeGreaterThan(0);
    }
    const steps = samples
      .slice(first, first + 2.5 * RIG_RATE)
      .map((sample, i) => Math.abs(samples[first + i + 1]! - sample));
    expect(Math.max(...steps.slice(0, -1))).toBeLessThan(1.3 * glideStep(6));
  });

  test('a seek is heard at once, at the very second', async () => {
    const { samples, frameAt, moments, xruns } = await heard({ seeks: 12, latency: 0.01 });
    const waits = moments.map(({ at, second }) => {
      const asked = frameAt(at);
      let frame = asked;
      while (frame < asked + 0.6 * RIG_RATE) {
        const { moment, at: middle } = momentAfter(samples, frame);
        if (Math.abs(moment - second - (middle - frame) / RIG_RATE) < 0.03) break;
        frame += 48;
      }
      return (frame - asked) / 24;
    });
    const median = waits.toSorted((a, b) => a - b)[waits.length >> 1]!;
    console.log(`heard after ${waits.map((wait) => wait.toFixed(0)).join(' ')} ms, median ${median.toFixed(0)}`);
    // A gap within the waves by which a moment is told makes it another one.
    const missed = waits.filter((wait) => wait >= 600).length;
    expect(missed, 'each is heard, before the next is asked for').toBeLessThanOrEqual(Math.min(3, xruns));
  });
});
