import { on } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OpenAI, { NotFoundError, RateLimitError } from 'openai';
import Together from 'together-ai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { wordErrorRate } from '../tools/recognise.ts';
import { ended, firstLine, makeHome, startLectern } from '../tools/lectern.ts';
import { flite, service, type Service, serviceAt } from './local-service.ts';

/** Clients that others wrote, at `lectern speech-service`, with nothing but its base URL. */
const ends: (() => Promise<void>)[] = [];
const SENTENCE = 'The clocks were striking thirteen.';
const speech = { model: 'lectern/flite', voice: 'slt', input: SENTENCE };
let local: Service;
let reference: Int16Array;
let path: string;
let together: Together;
let openai: OpenAI;

beforeAll(async () => {
  const home = await makeHome();
  const child = startLectern(home, ['speech-service']);
  ends.push(async () => {
    child.kill('SIGINT');
    await ended(child);
    await home.leave();
  });
  local = serviceAt(await firstLine(child));
  const options = { baseURL: `${local.url}/v1`, apiKey: 'any' };
  together = new Together(options);
  openai = new OpenAI(options);
  const wav = await local.sound(speech);
  reference = shorts(wav.subarray(44));
  const folder = await mkdtemp(join(tmpdir(), 'lectern-test-'));
  ends.push(() => rm(folder, { recursive: true }));
  path = join(folder, 'speech.wav');
  await writeFile(path, wav);
});
afterAll(() => Promise.all(ends.map((end) => end())));

const shorts = (bytes: Uint8Array) => new Int16Array(new Uint8Array(bytes).buffer);

describe('together-ai', () => {
  test('speaks', async () => {
    const reply = await together.audio.speech.create({ ...speech, response_format: 'wav' });
    expect(shorts(new Uint8Array(await reply.arrayBuffer()).subarray(44))).toEqual(reference);
  });

  test('speaks as a stream', async () => {
    const stream = await together.audio.speech.create({
      ...speech,
      stream: true,
      response_format: 'raw',
      response_encoding: 'pcm_s16le',
    });
    const parts: Buffer[] = [];
    // Its types have an older shape of the events than the one that the service documents.
    for await (const chunk of stream as AsyncIterable<unknown>) {
      parts.push(Buffer.from((chunk as { delta: string }).delta, 'base64'));
    }
    expect(shorts(Buffer.concat(parts))).toEqual(reference);
  });

  test('lists voices and models', async () => {
    const { data } = await together.audio.voices.list();
    const some = { 'lectern/flite': 'SLT', 'lectern/espeak-ng': 'English (America)' };
    expect(data.map(({ model }) => model)).toEqual(Object.keys(some));
    expect(data.map(({ voices }) => voices.map(({ name }) => name))).toEqual(
      Object.values(some).map((name) => expect.arrayContaining([name])),
    );
    expect((await together.models.list()).map(({ id }) => id)).toContain('lectern/flite');
  });

  test('transcribes, in both shapes, with the model that it leaves out', async () => {
    const plain = await together.audio.transcriptions.create({ file: createReadStream(path) });
    expect(wordErrorRate(SENTENCE, plain.text)).toBe(0);
    const verbose = (await together.audio.transcriptions.create({
      file: createReadStream(path),
      model: 'openai/whisper-large-v3',
      response_format: 'verbose_json',
      timestamp_granularities: ['segment', 'word'],
      diarize: true,
    })) as Together.Audio.TranscriptionCreateResponse.AudioTranscriptionVerboseJsonResponse;
    expect(verbose.words?.map(({ word }) => word).join(' ')).toBe(plain.text);
    expect(verbose.speaker_segments).toMatchObject([{ speaker_id: 'SPEAKER_00', text: plain.text }]);
    expect(verbose.duration).toBeCloseTo(reference.length / 24_000, 2);
  });

  test('translates', async () => {
    const { text } = await together.audio.translations.create({ file: createReadStream(path), language: 'en' });
    expect(wordErrorRate(SENTENCE, text)).toBe(0);
  });

  test('gets its own errors', async () => {
    const wrong = together.audio.speech.create({ ...speech, voice: 'tara' });
    await expect(wrong).rejects.toBeInstanceOf(Together.BadRequestError);
    await expect(wrong).rejects.toMatchObject({ status: 400, message: expect.stringContaining("Voice 'tara'") });
  });
});

describe('openai', () => {
  test('speaks', async () => {
    const reply = await openai.audio.speech.create({ ...speech, response_format: 'wav' });
    expect(shorts(new Uint8Array(await reply.arrayBuffer()).subarray(44))).toEqual(reference);
  });

  test('transcribes', async () => {
    const verbose = await openai.audio.transcriptions.create({
      file: createReadStream(path),
      model: 'lectern/pocketsphinx',
      response_format: 'verbose_json',
      timestamp_granularities: ['word'],
    });
    expect(wordErrorRate(SENTENCE, verbose.text)).toBe(0);
    expect(verbose.words?.length).toBe(5);
  });

  test('gets its own errors', async () => {
    const wrong = openai.audio.speech.create({ ...speech, model: 'lectern/none' });
    await expect(wrong).rejects.toBeInstanceOf(NotFoundError);
    await expect(wrong).rejects.toMatchObject({ code: 'model_not_found', requestID: expect.stringMatching(/^local-/) });
  });

  test('is told to slow down', async () => {
    const slow = await service([flite()], undefined, { perMinute: 2 });
    const client = new OpenAI({ baseURL: `${slow.url}/v1`, apiKey: 'any', maxRetries: 0 });
    const { response } = await client.models.list().withResponse();
    expect(Object.fromEntries([...response.headers].filter(([name]) => name.startsWith('x-ratelimit')))).toEqual({
      'x-ratelimit-limit': '2',
      'x-ratelimit-remaining': '1',
      'x-ratelimit-reset': '60',
    });
    await client.models.list();
    const refused = await client.models.list().catch((failure: unknown) => failure);
    expect(refused).toBeInstanceOf(RateLimitError);
    expect((refused as RateLimitError).code).toBe('rate_limit');
    expect(Number((refused as RateLimitError).headers?.get('retry-after'))).toBeGreaterThan(50);
  });
});

/** The example for a WebSocket in Together's own documents, line by line, in JavaScript. */
test('the documented example of a WebSocket plays a sentence', async () => {
  const url = `${local.url.replace('http', 'ws')}/v1/audio/speech/websocket?model=lectern/flite&voice=slt`;
  const ws = new WebSocket(url, { headers: { Authorization: 'Bearer any' } });
  const audio: Buffer[] = [];
  let session: { type: string } | null = null;
  for await (const message of messages(ws)) {
    const data = JSON.parse(message) as { type: string; delta: string };
    if (session === null) {
      session = data;
      ws.send(JSON.stringify({ type: 'input_text_buffer.append', text: SENTENCE }));
      ws.send(JSON.stringify({ type: 'input_text_buffer.commit' }));
    } else if (data.type === 'conversation.item.audio_output.delta') {
      audio.push(Buffer.from(data.delta, 'base64'));
    } else if (data.type === 'conversation.item.audio_output.done') {
      break;
    }
  }
  ws.close();
  expect(session?.type).toBe('session.created');
  expect(shorts(Buffer.concat(audio))).toEqual(reference);
});

async function* messages(ws: WebSocket): AsyncGenerator<string, void, undefined> {
  for await (const [data] of on(ws, 'message', { close: ['close'] })) yield String(data);
}
