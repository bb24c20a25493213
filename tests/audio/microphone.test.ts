import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StreamStats } from '../../app/native/portaudio.ts';
import type { Difference } from '../tools/compare.ts';
import { noise } from '../tools/noise.ts';
import { Rig, rigMissing } from '../tools/rig.ts';

describe.skipIf(rigMissing)('the microphone', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.start();
  });
  afterAll(() => rig.stop());

  test('ten seconds of speech arrive to the sample', async () => {
    const { child, report } = rig.stage('microphone', { seconds: 10, seed: 8 });
    await new Promise((listening) => child.once('message', listening));
    const speech = noise(8, 160_000);
    await rig.say(Int16Array.from([...new Int16Array(8_000), ...speech]));
    const { difference, stats } = (await report) as { difference: Difference; stats: StreamStats };
    const { gaps, gapSamples, ...rest } = difference;
    console.log(`${gaps} gaps (${gapSamples} samples), ${stats.xruns} xruns`);
    expect(rest).toEqual({ dropped: 0, repeated: 0, garbage: 0, lostAtStart: 0, lostAtEnd: 0 });
    expect(stats.dropped).toBe(0);
  });
});
