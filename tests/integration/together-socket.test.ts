import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { openSocket, type Socket } from '../../app/together/socket/socket.ts';
import type { SocketOptions } from '../../app/together/socket/socket-options.ts';
import { ManualTime } from '../tools/manual-time.ts';
import { answered, type SocketServerOptions, startSocketServer } from '../tools/socket-server.ts';
import { KEY } from '../tools/together.ts';

async function pair(server: SocketServerOptions, options: Partial<SocketOptions> = {}) {
  const { url, ...rest } = await startSocketServer(server);
  const time = new ManualTime();
  const messages: unknown[] = [];
  const life = new AbortController();
  const ended = Promise.withResolvers<Error | null>();
  let arrived = Promise.withResolvers<void>();
  onTestFinished(async () => {
    life.abort();
    await rest.stop();
    await expect.poll(() => time.sleepers).toBe(0);
  });
  const open = (): Promise<Socket> =>
    openSocket(
      {
        baseUrl: new URL(`${url}/v1`),
        path: '/realtime',
        query: { model: 'a/b', language: 'pt-br' },
        key: async () => KEY,
        keyless: false,
        catalogued: true,
        clock: time,
        signal: life.signal,
        ...options,
      },
      {
        message: (message) => {
          messages.push(message);
          arrived.resolve();
          arrived = Promise.withResolvers();
        },
        closed: ended.resolve,
      },
    );
  return { ...rest, time, life, messages, open, ended: ended.promise, arrived: () => arrived.promise };
}

const failure = (attempt: Promise<unknown>): Promise<Error> =>
  attempt.then(
    () => expect.unreachable(),
    (thrown) => thrown,
  );

/** A problem as far as it matters. */
const told = (problem: unknown) => {
  const { code, retryable, again, details } = problem as never;
  return { code, retryable, again, details };
};

test('the query is in the address, the key in a header, and nothing is compressed', async () => {
  const { open, handshakes } = await pair({});
  await (await open()).close();
  expect(
    handshakes.map(({ url, headers }) => [url, headers.authorization, headers['sec-websocket-extensions']]),
  ).toEqual([['/v1/realtime?model=a%2Fb&language=pt-br', `Bearer ${KEY}`, undefined]]);
});

test('messages arrive in order as JSON, and what is none as undefined', async () => {
  const { open, messages, ended } = await pair({
    talk: (wire) => {
      wire.send('{"type":"a"}');
      wire.send('{"type":');
      wire.send(Buffer.from('{}'));
      wire.send('[1]');
      wire.on('message', (data) => wire.send(String(data)));
      wire.on('message', () => wire.close(1000));
    },
  });
  (await open()).send({ type: 'echo', text: 'ä' });
  expect(told(await ended)).toEqual({
    code: 'service-unreachable',
    retryable: true,
    again: true,
    details: { close: 1000 },
  });
  expect(messages).toEqual([{ type: 'a' }, undefined, undefined, [1], { type: 'echo', text: 'ä' }]);
});

test('a handshake that is refused is refused as over HTTP, with what comes with it', async () => {
  const { open, empty } = await pair({ refuse: answered(429, { 'retry-after': '7' }, '{"error":{"message":"Slow"}}') });
  const details = { status: 429, retryAfterMs: 7000, said: 'Slow' };
  expect(told(await failure(open()))).toEqual({ code: 'rate-limited', retryable: true, again: true, details });
  await empty();
});

test('what answers 200, or nonsense, or a false handshake, is no WebSocket', async () => {
  const accepted = 'HTTP/1.1 101 x\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-accept: x\r\n\r\n';
  const told200 = told(await failure((await pair({ refuse: answered(200) })).open()));
  const toldNonsense = told(
    await failure((await pair({ refuse: (socket) => socket.end('tgp 220 ready\r\n') })).open()),
  );
  const toldFalse = told(await failure((await pair({ refuse: (socket) => socket.end(accepted) })).open()));
  expect([told200, toldNonsense, toldFalse].map(({ code, again }) => [code, again])).toEqual([
    ['service-reply-unusable', false],
    ['service-reply-unusable', false],
    ['service-reply-unusable', false],
  ]);
});

test('a handshake that nobody answers ends after ten seconds', async () => {
  const asked = Promise.withResolvers<void>();
  const { open, time, empty } = await pair({ refuse: () => asked.resolve() });
  const failed = failure(open());
  await asked.promise;
  await time.advance(9_999);
  await time.advance(1);
  expect(told(await failed)).toMatchObject({
    code: 'service-unreachable',
    again: true,
    details: { reason: 'HANDSHAKE_TIMEOUT' },
  });
  await empty();
});

test('a refusal that drips for ever ends after ten seconds, too', async () => {
  const asked = Promise.withResolvers<void>();
  const refuse: SocketServerOptions['refuse'] = (socket) =>
    socket.write('HTTP/1.1 500 x\r\ncontent-length: 1000\r\n\r\n{"error', () => asked.resolve());
  const { open, time, empty } = await pair({ refuse });
  const failed = failure(open());
  await asked.promise;
  await time.advance(10_000);
  expect(await failed).toMatchObject({ name: 'Problem' });
  await empty();
});

