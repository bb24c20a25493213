import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { plainProblem } from '../../app/model/problem.ts';
import { STATUSES } from '../tools/statuses.ts';
import { type Pair, REQUEST, SAMPLES, SOUND, spoken, startPair, WAV } from '../tools/together.ts';

const CUT_SHORT = { 'content-type': 'audio/wav', 'content-length': String(WAV.length) };

/** What somebody who makes the request once is left with: attempts, waits in ms, and the end of it. */
async function outcome(pair: Pair, way: 'speak' | 'stream' = 'speak') {
  const end = await spoken(pair, way);
  return { attempts: pair.server.received.length, waits: pair.clock.waits, end };
}

const failed = (code: string, retryable = true) => expect.objectContaining({ code, retryable });
const BODIES = ['<html>sorry</html>', '', '{"error":{"mess', '{"error":{}}', 'no'];

describe.each(['speak', 'stream'] as const)('%s', (way) => {
  test.each(STATUSES)(
    'a %i is asked %i times and then is %s, whatever comes with it',
    async (status, attempts, code) => {
      for (const body of BODIES) {
        const pair = await startPair((response) => response.writeHead(status).end(body));
        expect(await outcome(pair, way)).toEqual({
          attempts,
          waits: [250, 500].slice(0, attempts - 1),
          end: expect.objectContaining({ code, details: { status } }),
        });
      }
    },
  );

  test.each([
    [{ 'retry-after': '3' }, 3000],
    [{ 'retry-after-ms': '40', 'retry-after': '3' }, 40],
    [{ 'retry-after': 'Sat, 21 Nov 2026 10:00:09 GMT' }, 9000],
  ])('a wait that is asked for as %j is kept to', async (headers, ms) => {
    const pair = await startPair((response, { number, body }) => {
      if (number === 1) response.writeHead(429, headers).end();
      else if ((JSON.parse(body) as { stream: boolean }).stream) response.end(SOUND);
      else response.end(WAV);
    });
    expect(await outcome(pair, way)).toEqual({ attempts: 2, waits: [ms], end: SAMPLES });
  });
});

test('a wait of an hour is told, not slept through', async () => {
  const pair = await startPair((response) => response.writeHead(429, { 'retry-after': '3600' }).end());
  const end = expect.objectContaining({ details: { status: 429, retryAfterMs: 3_600_000 } });
  expect(await outcome(pair)).toEqual({ attempts: 1, waits: [], end });
});

test.each([
  ['true', 500, 3],
  ['false', 503, 1],
])('x-should-retry: %s after a %i makes %i attempts', async (value, status, attempts) => {
  const pair = await startPair((response) => response.writeHead(status, { 'x-should-retry': value }).end());
  expect((await outcome(pair)).attempts).toBe(attempts);
});

test('a connection that is reset before the reply is tried again', async () => {
  const pair = await startPair((response, { number }) => {
    if (number < 3) response.socket!.resetAndDestroy();
    else response.end(WAV);
  });
  expect(await outcome(pair)).toEqual({ attempts: 3, waits: [250, 500], end: SAMPLES });
});

test('a connection that is reset every time is a service that cannot be reached', async () => {
  const pair = await startPair((response) => response.socket!.resetAndDestroy());
  expect(await outcome(pair)).toMatchObject({ attempts: 3, end: failed('service-unreachable') });
});

test('a reply that is reset between its headers and the first sound is tried again', async () => {
  const pair = await startPair((response, { number }) => {
    if (number > 1) return response.end(WAV);
    response.writeHead(200, CUT_SHORT).write(WAV.subarray(0, 30), () => response.socket!.resetAndDestroy());
  });
  expect(await outcome(pair)).toEqual({ attempts: 2, waits: [250], end: SAMPLES });
});

