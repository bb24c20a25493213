import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DictationNotice } from '../../app/model/dictation.ts';
import { concat } from '../../app/pcm/frames.ts';
import { compare } from '../tools/compare.ts';
import { DictatingApp } from '../tools/dictating.ts';
import type { Feed } from '../tools/feed.ts';
import { noise } from '../tools/noise.ts';
import { Rig, rigMissing } from '../tools/rig.ts';
import { Scribe } from '../tools/scribe.ts';

/** By day ten minutes are 600, and a hundred moments; a fair taste of them is enough for each change. */
const SECONDS = Number(process.env['LECTERN_LISTENING'] ?? 5);
const KILLS = Number(process.env['LECTERN_KILLS'] ?? 1);
const PATIENCE = 30_000 + 2_000 * SECONDS + 12_000 * KILLS;
/** Samples that are surely written: 200 ms before the end, and what is still on its way through the sound server. */
const BEHIND = 16 * (200 + 100);

describe.skipIf(rigMissing)('what is dictated is kept', () => {
  let rig: Rig;
  let feed: Feed;
  let scribe: Scribe;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lectern-kept-'));
    rig = await Rig.start();
    rig.environment['TOGETHER_API_KEY'] = 'a-key-of-nobody';
    feed = await rig.feed();
    feed.muted = true;
    scribe = await Scribe.start();
  });
  afterAll(async () => {
    await feed.stop();
    await rig.stop();
    await scribe.stop();
    await rm(folder, { recursive: true });
  });
  const begin = (data: string) => DictatingApp.start(rig, { data: join(folder, data), baseUrl: scribe.url });
  const recorded = async (data: string, id: string) => {
    const bytes = await readFile(join(folder, data, 'recordings', `${id}.wav`));
    return new Int16Array(new Uint8Array(bytes.subarray(44, bytes.length - (bytes.length % 2))).buffer);
  };

  /** Where speech begins in a recording that hisses before. */
  const begins = (samples: Int16Array, speech: Int16Array) =>
    samples.findIndex((_, at) => speech.subarray(0, 8).every((sample, i) => samples[at + i] === sample));

  const holds = (samples: Int16Array, speech: Int16Array) => {
    const { lostAtStart, lostAtEnd, dropped, garbage } = compare(samples.subarray(begins(samples, speech)), speech);
    return { lostAtStart, lostAtEnd, dropped, garbage };
  };
  const WHOLE = { lostAtStart: 0, lostAtEnd: 0, dropped: 0, garbage: 0 };

  test('to the sample', { timeout: PATIENCE }, async () => {
    const app = await begin('whole');
    const speech = noise(8, 16_000 * SECONDS);
    await app.ask('start', {});
    await feed.say(concat([new Int16Array(8_000), speech, new Int16Array(8_000)]));
    await app.ask('stop');
    const { id } = app.state as { id: string };
    await app.end();
    const { gaps, gapSamples, ...rest } = compare(await recorded('whole', id), speech);
    console.log(`${SECONDS} s: ${gaps} gaps (${gapSamples} samples)`);
    expect(rest).toEqual({ faded: 0, dropped: 0, repeated: 0, garbage: 0, lostAtStart: 0, lostAtEnd: 0 });
  });

  test(
    'up to 200 ms before the app is killed, and it becomes text after the next start',
    { timeout: PATIENCE },
    async () => {
      const late: number[] = [];
      for (let kill = 0; kill < KILLS; kill++) {
        const data = `killed-${kill}`;
        const app = await begin(data);
        await app.ask('start', {});
        const { id } = app.state as { id: string };
        const speech = noise(kill + 1, 16_000 * 8);
        void feed.say(speech);
        await new Promise((resolve) => setTimeout(resolve, 400 + Math.random() * 2_500));
        const { spoken } = feed;
        await app.kill();
        const kept = await recorded(data, id);
        expect(begins(kept, speech), 'the first word is whole').toBeGreaterThanOrEqual(0);
        const heard = kept.subarray(begins(kept, speech));
        late.push((spoken - heard.length) / 16);
        console.log({ spoken, heard: heard.length, kept: kept.length });
        expect(heard).toEqual(speech.subarray(0, heard.length));
        expect(heard.length).toBeGreaterThan(spoken - BEHIND);
        feed.hush();
        const again = await begin(data);
        await again.until(() => again.entries.get(id)?.status === 'done', 20_000);
        expect(again.entries.get(id)!.text).toMatch(/^a recording of/);
        await again.end();
      }
      console.log(`behind at most ${Math.max(...late).toFixed(0)} ms, of ${KILLS}`);
    },
  );

  test(
    'from the first word on, also where the sound server lets the microphone run late',
    { timeout: PATIENCE },
    async () => {
      const app = await begin('late');
      rig.control('suspend-source', 'microphone', '1');
      const started = app.ask('start', {});
      await new Promise((resolve) => setTimeout(resolve, 600));
      expect(app.state.phase, 'nobody is told to speak').toBe('starting');
      rig.control('suspend-source', 'microphone', '0');
      await started;
      const speech = noise(9, 16_000);
      await feed.say(concat([speech, new Int16Array(3_200)]));
      await app.ask('stop');
      const { id } = app.state as { id: string };
      await app.end();
      const samples = await recorded('late', id);
      expect(begins(samples, speech)).toBeGreaterThanOrEqual(0);
      expect(holds(samples, speech)).toEqual(WHOLE);
    },
  );

  /** Dictates with the headset chosen; what is in the file at the end, and how long after its start each notice came. */
  const withHeadset = async (data: string, act: (app: DictatingApp) => Promise<void>) => {
    const app = await begin(data);
    await app.ask('choose', { input: 'headset' });
    await app.ask('start', {});
    const start = performance.now();
    const { id } = app.state as { id: string };
    await act(app);
    if (app.state.phase === 'listening') await app.ask('stop');
    await app.until(() => app.entries.get(id)?.status === 'done', 20_000);
    const after = (notice: DictationNotice) =>
      (app.states.find(({ state }) => 'notices' in state && state.notices.includes(notice))?.at ?? Infinity) - start;
    await app.end();
    return { samples: await recorded(data, id), after, text: app.entries.get(id)!.text };
  };
  const noticed = (app: DictatingApp, notice: DictationNotice) =>
    app.until(() => 'notices' in app.state && app.state.notices.includes(notice), 10_000);
  test(
    'with a chosen microphone that is not there: the default listens, and it is said',
    { timeout: PATIENCE },
    async () => {
      const speech = noise(4, 16_000);
      const { samples, after } = await withHeadset('missing', async () => {
        await feed.say(concat([speech, new Int16Array(3_200)]));
      });
      expect(after('input-missing')).toBeLessThan(1_000);
      expect(holds(samples, speech)).toEqual(WHOLE);
    },
  );

  test(
    'when the chosen microphone is taken away in mid-sentence: the default goes on',
    { timeout: PATIENCE },
    async () => {
      rig.connect();
      const headset = await rig.feed('headset');
      const [before, then] = [noise(5, 16_000), noise(6, 16_000)];
      const { samples, text } = await withHeadset('unplugged', async (app) => {
        const said = headset.say(concat([before, new Int16Array(3_200)]));
        headset.muted = true;
        await said;
        rig.disconnect('headset');
        // PulseAudio hands over by itself, so that all that can be told is that the default is muted just now.
        await Promise.race([noticed(app, 'input-changed'), noticed(app, 'muted')]);
        await feed.say(concat([then, new Int16Array(3_200)]));
      });
      await headset.stop();
      const half = begins(samples, then);
      expect(holds(samples.subarray(0, half), before)).toEqual(WHOLE);
      expect(holds(samples, then)).toEqual(WHOLE);
      expect(text).not.toBe('');
    },
  );

  test(
    'when the chosen microphone is silent: the default takes over within a second',
    { timeout: PATIENCE },
    async () => {
      rig.connect();
      const headset = await rig.feed('headset');
      headset.muted = true;
      const speech = noise(7, 16_000);
      const { samples, after } = await withHeadset('silent', async (app) => {
        await noticed(app, 'input-silent');
        await feed.say(concat([speech, new Int16Array(3_200)]));
      });
      await headset.stop();
      rig.disconnect('headset');
      console.log(`silence told after ${after('input-silent').toFixed(0)} ms`);
      expect(after('input-silent')).toBeLessThan(1_000);
      expect(holds(samples, speech)).toEqual(WHOLE);
    },
  );

  test('when the only microphone is muted, it is said within a second', { timeout: PATIENCE }, async () => {
    const app = await begin('muted');
    await app.ask('start', {});
    const start = performance.now();
    await noticed(app, 'muted');
    console.log(`mute told after ${(performance.now() - start).toFixed(0)} ms`);
    expect(performance.now() - start).toBeLessThan(1_000);
    feed.muted = false;
    await app.until(() => 'notices' in app.state && app.state.notices.length === 0, 5_000);
    feed.muted = true;
    await app.ask('cancel');
    await app.end();
  });

  test('when the last microphone is taken away, what was said becomes text', { timeout: PATIENCE }, async () => {
    const app = await begin('last');
    await app.ask('start', {});
    await feed.say(noise(3, 16_000));
    rig.disconnect('microphone');
    // The sound server may put a silent one in its place.
    await app.until(
      () => app.state.phase === 'done' || ('notices' in app.state && app.state.notices.length > 0),
      20_000,
    );
    if (app.state.phase === 'listening') await app.ask('stop');
    await app.until(() => app.entries.values().some(({ status }) => status === 'done'), 20_000);
    const [entry] = [...app.entries.values()];
    expect(entry!.text).not.toBe('');
    await app.end();
  });
});
