import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, open, rm, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { wavHeader } from '../../app/pcm/wav-header.ts';
import { createTogether, type Together } from '../../app/together/client.ts';
import type { TranscriptionRequest } from '../../app/together/transcription/transcription-request.ts';
import { type FormServer, type FormServerOptions, startFormServer } from '../tools/form-server.ts';
import { clientOf, KEY, movedClock } from '../tools/together.ts';

const MODEL = 'openai/whisper-large-v3';
const MP3 = Buffer.concat([Buffer.from('ID3\x04'), Buffer.alloc(5000, 7)]);
const REPLY = {
  text: 'Good day.',
  language: 'english',
  duration: 2,
  segments: [{ id: 0, start: 0, end: 2, text: 'Good day.' }],
};
const TRANSCRIPT = {
  text: 'Good day.',
  language: 'en',
  duration: 2,
  segments: [{ start: 0, end: 2, text: 'Good day.' }],
  words: [],
  speakers: [],
};

const well: FormServerOptions['answer'] = (response) => response.end(JSON.stringify(REPLY));

interface Pair {
  server: FormServer;
  client: Together;
  clock: ReturnType<typeof movedClock>;
  logged: string[];
  file(name: string, content: Uint8Array): Promise<string>;
}

async function startPair(answer: FormServerOptions['answer'], early?: FormServerOptions['early']): Promise<Pair> {
  const server = await startFormServer({ answer, ...(early && { early }) });
  const clock = movedClock(Date.parse('Sat, 21 Nov 2026 10:00:00 GMT'));
  const { client, logged } = clientOf(server.url, { clock });
  const folder = await mkdtemp(join(tmpdir(), 'lectern-transcribe-'));
  onTestFinished(async () => {
    await client.close();
    await server.stop();
    await rm(folder, { recursive: true });
  });
  const file = async (name: string, content: Uint8Array) => {
    await writeFile(join(folder, name), content);
    return join(folder, name);
  };
  return { server, client, clock, logged, file };
}

const signal = () => new AbortController().signal;

/** What a transcription gives, or fails with. */
async function outcome({ client, file }: Pair, request: Partial<TranscriptionRequest> = {}) {
  const recording = { file: await file('private name.mp3', MP3) };
  return client.transcribe({ model: MODEL, recording, ...request }, signal()).catch((failure: unknown) => failure);
}

test('a recording goes out as it is, behind its model, under a name of ours', async () => {
  const pair = await startPair(well);
  expect(await outcome(pair)).toEqual(TRANSCRIPT);
  expect(pair.server.forms).toEqual([
    {
      number: 1,
      path: '/v1/audio/transcriptions',
      authorization: `Bearer ${KEY}`,
      fields: [
        ['model', MODEL],
        ['language', 'auto'],
        ['response_format', 'verbose_json'],
        ['timestamp_granularities[]', 'segment'],
        ['file', ''],
      ],
      file: {
        filename: 'recording.mp3',
        type: 'audio/mpeg',
        bytes: MP3.length,
        sha256: createHash('sha256').update(MP3).digest('hex'),
        start: MP3.subarray(0, 64),
      },
    },
  ]);
  expect(pair.logged.join()).not.toMatch(/private|Good/);
});

const fields: [string, Partial<TranscriptionRequest>, [string, string][]][] = [
  [
    'text alone',
    { times: [] },
    [
      ['language', 'auto'],
      ['response_format', 'json'],
    ],
  ],
  [
    'everything',
    {
      language: 'de',
      prompt: 'Grüße,\r\nLeute',
      temperature: 0.2,
      times: ['word', 'segment'],
      speakers: { least: 1, most: 3 },
    },
    [
      ['language', 'de'],
      ['prompt', 'Grüße,\r\nLeute'],
      ['temperature', '0.2'],
      ['response_format', 'verbose_json'],
      ['timestamp_granularities[]', 'word'],
      ['timestamp_granularities[]', 'segment'],
      ['diarize', 'true'],
      ['min_speakers', '1'],
      ['max_speakers', '3'],
    ],
  ],
  [
    'speakers without times',
    { times: [], speakers: {} },
    [
      ['language', 'auto'],
      ['response_format', 'verbose_json'],
      ['diarize', 'true'],
    ],
  ],
  [
    'a prompt to a model that ignores it',
    { model: 'nvidia/parakeet-tdt-0.6b-v3', prompt: 'x', times: [] },
    [
      ['language', 'auto'],
      ['response_format', 'json'],
    ],
  ],
];
test.each(fields)('what is asked for is in the form: %s', async (_name, request, sent) => {
  const pair = await startPair(well);
  await outcome(pair, request);
  expect(pair.server.forms[0]!.fields).toEqual([['model', request.model ?? MODEL], ...sent, ['file', '']]);
});