test('a handshake and a socket are aborted at once', async () => {
  const asked = Promise.withResolvers<void>();
  const first = await pair({ refuse: () => asked.resolve() });
  const failed = failure(first.open());
  await asked.promise;
  first.life.abort();
  expect((await failed).name).toBe('AbortError');
  await first.empty();

  const second = await pair({});
  await second.open();
  second.life.abort();
  expect(await second.ended).toBe(null);
  await second.empty();
});

test.each([
  [1001, 'service-unreachable', true, true],
  [1002, 'service-reply-unusable', false, false],
  [1008, 'access-refused', false, false],
  [1011, 'service-failed', true, false],
  [1013, 'service-overloaded', true, true],
  [4401, 'key-refused', false, false],
  [4429, 'rate-limited', true, true],
  [4503, 'service-overloaded', true, false],
])('a close with %i is told as what it is', async (close, code, retryable, again) => {
  const { open, ended } = await pair({ talk: (wire) => wire.close(close, 'no') });
  await open();
  expect(told(await ended)).toMatchObject({ code, retryable, again, details: { close } });
});

test('a connection that breaks off is a close without a farewell', async () => {
  const { open, ended } = await pair({ talk: (wire) => wire.terminate() });
  await open();
  expect(told(await ended)).toEqual({
    code: 'service-unreachable',
    retryable: true,
    again: true,
    details: { close: 1006 },
  });
});

test('a refused connection is unreachable', async () => {
  const { open, stop } = await pair({});
  await stop();
  expect(told(await failure(open()))).toMatchObject({
    code: 'service-unreachable',
    again: true,
    details: { reason: 'ECONNREFUSED' },
  });
});

test('a service that answers no ping is gone after the second interval; one that answers stays', async () => {
  const dead = await pair({ autoPong: false });
  await dead.open();
  await dead.time.advance(15_000);
  await dead.time.advance(15_000);
  expect(told(await dead.ended)).toMatchObject({ code: 'service-unreachable', details: { reason: 'PING_TIMEOUT' } });
  await dead.empty();

  let pings = 0;
  let pinged = Promise.withResolvers<void>();
  const alive = await pair({
    talk: (wire) =>
      wire.on('ping', () => {
        pings++;
        // A word of ours behind the pong tells that the pong has arrived.
        wire.send('{}');
        pinged.resolve();
        pinged = Promise.withResolvers();
      }),
  });
  const socket = await alive.open();
  for (let i = 0; i < 4; i++) {
    const [heard] = [alive.arrived()];
    await alive.time.advance(15_000);
    await heard;
  }
  expect(pings).toBe(4);
  await socket.close();
});

test('a paused socket is not taken for dead, and lets the service feel it', async () => {
  const message = JSON.stringify({ noise: 'x'.repeat(65_536) });
  let wire: WebSocket;
  const { open, time, messages } = await pair({ talk: (each) => void (wire = each) });
  const socket = await open();
  socket.pause();
  for (let i = 0; i < 400; i++) wire!.send(message);
  await time.advance(60_000);
  expect(messages.length).toBeLessThan(3);
  expect(wire!.bufferedAmount).toBeGreaterThan(8_000_000);
  socket.resume();
  while (messages.length < 400) await new Promise((resolve) => setImmediate(resolve));
  expect(wire!.bufferedAmount).toBe(0);
  await socket.close();
});

test('a farewell that is not returned takes a second', async () => {
  const { open, time, ended } = await pair({ talk: (wire) => wire.pause() });
  const socket = await open();
  const closed = socket.close();
  await time.advance(1_000);
  await closed;
  expect(await ended).toBe(null);
});

test('a message beyond the limit ends the socket and costs no memory', async () => {
  const { open, ended } = await pair({ talk: (wire) => wire.send('x'.repeat(17 * 1024 * 1024)) });
  await open();
  expect(told(await ended)).toMatchObject({ code: 'service-reply-unusable' });
});

test('a message of ten megabytes arrives', async () => {
  const { open, arrived, messages } = await pair({
    talk: (wire) => wire.once('message', () => wire.send(JSON.stringify('x'.repeat(10_000_000)))),
  });
  const socket = await open();
  const heard = arrived();
  socket.send({});
  await heard;
  expect((messages[0] as string).length).toBe(10_000_000);
  await socket.close();
});

test('nothing is left of sockets that have ended', async () => {
  const { open, empty } = await pair({ talk: (wire) => wire.on('message', () => wire.terminate()) });
  const before = process.getActiveResourcesInfo().filter((each) => each.startsWith('Timeout')).length;
  for (let i = 0; i < 20; i++) {
    const socket = await open();
    if (i % 2) await socket.close();
    else socket.send({});
  }
  await empty();
  await new Promise((resolve) => setImmediate(resolve));
  expect(process.getActiveResourcesInfo().filter((each) => each.startsWith('Timeout')).length).toBeLessThanOrEqual(
    before,
  );
});
