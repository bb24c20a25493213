import { beforeAll, expect, test } from 'vitest';
import { createTempo } from '../../../app/pcm/tempo.ts';
import { wait } from '../../../app/player/clock.ts';
import { createPlayer } from '../../../app/player/player.ts';
import type { Narrator } from '../../../app/synthesis/session.ts';
import { GLIDE_RATE, glide, glideStep, momentAfter } from '../../tools/glide.ts';
import { segmentOf } from '../../tools/narration.ts';
import { ManualClock } from './manual-clock.ts';
import { underway } from './stage.ts';
import { tapeDevice } from './tape.ts';

const RATE = GLIDE_RATE;

// The code that changes speed is loaded from the disk, which no clock of ours knows of.
beforeAll(async () => (await createTempo(2, RATE)).close());

/** `heldBack`: what follows on the first second comes so many ms late. */
function stage(seconds: number, { count = 1, pauseAfter = 1_000, heldBack = 0 } = {}) {
  const clock = new ManualClock();
  const { openDevice, tapes } = tapeDevice(clock);
  const sound = glide(seconds);
  const narrator: Narrator = {
    async *speak() {
      for (let at = 0; at < sound.length; at += 4_800) {
        if (at === RATE && heldBack > 0) await wait(clock, heldBack);
        yield { rate: RATE, channels: 1, samples: sound.subarray(at, at + 4_800) };
      }
    },
    make: async () => ({ take: { key: '', path: '', rate: RATE, frames: sound.length }, cached: true }),
    find: () => null,
    words: () => [],
  };
  const player = createPlayer({ narrator, openDevice, clock });
  const segments = Array.from({ length: count }, (_, number) => segmentOf(number, 40, pauseAfter));
  const play = () => player.play({ project: 'p', segments });
  const heard = () => {
    const { played } = tapes[0]!;
    return played.slice(played.findIndex((sample) => sample !== 0));
  };
  return { clock, player, play, heard };
}

const steps = (samples: readonly number[]) =>
  samples.slice(1).reduce((most, sample, i) => Math.max(most, Math.abs(sample - samples[i]!)), 0);

test.each([0.5, 0.75, 1.25, 2, 3])('at speed %f speech lasts as long as it should, at its own pitch', async (speed) => {
  const { clock, player, play, heard } = stage(6);
  player.tune({ speed });
  play();
  await clock.advance(20_000);
  expect(player.state().phase).toBe('idle');
  const samples = heard();
  const last = samples.findLastIndex((sample) => sample !== 0);
  expect(last / RATE).toBeGreaterThan((6 / speed) * 0.995);
  expect(last / RATE).toBeLessThan((6 / speed) * 1.005);
  for (const second of [1, 3, 5]) {
    const { moment, at } = momentAfter(samples, Math.round((second / speed) * RATE));
    expect(Math.abs(moment - (at / RATE) * speed), `what sounds at second ${second}`).toBeLessThan(0.12);
  }
});

test.each([
  [1, 2],
  [2, 1],
  [1, 0.5],
  [1.5, 3],
  [3, 0.75],
])('a change from %f to %f is heard within 150 ms, loses nothing and makes no edge', async (before, after) => {
  const { clock, player, play, heard } = stage(12);
  player.tune({ speed: before });
  play();
  await clock.advance(2_000);
  const changed = heard().length;
  player.tune({ speed: after });
  await clock.advance(1_500);
  const samples = heard();

  // What stays queued, 60 ms, goes on at the old speed; from there time passes at the new one.
  const turn = changed + 0.06 * RATE;
  const expected = (frame: number) => (turn * before + (frame - turn) * after) / RATE;
  for (const later of [0.1, 0.15, 0.5, 1]) {
    const { moment, at } = momentAfter(samples, changed + later * RATE);
    expect(Math.abs(moment - expected(at)), `${later} s after the change`).toBeLessThan(0.05);
  }
  expect(steps(samples)).toBeLessThan(1.3 * glideStep(12));
  expect(underway(player.state()).position).toBeCloseTo(expected(changed + 1.5 * RATE), 0);
});

test('the pauses of the script shrink with the speed, and stay silent to the sample', async () => {
  const { clock, player, play, heard } = stage(1, { count: 2 });
  player.tune({ speed: 2 });
  play();
  await clock.advance(5_000);
  const samples = heard();
  let longest = 0;
  const last = samples.findLastIndex((sample) => sample !== 0);
  for (let i = 0, run = 0; i < last; i++) {
    run = samples[i] === 0 ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  expect(longest / RATE).toBeCloseTo(0.5, 1);
});

test('a speed that is dragged along is followed to its end', async () => {
  const { clock, player, play, heard } = stage(12);
  play();
  await clock.advance(1_000);
  for (let speed = 1.05; speed <= 2; speed += 0.05) {
    player.tune({ speed });
    await clock.advance(16);
  }
  await clock.advance(1_000);
  const from = heard().length;
  await clock.advance(1_000);
  const samples = heard();
  const [one, other] = [momentAfter(samples, from), momentAfter(samples, samples.length - 2_000)];
  expect(Math.abs((RATE * (other.moment - one.moment)) / (other.at - one.at) - 2)).toBeLessThan(0.1);
});

test('after the last word was written a change still speeds up what is queued', async () => {
  const { clock, player, play } = stage(1.9);
  play();
  await clock.advance(300);
  player.tune({ speed: 3 });
  await clock.advance(900);
  expect(player.state()).toEqual({ phase: 'idle' });
});

test.each([0, 10, 30, 50, 70])('a change while only %d ms are left to play makes no edge', async (left) => {
  const { clock, player, play, heard } = stage(12, { heldBack: 1_500 });
  play();
  await clock.advance(1_000 - left);
  player.tune({ speed: 1.5 });
  await clock.advance(3_000);
  const samples = heard();
  const silent = samples.findIndex((_, i) => samples.slice(i, i + 50).every((sample) => sample === 0));
  const again = samples.findIndex((sample, i) => i > silent && sample !== 0);
  expect(again - silent, 'it ran dry').toBeGreaterThan(0.4 * RATE);
  // Into silence and out of it the device fades by itself, which a tape does not.
  expect(steps(samples.slice(0, silent))).toBeLessThan(0.02 * 32_768 + glideStep(12));
  expect(steps(samples.slice(again, again + 1.5 * RATE))).toBeLessThan(0.02 * 32_768 + glideStep(12));
});
