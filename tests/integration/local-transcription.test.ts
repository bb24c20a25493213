import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPocketsphinx } from '../../app/local/hearing/pocketsphinx.ts';
import { recordingOf } from '../../app/local/hearing/recording.ts';
import { wavHeader } from '../../app/pcm/wav-header.ts';
import { countingRecogniser } from './local-recogniser.ts';
import { flite, pocketsphinx, service, type Service } from './local-service.ts';

const run = promisify(execFile);
const ends: (() => Promise<void>)[] = [];
let folder: string;
/** Hears for itself, and counts only. */
let local: Service;
let counting: Service;
let speech: Uint8Array;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-test-'));
  ends.push(() => rm(folder, { recursive: true }));
  const end = (close: () => Promise<void>) => ends.push(close);
  local = await service([flite()], end);
  counting = await service([], end, { recogniser: countingRecogniser() });
  speech = await local.sound({ model: 'lectern/flite', voice: 'slt', input: 'The clocks were striking thirteen.' });
  await writeFile(join(folder, 'speech.wav'), speech);
});
afterAll(() => Promise.all(ends.map((end) => end())));

type Part = [name: string, value: string | Uint8Array];

function post(at: Service, parts: Part[], path = 'transcriptions'): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of parts) {
    if (typeof value === 'string') form.append(name, value);
    else form.append(name, new Blob([new Uint8Array(value)]), 'recording.wav');
  }
  return fetch(`${at.url}/v1/audio/${path}`, { method: 'POST', body: form });
}

/** `seconds` of a tone as a WAV. */
function wav(rate: number, channels: 1 | 2, seconds: number): Uint8Array {
  const samples = Int16Array.from({ length: rate * seconds * channels }, (_, i) => 3000 * Math.sin(i / 20));
  const header = wavHeader({ rate, channels, frames: rate * seconds });
  return Buffer.concat([header, new Uint8Array(samples.buffer)]);
}

test('what is said is written down, with the times of its words', async () => {
  const reply = await post(local, [
    ['model', 'lectern/pocketsphinx'],
    ['response_format', 'verbose_json'],
    ['timestamp_granularities[]', 'word'],
    ['diarize', 'true'],
    ['file', speech],
  ]);
  const verbose = (await reply.json()) as {
    words: { word: string; start: number; end: number }[];
    duration: number;
    speaker_segments: object[];
  };
  const seconds = (speech.length - 44) / 48_000;
  expect([reply.status, verbose]).toMatchObject([
    200,
    {
      text: 'the clocks were striking thirteen',
      language: 'en',
      segments: [{ id: 0 }],
    },
  ]);
  expect(verbose.duration).toBeCloseTo(seconds, 3);
  expect(verbose.words.map(({ word }) => word)).toEqual(['the', 'clocks', 'were', 'striking', 'thirteen']);
  const times = verbose.words.flatMap(({ start, end }) => [start, end]);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(times.at(-1)).toBeLessThan(seconds);
  expect(verbose.speaker_segments).toMatchObject([
    { speaker_id: 'SPEAKER_00', text: 'the clocks were striking thirteen' },
  ]);
});

test('a recording may have any number of frames', async () => {
  for (const frames of [16_000, 16_001, 16_003]) {
    const header = wavHeader({ rate: 16_000, channels: 1, frames });
    const reply = await post(local, [
      ['model', 'lectern/pocketsphinx'],
      ['file', Buffer.concat([header, new Uint8Array(2 * frames)])],
    ]);
    expect([reply.status, await reply.json()]).toEqual([200, { text: '' }]);
  }
});

test('a translation is into English, which it is already', async () => {
  const reply = await post(local, [['file', speech]], 'translations');
  expect(await reply.json()).toEqual({ text: 'the clocks were striking thirteen' });
});

test.each([
  [
    'before',
    [
      ['model', 'openai/whisper-large-v3'],
      ['file', null],
    ],
  ],
  [
    'after',
    [
      ['file', null],
      ['model', 'openai/whisper-large-v3'],
      ['prompt', 'Clocks.'],
      ['temperature', '0'],
    ],
  ],
])('fields may come %s the file', async (_, parts) => {
  const reply = await post(
    counting,
    (parts as [string, string | null][]).map(([name, value]) => [name, value ?? wav(16_000, 1, 1)]),
  );
  expect(await reply.json()).toEqual({ text: '1000 ms' });
});

test.each([
  [8000, 1],
  [16_000, 2],
  [44_100, 2],
  [48_000, 1],
] as const)('a WAV of %i Hz and %i channels is heard in its whole length', async (rate, channels) => {
  expect(await (await post(counting, [['file', wav(rate, channels, 2)]])).json()).toEqual({ text: '2000 ms' });
});

test.each(['mp3', 'flac', 'ogg', 'm4a', 'webm', 'aac', 'opus'])('%s is read through ffmpeg', async (format) => {
  const path = join(folder, `speech.${format}`);
  await run('ffmpeg', ['-v', 'error', '-y', '-i', join(folder, 'speech.wav'), path]);
  const reply = await post(counting, [['file', await readFile(path)]]);
  const { text } = (await reply.json()) as { text: string };
  const seconds = (speech.length - 44) / 48_000;
  expect([reply.status, Math.abs(parseInt(text) / 1000 - seconds) < 0.15]).toEqual([200, true]);
});