test('a translation goes its own way, and names a language only where one is asked for', async () => {
  const { server, client, file } = await startPair(well);
  const recording = { file: await file('a.mp3', MP3) };
  expect(await client.translate({ model: MODEL, recording, times: [] }, signal())).toEqual(TRANSCRIPT);
  await client.translate({ model: MODEL, recording, times: [], language: 'es' }, signal());
  expect(server.forms.map(({ path, fields }) => [path, ...fields])).toEqual([
    ['/v1/audio/translations', ['model', MODEL], ['response_format', 'json'], ['file', '']],
    ['/v1/audio/translations', ['model', MODEL], ['language', 'es'], ['response_format', 'json'], ['file', '']],
  ]);
});

test('an address is sent for the service to fetch', async () => {
  const pair = await startPair(well);
  const url = 'https://example.org/talk.mp3?v=1';
  expect(await outcome(pair, { recording: { url }, times: [] })).toEqual(TRANSCRIPT);
  expect(pair.server.forms[0]).toMatchObject({
    fields: [
      ['model', MODEL],
      ['language', 'auto'],
      ['response_format', 'json'],
      ['file', url],
    ],
    file: null,
  });
});

test.each(['file:///etc/passwd', 'talk.mp3', 'https://me:secret@example.org/a.mp3'])(
  '%s is no address to fetch',
  async (url) => {
    const pair = await startPair(well);
    const problem = await outcome(pair, { recording: { url } });
    expect(problem).toMatchObject({ code: 'request-refused' });
    expect(String(problem)).not.toContain('secret');
    expect(pair.server.begun()).toBe(0);
  },
);

const error = (code: string, type = 'invalid_request_error') =>
  JSON.stringify({ id: 'o-1', error: { message: 'no', type, param: null, code } });
const refusals: [string, number, string, string, boolean, number][] = [
  ['audio_too_long', 400, error('audio_too_long'), 'audio-too-long', false, 1],
  ['audio_too_long as a type', 400, error('', 'audio_too_long'), 'audio-too-long', false, 1],
  ['file_too_large', 400, error('file_too_large'), 'request-too-large', false, 1],
  ['unsupported_format', 400, error('unsupported_format'), 'audio-unsupported', false, 1],
  ['invalid_params', 400, error('invalid_params'), 'request-refused', false, 1],
  ['request_too_large', 413, error('request_too_large'), 'request-too-large', false, 1],
  ['413 as HTML', 413, '<html><h1>413</h1></html>', 'request-too-large', false, 1],
  ['processing_failed', 500, error('processing_failed', 'server_error'), 'service-failed', true, 1],
  ['a timeout at the edge', 504, '', 'service-timeout', true, 1],
  ['a gateway that lost the reply', 502, '', 'service-failed', true, 1],
  ['no credit', 402, '', 'payment-required', false, 1],
  ['too many requests', 429, error('', 'dynamic_request_limited'), 'rate-limited', true, 3],
  ['overload', 503, '', 'service-overloaded', true, 3],
  ['an error as a success', 200, error('processing_failed'), 'service-failed', true, 1],
  ['no JSON', 200, '<html></html>', 'service-reply-unusable', false, 1],
  ['JSON that is cut', 200, '{"text":"Good d', 'service-reply-unusable', false, 1],
  ['something else', 200, '{"object":"list"}', 'service-reply-unusable', false, 1],
];
test.each(refusals)(
  '%s is the right problem, and is sent again only where nothing was done for it',
  async (_name, status, body, code, retryable, tries) => {
    const pair = await startPair((response) => response.writeHead(status).end(body));
    const problem = await outcome(pair);
    expect(problem).toMatchObject({ code });
    if (status !== 200) expect(problem).toMatchObject({ retryable });
    expect(pair.server.forms).toHaveLength(tries);
  },
);

test('a busy service is asked again after the pause that it asks for', async () => {
  const pair = await startPair((response, form) =>
    form.number < 3 ? response.writeHead(429, { 'retry-after': '7' }).end() : well(response, form),
  );
  expect(await outcome(pair)).toEqual(TRANSCRIPT);
  expect(pair.clock.waits).toEqual([7000, 7000]);
  expect(new Set(pair.server.forms.map(({ file }) => file!.sha256)).size).toBe(1);
});

