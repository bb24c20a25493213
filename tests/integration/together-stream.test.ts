import type { ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import type { Receipt } from '../../app/together/http/receipt.ts';
import type { Answer } from '../tools/fault-server.ts';
import { KEY, type Pair, REQUEST, SAMPLES, SOUND, startPair, WAV } from '../tools/together.ts';

const EVENTS = { 'content-type': 'text/event-stream' };
const delta = (sound: Buffer) =>
  `data: ${JSON.stringify({ type: 'conversation.item.audio_output.delta', item_id: 'tts_1', delta: sound.toString('base64') })}\n\n`;
const HALVES = [SOUND.subarray(0, 1201), SOUND.subarray(1201)].map(delta);
const DONE = 'data: [DONE]\n\n';
const STREAM = HALVES.join('') + DONE;
const whole: Answer = (response) => response.writeHead(200, EVENTS).end(STREAM);

/** Samples that were heard, attempts, waits in ms, and the failure that ended it. */
async function streamed({ client, server, clock, signal }: Pair) {
  const samples: number[] = [];
  let failure: unknown = null;
  try {
    for await (const part of client.stream(REQUEST, signal)) if ('samples' in part) samples.push(...part.samples);
  } catch (thrown) {
    failure = thrown;
  }
  return { samples, attempts: server.received.length, waits: clock.waits, failure };
}

const all = [...SAMPLES];
const half = all.slice(0, 600);
const failed = (code: string, retryable: boolean) => expect.objectContaining({ code, retryable });

/** Fails once, then answers. */
const once =
  (fail: (response: ServerResponse) => unknown): Answer =>
  (response, request) =>
    request.number === 1 ? fail(response) : whole(response, request);

const reset = (response: ServerResponse) => response.socket!.resetAndDestroy();
/** Sends a part and, when it has left, resets the connection. */
const cut = (part: string) => (response: ServerResponse) =>
  response.writeHead(200, EVENTS).write(part, () => setImmediate(reset, response));

test('a stream is asked for as the API wants it, and heard as it was sent', async () => {
  const pair = await startPair(whole);
  expect(await streamed(pair)).toEqual({ samples: all, attempts: 1, waits: [], failure: null });
  expect(pair.server.received[0]!.headers).toMatchObject({ authorization: `Bearer ${KEY}` });
  expect(JSON.parse(pair.server.received[0]!.body)).toEqual({
    ...REQUEST,
    language: 'en',
    response_format: 'raw',
    response_encoding: 'pcm_s16le',
    sample_rate: 24_000,
    stream: true,
  });
});

test.each([
  ['is reset before the first byte', reset],
  ['is reset behind its head', cut(': hello\n\n')],
  ['is reset in the midst of its first base64', cut(HALVES[0]!.slice(0, 300))],
  [
    'ends in the midst of its first event',
    (r: ServerResponse) => r.writeHead(200, EVENTS).end(HALVES[0]!.slice(0, 300)),
  ],
  ['is overloaded', (r: ServerResponse) => r.writeHead(503).end('<html>')],
  [
    'is limited within its events',
    (r: ServerResponse) => r.writeHead(200, EVENTS).end('data: {"error":{"message":"Slow","code":"rate_limit"}}\n\n'),
  ],
])('a stream that %s is asked for again, and all of it is heard once', async (_, fail) => {
  const pair = await startPair(once(fail));
  expect(await streamed(pair)).toEqual({ samples: all, attempts: 2, waits: [250], failure: null });
});

const TEN_MEGABYTES = Buffer.alloc(10 * 1024 * 1024, SOUND);

test.each([
  ['is reset between events', cut(HALVES[0]!), half, 'service-reply-unusable', true],
  ['is reset within base64', cut(HALVES[0]! + HALVES[1]!.slice(0, 500)), half, 'service-reply-unusable', true],
  [
    'ends within base64',
    (r: ServerResponse) => r.writeHead(200, EVENTS).end(STREAM.slice(0, -600)),
    half,
    'service-reply-unusable',
    true,
  ],
  [
    'goes on with wrong base64',
    (r: ServerResponse) => r.writeHead(200, EVENTS).end(`${HALVES[0]}data: {"delta":"A*"}\n\n${DONE}`),
    half,
    'service-reply-unusable',
    false,
  ],
  [
    'goes on with half a JSON',
    (r: ServerResponse) => r.writeHead(200, EVENTS).end(`${HALVES[0]}data: {"delta":\n\n${DONE}`),
    half,
    'service-reply-unusable',
    false,
  ],
  [
    'goes on with an error',
    (r: ServerResponse) => r.writeHead(200, EVENTS).end(`${HALVES[0]}data: {"error":{"message":"broke"}}\n\n`),
    half,
    'service-failed',
    true,
  ],
  [
    'holds nothing but its end',
    (r: ServerResponse) => r.writeHead(200, EVENTS).end(DONE),
    [],
    'service-reply-unusable',
    true,
  ],
  ['holds nothing', (r: ServerResponse) => r.writeHead(200, EVENTS).end(), [], 'service-reply-unusable', true],
  [
    'is a page',
    (r: ServerResponse) => r.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><p>Welcome'),
    [],
    'service-reply-unusable',
    false,
  ],
  [
    'is a page that claims to be events',
    (r: ServerResponse) => r.writeHead(200, EVENTS).end('<!doctype html>\n\n<p>Welcome\n\n'),
    [],
    'service-reply-unusable',
    true,
  ],
  [
    'is compressed sound',
    (r: ServerResponse) => r.writeHead(200, { 'content-type': 'audio/mpeg' }).end('ID3\x04\0\0\0\0\0\0\0\0'),
    [],
    'service-reply-unusable',
    false,
  ],
  [
    'is an error as a success',
    (r: ServerResponse) => r.end('{"error":{"message":"x","code":"model_not_available"}}'),
    [],
    'model-needs-endpoint',
    false,
  ],
  [
    'is refused',
    (r: ServerResponse) => r.writeHead(422).end('{"error":{"message":"stream is not supported"}}'),
    [],
    'request-refused',
    false,
  ],
  [
    'is an event without end',
    (r: ServerResponse) => r.writeHead(200, EVENTS).end(`data: ${'A'.repeat(17 * 1024 * 1024)}`),
    [],
    'service-reply-unusable',
    false,
  ],
] as const)(
  'a stream that %s is the problem that it is, and not bought again',
  async (_, answer, samples, code, retryable) => {
    const pair = await startPair(answer);
    expect(await streamed(pair)).toEqual({ samples, attempts: 1, waits: [], failure: failed(code, retryable) });
    await expect.poll(() => pair.server.received.length).toBe(1);
  },
);

test('an event of 10 MB is heard', async () => {
  const pair = await startPair((response) => response.writeHead(200, EVENTS).end(delta(TEN_MEGABYTES) + DONE));
  let bytes = 0;
  for await (const part of pair.client.stream(REQUEST, pair.signal)) {
    if ('samples' in part) bytes += part.samples.byteLength;
  }
  expect(bytes).toBe(TEN_MEGABYTES.length);
});

test.each([
  ['before its first sound', ': hello\n\n', []],
  ['after some of it', HALVES[0]!, half],
])('a stream that stalls %s is given up after the idle time, and its socket is freed', async (_, part, samples) => {
  const pair = await startPair((response) => response.writeHead(200, EVENTS).write(part), { timeouts: { idle: 80 } });
  const closed = pair.server.closes();
  expect(await streamed(pair)).toEqual({ samples, attempts: 1, waits: [], failure: failed('service-timeout', true) });
  await closed;
});

test('a stream that drips, slower in all than the idle time, is heard', async () => {
  const bytes = Buffer.from(delta(SOUND.subarray(0, 6)) + DONE);
  const pair = await startPair(
    (response) => {
      response.writeHead(200, EVENTS);
      let at = 0;
      const drip = setInterval(() => {
        response.write(bytes.subarray(at, ++at));
        if (at === bytes.length) response.end(() => clearInterval(drip));
      }, 5);
    },
    { timeouts: { idle: 400 } },
  );
  expect((await streamed(pair)).samples).toEqual(all.slice(0, 3));
});

test('a stream that was heard to its end leaves its connection to the next request', async () => {
  const pair = await startPair((response) => {
    response.writeHead(200, EVENTS).write(STREAM);
    setImmediate(() => response.end());
  });
  for (let i = 0; i < 5; i++) expect((await streamed(pair)).samples).toEqual(all);
  expect(new Set(pair.server.received.map(({ connection }) => connection)).size).toBeLessThanOrEqual(2);
});

test('a service that does not leave after the end is left, with all of its sound', async () => {
  const pair = await startPair((response) => response.writeHead(200, EVENTS).write(STREAM));
  const closed = pair.server.closes();
  expect((await streamed(pair)).samples).toEqual(all);
  await closed;
});

test('leaving the loop frees the socket, and so does an abort', async () => {
  const pair = await startPair((response) => response.writeHead(200, EVENTS).write(HALVES[0]!));
  const left = pair.server.closes();
  for await (const _ of pair.client.stream(REQUEST, pair.signal)) break;
  await left;
  const aborted = pair.server.closes();
  const sound = pair.client.stream(REQUEST, pair.signal)[Symbol.asyncIterator]();
  await sound.next();
  const waiting = sound.next();
  pair.abort();
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  await aborted;
  expect(pair.server.open()).toBe(0);
});

test('sound is passed on while more of it is on the way', async () => {
  let finish = () => {};
  const pair = await startPair((response) => {
    response.writeHead(200, EVENTS).write(HALVES[0]!);
    finish = () => response.end(HALVES[1]! + DONE);
  });
  let parts = 0;
  for await (const _ of pair.client.stream(REQUEST, pair.signal)) if (parts++ === 0) finish();
  expect(parts).toBe(2);
});

test('words are asked for, and told with their places in the text', async () => {
  const words = { words: ['It', 'was'], start_seconds: [0, 0.2], end_seconds: [0.2, 0.4] };
  const event = `data: ${JSON.stringify({ type: 'conversation.item.word_timestamps', ...words })}\n\n`;
  const pair = await startPair((response) => response.writeHead(200, EVENTS).end(event + STREAM));
  const parts = await Array.fromAsync(pair.client.stream({ ...REQUEST, alignment: 'word' }, pair.signal));
  expect(parts[0]).toEqual({
    words: [
      { word: 'It', start: 0, end: 2, from: 0, to: 0.2 },
      { word: 'was', start: 3, end: 6, from: 0.2, to: 0.4 },
    ],
  });
  expect(JSON.parse(pair.server.received[0]!.body)).toMatchObject({ alignment: 'word' });
});

test('what the model cannot do is refused without asking', async () => {
  const pair = await startPair(whole);
  const asked = pair.client.stream({ ...REQUEST, rate: 44_100 }, pair.signal)[Symbol.asyncIterator]();
  await expect(asked.next()).rejects.toMatchObject({ code: 'request-refused', details: { field: 'sample_rate' } });
  expect(pair.server.received).toEqual([]);
});

test('the text does not come back in the problem of a stream', async () => {
  const quoting = JSON.stringify({ error: { message: `Not so: ${REQUEST.input}` } });
  const pair = await startPair((response) => response.writeHead(200, EVENTS).end(`data: ${quoting}\n\n`));
  const { failure } = await streamed(pair);
  const shown = inspect(failure, { depth: 5 }) + pair.logged.join('\n');
  expect(shown).not.toContain(REQUEST.input);
});

test('each request that was answered gives one receipt, without a word of its text', async () => {
  const receipts: Receipt[] = [];
  const pair = await startPair(
    once((response) => response.writeHead(429, { 'retry-after': '2' }).end()),
    {
      onReceipt: (receipt) => receipts.push(receipt),
    },
  );
  await streamed(pair);
  const request = { ...REQUEST, model: 'my/endpoint', account: 'book-1' };
  for await (const _ of pair.client.stream(request, pair.signal)) break;
  const first = { account: null, way: 'sse', characters: 34, timeToFirstByte: 0, timeToFirstSound: 0 };
  expect(receipts).toEqual([
    { ...first, model: REQUEST.model, seconds: 0.1, cost: 0.000136, waited: 2000 },
    { ...first, account: 'book-1', model: 'my/endpoint', seconds: 0.025, cost: null, waited: 0 },
  ]);
});

test('a file comes in the format that was asked for, or not at all', async () => {
  const mp3 = Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\0\0', 'latin1'), SOUND]);
  const pair = await startPair((response, { number }) => response.end(number === 3 ? WAV : mp3));
  const file = (format: 'mp3' | 'wav') =>
    Array.fromAsync(pair.client.file({ ...REQUEST, format }, pair.signal)).then((parts) => Buffer.concat(parts));
  expect((await file('mp3')).equals(mp3)).toBe(true);
  await expect(file('wav')).rejects.toMatchObject({ code: 'service-reply-unusable', details: { got: 'mp3' } });
  expect((await file('wav')).equals(WAV)).toBe(true);
});
