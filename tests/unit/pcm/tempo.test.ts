import { expect, test } from 'vitest';
import { concat } from '../../../app/pcm/frames.ts';
import { createTempo } from '../../../app/pcm/tempo.ts';

const RATE = 24_000;

/** A voice that never tires: a buzz of harmonics that fall as speech's do, swelling three times a second. */
function buzz(pitch: number, seconds: number): Int16Array {
  return Int16Array.from({ length: seconds * RATE }, (_, i) => {
    const t = i / RATE;
    let sample = 0;
    for (let harmonic = 1; harmonic < 12; harmonic++) {
      sample += Math.sin(2 * Math.PI * pitch * harmonic * t + harmonic) / harmonic;
    }
    return 6_000 * (0.6 + 0.4 * Math.sin(6 * Math.PI * t)) * sample;
  });
}

async function stretched(sound: Int16Array, speed: number): Promise<Int16Array> {
  const tempo = await createTempo(speed, RATE);
  const parts = Array.from({ length: Math.ceil(sound.length / 999) }, (_, i) =>
    tempo.push(sound.subarray(i * 999, (i + 1) * 999)),
  );
  parts.push(tempo.flush());
  tempo.close();
  return concat(parts);
}

/** The fundamental in Hz: the first lag from 60 to 400 Hz at which a quarter of a second is about as like itself as can be. */
function pitchOf(samples: Int16Array, at: number): number {
  const least = RATE / 400;
  const likeness = Array.from({ length: RATE / 60 - least }, (_, i) => {
    let sum = 0;
    for (let j = at; j < at + RATE / 4; j++) sum += samples[j]! * samples[j + least + i]!;
    return sum;
  });
  const enough = 0.8 * Math.max(...likeness);
  const peak = likeness.findIndex(
    (sum, i) => sum >= enough && sum >= (likeness[i - 1] ?? 0) && sum >= (likeness[i + 1] ?? 0),
  );
  return RATE / (least + peak);
}

test.each([0.5, 0.55, 0.8, 1.05, 1.25, 1.5, 2, 2.45, 3])(
  'at speed %f the length changes as it should and the pitch stays',
  async (speed) => {
    for (const pitch of [97, 220]) {
      const sound = await stretched(buzz(pitch, 2), speed);
      expect(Math.abs((sound.length * speed) / (2 * RATE) - 1)).toBeLessThan(0.002);
      expect(Math.abs(pitchOf(sound, sound.length >> 1) / pitch - 1)).toBeLessThan(0.03);
    }
  },
);

test('at speed 1 the very samples come out, without a delay', async () => {
  const tempo = await createTempo(1, RATE);
  const sound = buzz(150, 1);
  expect(tempo.push(sound)).toEqual(sound);
  expect(tempo.flush()).toEqual(new Int16Array(0));
});

test('the end is not lost: a sound in the last 40 ms is there at any speed', async () => {
  for (const speed of [0.5, 0.95, 1.5, 2.05, 3]) {
    const sound = new Int16Array(RATE);
    sound.set(buzz(150, 0.04), RATE - 960);
    const last = (await stretched(sound, speed)).subarray(-(960 / speed) * 1.2);
    expect(last.filter((sample) => Math.abs(sample) > 1_000).length, `at ${speed}`).toBeGreaterThan(200 / speed);
  }
});

test('how far it stays behind never grows', async () => {
  const sound = buzz(220, 6);
  for (const speed of [0.5, 0.95, 1.05, 2.05, 3]) {
    const tempo = await createTempo(speed, RATE);
    let given = 0;
    for (let at = 0; at < sound.length; at += 1_000) {
      given += tempo.push(sound.subarray(at, at + 1_000)).length;
      const behind = (at + 1_000 - given * speed) / RATE;
      expect(Math.abs(behind), `at ${speed}`).toBeLessThan(0.045);
    }
    tempo.close();
  }
});
