import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { wavHeader } from '../../app/pcm/wav-header.ts';
import { createTogether, type Together } from '../../app/together/client.ts';
import { wordErrorRate } from '../tools/recognise.ts';
import { flite, service } from './local-service.ts';

const TEXT = 'The children were playing in the garden.';
const MODEL = 'lectern/pocketsphinx';
/** More than the recogniser errs on this voice. */
const MOST_ERRORS = 0.3;
/** ms; the recogniser shares the machine with all else that is tested. */
const PATIENCE = 120_000;
const never = () => new AbortController().signal;

/** A client of the offline service, and TEXT as that speaks it, at 16 kHz. */
async function local(): Promise<{ client: Together; samples: Int16Array }> {
  const { url, sound } = await service([flite()]);
  const client = createTogether({ baseUrl: `${url}/v1`, key: async () => null });
  onTestFinished(() => client.close());
  const speech = { model: 'lectern/flite', voice: 'slt', input: TEXT, response_format: 'raw', sample_rate: 16_000 };
  const bytes = await sound({ ...speech, response_encoding: 'pcm_s16le' });
  return { client, samples: new Int16Array(new Uint8Array(bytes).buffer) };
}

test(
  'the offline service writes down a recording, with times inside of it',
  async () => {
    const { client, samples } = await local();
    const folder = await mkdtemp(join(tmpdir(), 'lectern-listening-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, 'a.wav');
    const header = wavHeader({ rate: 16_000, channels: 1, frames: samples.length });
    await writeFile(file, Buffer.concat([header, new Uint8Array(samples.buffer)]));
    const request = { model: MODEL, recording: { file } };
    const speakers = {};
    const asked = { ...request, times: ['segment', 'word'], speakers } as const;
    const { text, duration, segments, words } = await client.transcribe(asked, never());
    expect(wordErrorRate(TEXT, text)).toBeLessThan(MOST_ERRORS);
    expect(duration).toBeCloseTo(samples.length / 16_000, 1);
    expect(wordErrorRate(TEXT, words.map(({ text }) => text).join(' '))).toBeLessThan(MOST_ERRORS);
    const times = words.flatMap(({ start, end }) => [start, end]);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(segments.at(-1)!.end).toBeLessThanOrEqual(duration!);
    expect(new Set(words.map(({ speaker }) => speaker)).size).toBe(1);
    const plain = await client.translate({ ...request, times: [] }, never());
    expect(plain).toEqual({ text, language: null, duration: null, segments: [], words: [], speakers: [] });
  },
  PATIENCE,
);

test(
  'the offline service writes down what is said while it is said',
  async () => {
    const { client, samples } = await local();
    const session = client.listen({ model: MODEL, turns: { maxSpeech: 30 } }, never());
    const events: string[] = [];
    const texts: string[] = [];
    const reading = (async () => {
      for await (const event of session.events) {
        events.push(event.type);
        if (event.type === 'completed') texts.push(event.text);
      }
    })();
    for (let at = 0; at < samples.length; at += 1600) session.append(samples.subarray(at, at + 1600));
    await session.flush(10_000);
    await session.close();
    await reading;
    expect(wordErrorRate(TEXT, texts.join(' '))).toBeLessThan(MOST_ERRORS);
    expect([events[0], new Set(events)]).toEqual(['created', new Set(['created', 'partial', 'completed'])]);
  },
  PATIENCE,
);

test('what the offline service does not have is told at once', async () => {
  const { client } = await local();
  const events = await Array.fromAsync(client.listen({ model: 'nobody/nothing' }, never()).events);
  expect(events).toMatchObject([{ type: 'failed', problem: { code: 'model-unknown' } }]);
});