test('an upload that does not get through is sent again', async () => {
  const pair = await startPair(well, (request, _response, number) => {
    if (number === 1) request.once('data', () => request.socket.destroy());
    return number === 1;
  });
  const recording = { file: await pair.file('long.mp3', Buffer.concat([MP3, Buffer.alloc(20_000_000)])) };
  expect(await outcome(pair, { recording })).toEqual(TRANSCRIPT);
  expect(pair.server.begun()).toBe(2);
});

test.each([
  ['before any reply', (socket: { destroy(): void }) => socket.destroy()],
  [
    'in the middle of the reply',
    (socket: { destroy(): void; write(text: string): unknown }) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{"text":"Go');
      setImmediate(() => socket.destroy());
    },
  ],
])('a connection that is reset %s, after the upload, is left to a person', async (_name, cut) => {
  const pair = await startPair((response) => cut(response.socket!));
  expect(await outcome(pair)).toMatchObject({ retryable: true, again: false });
  expect(pair.server.forms).toHaveLength(1);
});

test('a refusal that comes before the upload is over is heard', async () => {
  const pair = await startPair(well, (request, response) => {
    response
      .writeHead(413, { connection: 'close', 'content-type': 'text/html' })
      .end('<html>413 Request Entity Too Large</html>');
    request.resume();
    return true;
  });
  const recording = { file: await pair.file('long.mp3', Buffer.concat([MP3, Buffer.alloc(30_000_000)])) };
  expect(await outcome(pair, { recording })).toMatchObject({ code: 'request-too-large', details: { status: 413 } });
  expect(pair.server.begun()).toBe(1);
});

test('an abort in the middle of an upload frees the socket at once', async () => {
  const arrived = Promise.withResolvers<void>();
  const pair = await startPair(well, (request) => {
    request.once('data', () => arrived.resolve());
    return true;
  });
  const recording = { file: await pair.file('long.mp3', Buffer.concat([MP3, Buffer.alloc(30_000_000)])) };
  const life = new AbortController();
  const waiting = pair.client.transcribe({ model: MODEL, recording }, life.signal).catch((failure: unknown) => failure);
  await arrived.promise;
  life.abort();
  expect(await waiting).toBe(life.signal.reason);
  await expect.poll(() => pair.server.open()).toBe(0);
});

test('a file that shrinks while it is sent is said to be unreadable', async () => {
  const pair = await startPair(well, (request) => {
    request.once('data', () => {
      request.pause();
      void truncate(path, 1_000_000).then(() => request.resume());
    });
    return true;
  });
  const path = await pair.file('long.mp3', Buffer.concat([MP3, Buffer.alloc(60_000_000)]));
  expect(await outcome(pair, { recording: { file: path } })).toMatchObject({ code: 'file-unreadable' });
});

test('a recording that is too large is refused here, and says how large it may be', async () => {
  const pair = await startPair(well);
  const path = await pair.file('long.mp3', MP3);
  await truncate(path, 80_000_001);
  const details = { bytes: 80_000_001, limit: 79_900_000 };
  expect(await outcome(pair, { recording: { file: path } })).toMatchObject({ code: 'request-too-large', details });
  expect(pair.server.begun()).toBe(0);
});

test('an upload of 70 MB takes no more memory than one of a few', async () => {
  // A peer that counts in another realm of memory would be a process; here it keeps nothing.
  let received = 0;
  const server = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => (received += chunk.length));
    request.on('end', () => response.end(JSON.stringify(REPLY)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = createTogether({
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    key: async () => KEY,
  });
  const { file } = await startPair(well);
  const path = await file('long.mp3', MP3);
  const most = async (bytes: number) => {
    await truncate(path, bytes);
    const before = process.memoryUsage.rss();
    let peak = before;
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 2);
    await client.transcribe({ model: MODEL, recording: { file: path } }, signal());
    clearInterval(watch);
    return peak - before;
  };
  await most(20_000_000);
  await most(20_000_000);
  const grown = await most(70_000_000);
  await client.close();
  server.close();
  expect(received).toBeGreaterThan(110_000_000);
  expect(grown).toBeLessThan(24_000_000);
});

