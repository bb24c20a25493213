import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Rig, rigMissing } from '../tools/rig.ts';

const SECONDS = 3;
const RATE = 48_000;

describe.skipIf(rigMissing)('a loudspeaker of 48 kHz and two channels', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.start({ rate: RATE, channels: 2 });
  });
  afterAll(() => rig.stop());

  /** Two busy cores may starve any device; a tone with a hole in it says nothing about rates. */
  async function uninterrupted(play: () => Promise<number>): Promise<Int16Array> {
    for (let tries = 0; ; tries++) {
      const start = rig.recording.length;
      const xruns = await play();
      if (xruns === 0 || tries === 4) return rig.recording.since(start);
    }
  }

  const ways = [
    ['takes 24 kHz and one channel', 0, { rate: 24_000, channels: 1, written: SECONDS * 24_000 }],
    ['refuses them', 1, { rate: RATE, channels: 2, written: SECONDS * RATE }],
  ] as const;

  test.each(ways)('one that %s sounds the same, and as long to the frame', async (_, refuses, expected) => {
    const recorded = await uninterrupted(async () => {
      const { xruns, ...report } = await rig.play<{ xruns: number }>('rate', { seconds: SECONDS, refuses });
      expect(report).toEqual(expected);
      return xruns;
    });
    const left = recorded.filter((_, i) => i % 2 === 0);
    expect(recorded.filter((_, i) => i % 2 === 1)).toEqual(left);
    const from = left.findIndex((sample) => sample !== 0);
    const sound = left.subarray(from, left.findLastIndex((sample) => sample !== 0) + 1);
    // A filter rings for some 5 ms on either side of where a tone begins and ends.
    expect(Math.abs(sound.length - SECONDS * RATE)).toBeLessThan(0.01 * RATE);
    const ratio = toneToRest(sound.subarray(1_000, -1_000), 997);
    console.log(`${ratio.toFixed(1)} dB`);
    // A single frame too many or too few would turn the tone by 7 degrees, which leaves 20 dB of it.
    expect(ratio).toBeGreaterThan(90);
  });
});

/** How much louder the tone of a frequency (Hz) is than all else, in dB. */
function toneToRest(samples: Int16Array, frequency: number): number {
  const angle = (2 * Math.PI * frequency) / RATE;
  // The best fit of a sine and a cosine, by least squares.
  let [ss, sc, cc, ys, yc] = [0, 0, 0, 0, 0];
  samples.forEach((y, i) => {
    const [s, c] = [Math.sin(angle * i), Math.cos(angle * i)];
    ss += s * s;
    sc += s * c;
    cc += c * c;
    ys += y * s;
    yc += y * c;
  });
  const a = (ys * cc - yc * sc) / (ss * cc - sc * sc);
  const b = (yc * ss - ys * sc) / (ss * cc - sc * sc);
  let [tone, rest] = [0, 0];
  samples.forEach((y, i) => {
    const fit = a * Math.sin(angle * i) + b * Math.cos(angle * i);
    tone += fit * fit;
    rest += (y - fit) ** 2;
  });
  return 10 * Math.log10(tone / rest);
}
