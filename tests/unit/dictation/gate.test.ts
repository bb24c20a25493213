import { expect, test } from 'vitest';
import { SpeechGate } from '../../../app/dictation/gate.ts';
import { muteWatch } from '../../../app/dictation/level.ts';

const RATE = 16;
/** ms of noise whose samples are at most `loud`. */
function noise(ms: number, loud: number): Int16Array {
  let seed = 7;
  return Int16Array.from({ length: ms * RATE }, () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.round((seed / 2 ** 30 - 1) * loud);
  });
}

/** What a gate makes of sound that comes in pieces of `piece` samples: ms that are sent, and speech of each turn. */
function gated(parts: Int16Array[], piece = 320) {
  const gate = new SpeechGate();
  const all = Int16Array.from(parts.flatMap((part) => [...part]));
  const out = [];
  for (let at = 0; at < all.length; at += piece) out.push(...gate.push(all.subarray(at, at + piece)));
  const last = gate.end();
  const every = last ? [...out, last] : out;
  return {
    sent: every.reduce((sum, { speech }) => sum + speech.length, 0) / RATE,
    turns: every.flatMap(({ ended }) => (ended === null ? [] : [ended])),
  };
}

test.each([1, 40, 1000])('of a minute of room noise at %i nothing is sent', (loud) => {
  const { sent, turns } = gated([noise(60_000, loud)]);
  // A loud room may be listened to until it is known.
  expect(sent).toBeLessThan(loud > 40 ? 1_700 : 1);
  expect(turns.length).toBeLessThanOrEqual(1);
});

test('speech is sent with half a second before it and the pause after it, and its turn ends in that pause', () => {
  const { sent, turns } = gated([noise(3_000, 20), noise(1_000, 3_000), noise(3_000, 20)]);
  expect(sent).toBe(500 + 1_000 - 20 + 600);
  expect(turns).toEqual([1_000]);
});

test('quiet speech is speech, in a quiet room', () => {
  expect(gated([noise(3_000, 8), noise(1_000, 120), noise(3_000, 8)]).turns).toEqual([1_000]);
});

test('whoever speaks on and on has turns cut in short breaths, and no sample is sent twice or lost', () => {
  const sentence = [noise(2_800, 4_000), noise(200, 10)];
  const { sent, turns } = gated([noise(500, 10), ...Array.from({ length: 20 }, () => sentence).flat()]);
  expect(sent).toBe(500 + 60_000 - (500 - 480));
  expect(turns.length).toBeGreaterThanOrEqual(4);
  expect(turns.reduce((sum, ms) => sum + ms, 0)).toBe(20 * 2_800);
});

test('how the sound comes in pieces makes no difference', () => {
  const sound = [noise(1_000, 20), noise(700, 3_000), noise(900, 20), noise(400, 3_000)];
  expect(gated(sound, 1)).toEqual(gated(sound, 16_000));
});

test('a microphone without a hiss is muted within a second, and again alive with the first sound', () => {
  const watch = muteWatch(16_000);
  const zeros = (ms: number) => new Int16Array(ms * RATE);
  const told = [noise(500, 9), zeros(400), zeros(400), zeros(400), noise(20, 9)].map(watch);
  expect(told).toEqual([null, null, true, null, false]);
});