/** A WAV on disk, silent but for tones, given as [from, to] in seconds; what is silent takes no room there. */
async function tones(
  path: string,
  rate: number,
  channels: 1 | 2,
  seconds: number,
  loud: [number, number][],
): Promise<void> {
  const file = await open(path, 'w');
  const header = wavHeader({ rate, channels, frames: seconds * rate });
  await file.write(header, 0, header.length, 0);
  for (const [from, to] of loud) {
    const samples = Int16Array.from(
      { length: Math.round((to - from) * rate * channels) },
      (_, i) => 9000 * Math.sin(i / 5),
    );
    await file.write(samples, 0, samples.byteLength, header.length + Math.round(from * rate) * channels * 2);
  }
  await file.truncate(header.length + seconds * rate * channels * 2);
  await file.close();
}

/** A line-up of two samples of three seconds, in which the same one is heard. */
const linedUp = {
  text: 'One Two',
  speaker_segments: [
    { speaker_id: 'SPEAKER_05', start: 0.1, end: 3.2, text: 'One' },
    { speaker_id: 'SPEAKER_05', start: 4, end: 7, text: 'Two' },
  ],
};

test.each([
  ['are one where the service hears one', linedUp, ['1/SPEAKER_00', '1/SPEAKER_00']],
  ['stay apart where it does not say', { error: 'no' }, ['1/SPEAKER_00', '2/SPEAKER_00']],
])('a long WAV is cut in a pause, joined with the times of the whole, and its speakers %s', async (_, heard, names) => {
  const replies: object[] = ['One', 'Two'].map((text) => ({
    text,
    language: 'en',
    duration: 1260,
    segments: [{ id: 0, start: 1, end: 4, text }],
    words: [{ word: text, start: 1, end: 9999, speaker_id: 'SPEAKER_00' }],
    speaker_segments: [{ id: 0, speaker_id: 'SPEAKER_00', start: 1, end: 4, text }],
  }));
  const pair = await startPair((response) => response.end(JSON.stringify(replies.shift() ?? heard)));
  const path = await pair.file('long.wav', new Uint8Array());
  // 42 minutes; equal parts would meet at 1,260 s, in the middle of a tone with pauses on both its sides.
  await tones(path, 16_000, 1, 2520, [
    [1200, 1254],
    [1255.5, 1300],
  ]);
  const transcript = await outcome(pair, { recording: { file: path }, speakers: {} });
  const [first, second, third] = pair.server.forms.map(({ file }) => file!);
  const cut = (first!.bytes - 44) / 32_000;
  expect(cut).toBeGreaterThan(1254.2);
  expect(cut).toBeLessThan(1255.3);
  expect(first!.bytes + second!.bytes).toBe(2520 * 32_000 + 2 * 44);
  expect([third!.bytes, pair.server.forms.length]).toEqual([44 + 8 * 32_000, 3]);
  expect([first!.type, first!.filename]).toEqual(['audio/wav', 'recording.wav']);
  expect(transcript).toEqual({
    text: 'One Two',
    language: 'en',
    duration: 2520,
    segments: [
      { start: 1, end: 4, text: 'One' },
      { start: cut + 1, end: cut + 4, text: 'Two' },
    ],
    words: [
      { start: 1, end: cut, text: 'One', speaker: names[0] },
      { start: cut + 1, end: cut + 1260, text: 'Two', speaker: names[1] },
    ],
    speakers: [
      { start: 1, end: 4, text: 'One', speaker: names[0] },
      { start: cut + 1, end: cut + 4, text: 'Two', speaker: names[1] },
    ],
  });
});

test('a large WAV of studio quality is sent as what the models listen to', async () => {
  const pair = await startPair(well);
  const path = await pair.file('studio.wav', new Uint8Array());
  await tones(path, 48_000, 2, 420, [[10, 20]]);
  expect(await outcome(pair, { recording: { file: path } })).toEqual({ ...TRANSCRIPT, duration: 420 });
  const { bytes, start } = pair.server.forms[0]!.file!;
  expect(bytes).toBe(44 + 420 * 32_000);
  expect(start.subarray(0, 44)).toEqual(Buffer.from(wavHeader({ rate: 16_000, channels: 1, frames: 420 * 16_000 })));
});

test('a WAV that cannot be cut because it is compressed is too large', async () => {
  const pair = await startPair(well);
  const header = Buffer.from(wavHeader({ rate: 16_000, channels: 1, frames: 80_000_000 }));
  header.writeUInt16LE(0x11, 20);
  const path = await pair.file('adpcm.wav', header);
  await truncate(path, 90_000_000);
  expect(await outcome(pair, { recording: { file: path } })).toMatchObject({ code: 'request-too-large' });
});
