import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StreamStats } from '../../app/native/portaudio.ts';
import { concat } from '../../app/pcm/frames.ts';
import type { Difference } from '../tools/compare.ts';
import { noise } from '../tools/noise.ts';
import { Rig, rigMissing } from '../tools/rig.ts';

/** Ten minutes by day are 600; a fair taste of them is enough for each change. */
const SECONDS = Number(process.env['LECTERN_LISTENING'] ?? 20);

describe.skipIf(rigMissing)('the microphone', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.start();
  });
  afterAll(() => rig.stop());

  test('speech arrives to the sample while the loudspeaker plays', { timeout: 60_000 + 2_000 * SECONDS }, async () => {
    const { child, report } = rig.stage('microphone', { seconds: SECONDS, seed: 8 }, 60_000 + 1_500 * SECONDS);
    await new Promise((listening) => child.once('message', listening));
    const speech = noise(8, 16_000 * SECONDS);
    // Silence behind it, since what is in the pipe when it closes may be lost before it reaches the microphone.
    await rig.say(concat([new Int16Array(8_000), speech, new Int16Array(1_600)]));
    const { difference, stats } = (await report) as { difference: Difference; stats: StreamStats };
    const { gaps, gapSamples, ...rest } = difference;
    console.log(`${gaps} gaps (${gapSamples} samples), ${stats.xruns} xruns`);
    expect(rest).toEqual({ faded: 0, dropped: 0, repeated: 0, garbage: 0, lostAtStart: 0, lostAtEnd: 0 });
    expect(stats.dropped).toBe(0);
  });
});