test.each([
  ['reset', (response: ServerResponse) => response.socket!.resetAndDestroy()],
  ['closed', (response: ServerResponse) => response.socket!.end()],
])(
  'a reply that is %s in the midst of its sound is a problem after that sound, and not bought again',
  async (_, end) => {
    const pair = await startPair((response) => response.writeHead(200, CUT_SHORT).write(WAV.subarray(0, 1044)));
    let frames = 0;
    const listening = async () => {
      for await (const { samples } of pair.client.speak(REQUEST, pair.signal)) {
        frames += samples.length;
        end(pair.server.response());
      }
    };
    await expect(listening()).rejects.toMatchObject({ code: 'service-reply-unusable', retryable: true });
    expect({ frames, attempts: pair.server.received.length }).toEqual({ frames: 500, attempts: 1 });
  },
);

test.each([
  ['reset', (response: ServerResponse) => response.socket!.resetAndDestroy()],
  ['closed', (response: ServerResponse) => response.socket!.end()],
  ['followed by nonsense', (response: ServerResponse) => response.socket!.end('nonsense\r\n')],
])('a reply in chunks that is %s before its end is a problem, without what was received', async (_, end) => {
  const pair = await startPair((response) => response.writeHead(200).write(WAV.subarray(0, 1044)));
  const sound = pair.client.speak(REQUEST, pair.signal)[Symbol.asyncIterator]();
  await sound.next();
  end(pair.server.response());
  const failure = await sound.next().catch((failure: unknown) => failure);
  expect(failure).toMatchObject({ code: 'service-reply-unusable', retryable: true });
  expect(inspect(failure, { depth: 5 })).not.toContain('nonsense');
});

test('a WAV that ends early without a word about its length is found out', async () => {
  const pair = await startPair((response) => {
    response.writeHead(200, { 'content-type': 'audio/wav', connection: 'close' });
    response.end(WAV.subarray(0, 1044));
  });
  expect(await outcome(pair)).toEqual({ attempts: 1, waits: [], end: failed('service-reply-unusable') });
});

test('an idle connection that the service closes is no failure at all', async () => {
  const pair = await startPair((response, { number }) => {
    // The response forgets its socket before it says that it is closed.
    const { socket } = response;
    if (number === 1) response.once('close', () => socket!.end());
    response.end(WAV);
  });
  expect(await spoken(pair)).toEqual(SAMPLES);
  expect(await spoken(pair)).toEqual(SAMPLES);
});

test('nobody at the address is a service that cannot be reached', async () => {
  const gone = createServer().listen(0, '127.0.0.1');
  await once(gone, 'listening');
  const { port } = gone.address() as AddressInfo;
  gone.close();
  await once(gone, 'close');
  const pair = await startPair(() => undefined, { baseUrl: `http://127.0.0.1:${port}/v1` });
  expect(await spoken(pair)).toMatchObject({
    code: 'service-unreachable',
    retryable: true,
    details: { reason: 'ECONNREFUSED' },
  });
  expect(pair.clock.waits).toEqual([250, 500]);
});

test('a service that never answers is given up after its time, and not asked again', async () => {
  const pair = await startPair(() => undefined, { timeouts: { headers: 80 } });
  const closed = pair.server.closes();
  expect(await outcome(pair)).toEqual({ attempts: 1, waits: [], end: failed('service-timeout') });
  await closed;
});

test('a reply that stalls is given up after the idle time, and not bought again', async () => {
  const pair = await startPair((response) => response.writeHead(200, CUT_SHORT).write(WAV.subarray(0, 1000)), {
    timeouts: { idle: 80 },
  });
  const closed = pair.server.closes();
  expect(await outcome(pair)).toEqual({ attempts: 1, waits: [], end: failed('service-timeout') });
  await closed;
});

test('what is not HTTP is a reply that cannot be used', async () => {
  const pair = await startPair((response) => response.socket!.end('SSH-2.0-OpenSSH_9.2\r\n\r\n'));
  expect(await outcome(pair)).toEqual({ attempts: 1, waits: [], end: failed('service-reply-unusable') });
});

test.each([422, 200])('no problem of a %i holds the text that the service quotes', async (status) => {
  const pair = await startPair((response) =>
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(JSON.stringify({ error: { message: `Not so: ${REQUEST.input}` } })),
  );
  const problem = await spoken(pair);
  expect(plainProblem(problem)).toMatchObject({ message: `the service answered ${status}`, details: { status } });
  expect(inspect(problem, { depth: 5 })).not.toContain(REQUEST.input);
});