test('without ffmpeg only WAV is read', async () => {
  const sound = recordingOf(join(folder, 'speech.mp3'), join(folder, 'no-ffmpeg'));
  await expect(sound.next()).rejects.toMatchObject({ status: 400, message: expect.stringContaining('ffmpeg') });
  const { value } = await recordingOf(join(folder, 'speech.wav'), join(folder, 'no-ffmpeg')).next();
  expect(value?.length).toBeGreaterThan(0);
});

const playlist = new TextEncoder().encode('#EXTM3U\n#EXTINF:1,\nfile:///etc/hostname\n#EXT-X-ENDLIST\n');

test.each([
  ['no sound', [['file', new TextEncoder().encode('This is no sound.')]], 400, 'file', 'unsupported_format'],
  ['an empty file', [['file', new Uint8Array(0)]], 400, 'file', 'unsupported_format'],
  ['a playlist', [['file', playlist]], 400, 'file', 'unsupported_format'],
  ['a URL', [['file', 'https://x.example/speech.wav']], 400, 'file', 'invalid_params'],
  ['nothing', [['model', 'openai/whisper-large-v3']], 400, 'file', 'invalid_params'],
  [
    'another language',
    [
      ['language', 'de'],
      ['file', new Uint8Array(1)],
    ],
    400,
    'language',
    'invalid_params',
  ],
  [
    'an unknown model',
    [
      ['model', 'openai/none'],
      ['file', new Uint8Array(1)],
    ],
    404,
    'model',
    'model_not_available',
  ],
  [
    'a format for subtitles',
    [
      ['response_format', 'srt'],
      ['file', new Uint8Array(1)],
    ],
    400,
    'response_format',
    'invalid_params',
  ],
])('%s is refused', async (_, parts, status, param, code) => {
  const reply = await post(counting, parts as Part[]);
  expect([reply.status, await reply.json()]).toMatchObject([
    status,
    { id: expect.any(String), error: { param, code } },
  ]);
});

test('what is no form is refused', async () => {
  const sent = (type: string, body: string) =>
    fetch(`${counting.url}/v1/audio/transcriptions`, { method: 'POST', headers: { 'content-type': type }, body });
  expect((await sent('application/json', '{}')).status).toBe(415);
  expect((await sent('multipart/form-data', 'x')).status).toBe(400);
  expect(
    (await sent('multipart/form-data; boundary=x', '--x\r\ncontent-disposition: form-data; name="file"')).status,
  ).toBe(400);
});

test('a file over 80 MB is refused when it has been read', { timeout: 60_000 }, async () => {
  const reply = await post(counting, [['file', new Uint8Array(80 * 1024 * 1024 + 1)]]);
  expect([reply.status, await reply.json()]).toMatchObject([
    413,
    { error: { param: 'file', code: 'request_too_large' } },
  ]);
});

test('without a recogniser the reply says what is missing', async () => {
  const deaf = await service([], (end) => ends.push(end), {
    recogniser: pocketsphinx(join(folder, 'no-pocketsphinx')),
  });
  const reply = await post(deaf, [['file', wav(16_000, 1, 1)]]);
  expect([reply.status, await reply.json()]).toMatchObject([
    503,
    { error: { type: 'server_error', message: expect.stringContaining('pocketsphinx-en-us') } },
  ]);
  const models = (await (await fetch(`${deaf.url}/v1/models`)).json()) as object[];
  expect(models).toEqual([]);
});

test('a recogniser that fails is a 500', async () => {
  const broken = await service([], (end) => ends.push(end), { recogniser: pocketsphinx('false') });
  const reply = await post(broken, [['file', wav(16_000, 1, 1)]]);
  expect([reply.status, await reply.json()]).toMatchObject([500, { error: { code: 'processing_failed' } }]);
});

test('a client that hangs up in the middle leaves nothing behind', async () => {
  const temporary = await mkdtemp(join(folder, 'temporary-'));
  const { url } = await service([], (end) => ends.push(end), { recogniser: countingRecogniser(), temporary });
  const headers = { 'content-type': 'multipart/form-data; boundary=x' };
  const upload = httpRequest(`${url}/v1/audio/transcriptions`, { method: 'POST', headers });
  upload.on('error', () => undefined);
  const head = '--x\r\ncontent-disposition: form-data; name="file"; filename="a.wav"\r\n\r\n';
  upload.write(head + 'x'.repeat(200_000));
  await expect.poll(() => readdir(temporary)).toHaveLength(1);
  upload.destroy();
  await expect.poll(() => readdir(temporary)).toEqual([]);
});

test('a service that is closed in the middle of its work leaves nothing behind', async () => {
  const temporary = await mkdtemp(join(folder, 'temporary-'));
  let end = async () => {};
  const recogniser = createPocketsphinx({ temporary });
  const at = await service([], (close) => (end = close), { recogniser, temporary });
  const reply = post(at, [['file', wav(16_000, 1, 60)]]).catch(() => 'cut off');
  await expect.poll(() => readdir(temporary)).toHaveLength(2);
  await end();
  expect([await reply, await readdir(temporary)]).toEqual(['cut off', []]);
});
