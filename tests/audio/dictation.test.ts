import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { concat } from '../../app/pcm/frames.ts';
import { wavHeader } from '../../app/pcm/wav-header.ts';
import { flite, service } from '../integration/local-service.ts';
import { DictatingApp } from '../tools/dictating.ts';
import type { Feed } from '../tools/feed.ts';
import { recogniseSpeech, wordErrorRate } from '../tools/recognise.ts';
import { Rig, rigMissing } from '../tools/rig.ts';
import { SENTENCES } from '../tools/sentences.ts';

/** Twenty by day; two are a fair taste for each change. */
const COUNT = Number(process.env['LECTERN_SENTENCES'] ?? 2);
/** ms; the recogniser shares the machine with all else that is tested. */
const PATIENCE = 60_000 + 30_000 * COUNT;
const silence = (ms: number) => new Int16Array(ms * 16);

describe.skipIf(rigMissing)('dictation', () => {
  let rig: Rig;
  let feed: Feed;
  let app: DictatingApp;
  let folder: string;
  const ends: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lectern-dictation-'));
    rig = await Rig.start();
    feed = await rig.feed();
    app = await DictatingApp.start(rig, { data: join(folder, 'data') });
  }, PATIENCE);
  afterAll(async () => {
    await app.end();
    await feed.stop();
    await rig.stop();
    for (const end of ends) await end();
    await rm(folder, { recursive: true });
  }, PATIENCE);

  test(
    'what is said into the microphone becomes the text that its recognition alone would be',
    { timeout: PATIENCE },
    async () => {
      const { sound } = await service([flite()], (end) => ends.push(end));
      const direct: number[] = [];
      const dictated: number[] = [];
      let ends20 = 0;
      for (const sentence of SENTENCES.slice(0, COUNT)) {
        const asked = {
          model: 'lectern/flite',
          voice: 'slt',
          input: sentence,
          response_format: 'raw',
          sample_rate: 16_000,
        };
        const bytes = await sound({ ...asked, response_encoding: 'pcm_s16le' });
        const speech = new Int16Array(new Uint8Array(bytes).buffer);
        const file = join(folder, 'said.wav');
        const header = wavHeader({ rate: 16_000, channels: 1, frames: speech.length });
        await writeFile(file, Buffer.concat([header, new Uint8Array(speech.buffer)]));
        const alone = await recogniseSpeech(file);
        await app.ask('start', {});
        await app.phase('listening');
        await feed.say(concat([silence(100), speech, silence(150)]));
        await app.ask('stop');
        await app.phase('done');
        const text = app.state.phase === 'done' ? app.state.text : '';
        direct.push(wordErrorRate(sentence, alone));
        dictated.push(wordErrorRate(sentence, text));
        const [heard, wanted] = [text, alone].map((said) => said.toLowerCase().split(' '));
        ends20 += heard![0] === wanted![0] && heard!.at(-1) === wanted!.at(-1) ? 1 : 0;
        console.log(JSON.stringify({ sentence, alone, text }));
      }
      const mean = (rates: number[]) => rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
      console.log(
        `word error rate ${mean(dictated).toFixed(3)}, of the files ${mean(direct).toFixed(3)}; both ends ${ends20} of ${COUNT}`,
      );
      expect(mean(dictated)).toBeLessThanOrEqual(mean(direct) + 0.03 + 1e-9);
      expect(ends20).toBeGreaterThanOrEqual(Math.floor(COUNT * 0.95));
    },
  );
});
