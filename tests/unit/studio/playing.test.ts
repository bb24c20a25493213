import { expect, test } from 'vitest';
import { Problem } from '../../../app/model/problem.ts';
import { clockedDevice } from '../../../app/player/clocked.ts';
import type { OpenDevice } from '../../../app/player/device.ts';
import { playThrough } from '../../../app/studio/playing.ts';
import { narrationOf } from '../../tools/narration.ts';

const { narrator, segments, voice } = narrationOf(1);
const narration = {
  script: { title: 'A note', author: null, language: null, cast: [], pronunciations: [], spelled: false, chapters: [] },
  segments,
  omitted: [],
  voice,
};
const never = new AbortController().signal;

test('a narration is played to its end, and how that went is told', async () => {
  let sounded = 0;
  const how = { speed: 3, signal: never, onSounding: () => sounded++ };
  const meters = await playThrough(narration, how, { narrator, openDevice: clockedDevice() });
  expect(meters).toMatchObject({ underruns: 0, starved: 0, firstSound: { total: expect.any(Number) as number } });
  expect(sounded).toBeGreaterThan(0);
});

test('without a loudspeaker it fails with that problem, and nothing is asked for', async () => {
  const asked: unknown[] = [];
  const counting = {
    ...narrator,
    speak: (...order: Parameters<typeof narrator.speak>) => (asked.push(order), narrator.speak(...order)),
  };
  const openDevice: OpenDevice = () => Promise.reject(new Problem('sound-unavailable', 'no card'));
  const played = playThrough(narration, { speed: 1, signal: never }, { narrator: counting, openDevice });
  await expect(played).rejects.toMatchObject({ code: 'sound-unavailable', message: 'no card' });
  expect(asked).toEqual([]);
});

test('a wish to stop ends it in the middle, silent by then', async () => {
  const stop = new AbortController();
  const opened: Awaited<ReturnType<OpenDevice>>[] = [];
  const openDevice: OpenDevice = async (format) => {
    opened.push(await clockedDevice()(format));
    return opened[0]!;
  };
  const how = { speed: 0.5, signal: stop.signal, onSounding: () => stop.abort() };
  await expect(playThrough(narration, how, { narrator, openDevice })).rejects.toMatchObject({ name: 'AbortError' });
  expect(opened[0]!.empty).toBe(true);
  await expect(opened[0]!.write(new Int16Array(1))).rejects.toMatchObject({ code: 'sound-device-lost' });
});
