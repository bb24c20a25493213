import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Answer } from '../tools/fault-server.ts';
import { KEY, type Pair, REQUEST, spoken, startPair, WAV } from '../tools/together.ts';

/** Far more turns of the event loop than the news of an end takes, and over before any timer of a client's ends. */
const TURNS = 1_000;
/** Nothing but the deed ends a connection. */
const PATIENT = { timeouts: { headers: 1e9, idle: 1e9 } };

/** Does the server see a connection close in the turns that follow a deed, with no time to pass in between? */
async function freedBy({ server, clock }: Pair, deed: () => unknown): Promise<boolean> {
  let closed = false;
  void server.closes().then(() => (closed = true));
  deed();
  for (let turns = 0; turns < TURNS && !closed; turns++) await turn();
  expect(clock.waits).toEqual([]);
  return closed;
}

const LENGTH = { 'content-type': 'audio/wav', 'content-length': String(WAV.length) };
const silent: Answer = () => undefined;
const stalled: Answer = (response) => response.writeHead(200, LENGTH).write(WAV.subarray(0, 1044));

test('an abort before the reply frees the socket at once', async () => {
  const arrived = Promise.withResolvers<void>();
  const pair = await startPair(() => arrived.resolve(), PATIENT);
  const speaking = spoken(pair);
  await arrived.promise;
  expect(await freedBy(pair, () => pair.abort())).toBe(true);
  expect(await speaking).toMatchObject({ name: 'AbortError' });
  expect(pair.server.received).toHaveLength(1);
});

test('an abort while sound is waited for frees the socket at once', async () => {
  const pair = await startPair(stalled, PATIENT);
  const sound = pair.client.speak(REQUEST, pair.signal)[Symbol.asyncIterator]();
  await sound.next();
  const waiting = sound.next().catch((failure: unknown) => failure);
  expect(await freedBy(pair, () => pair.abort())).toBe(true);
  expect(await waiting).toMatchObject({ name: 'AbortError' });
});

test('an abort while nobody listens frees the socket at once, and the next listener hears of it', async () => {
  const pair = await startPair(stalled, PATIENT);
  const sound = pair.client.speak(REQUEST, pair.signal)[Symbol.asyncIterator]();
  await sound.next();
  const reason = new DOMException('enough', 'AbortError');
  expect(await freedBy(pair, () => pair.abort(reason))).toBe(true);
  await expect(sound.next()).rejects.toBe(reason);
});

test('an abort beforehand asks nobody', async () => {
  const pair = await startPair(stalled);
  pair.abort();
  expect(await spoken(pair)).toMatchObject({ name: 'AbortError' });
  await expect(pair.client.voices('m', pair.signal)).rejects.toMatchObject({ name: 'AbortError' });
  expect(pair.server.received).toEqual([]);
});

test('an abort while the key is looked for does not even connect', async () => {
  const pair: Pair = await startPair(stalled, {
    key: async () => {
      pair.abort();
      return KEY;
    },
  });
  expect(await spoken(pair)).toMatchObject({ name: 'AbortError' });
  expect([pair.server.received, pair.server.open()]).toEqual([[], 0]);
});

test('leaving the loop frees the socket at once', async () => {
  const pair = await startPair(stalled, PATIENT);
  const sound = pair.client.speak(REQUEST, pair.signal)[Symbol.asyncIterator]();
  await sound.next();
  expect(await freedBy(pair, () => void sound.return!())).toBe(true);
  expect(pair.server.open()).toBe(0);
});

test('a reply that is no speech frees the socket without being read', async () => {
  const pair = await startPair((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: {"type":"delta"}\n\n');
  });
  const closed = pair.server.closes();
  expect(await spoken(pair)).toMatchObject({ code: 'service-reply-unusable' });
  await closed;
});

test('closing the client leaves no socket and ends what waits as cancelled', async () => {
  const pair = await startPair((response, request) =>
    request.number === 1 ? response.end(WAV) : silent(response, request),
  );
  await spoken(pair);
  const waiting = [
    spoken(pair),
    spoken(pair),
    pair.client.voices('m', pair.signal).catch((failure: unknown) => failure),
  ];
  await expect.poll(() => pair.server.received.length).toBe(4);
  await pair.client.close();
  await expect.poll(() => pair.server.open()).toBe(0);
  expect(await Promise.all(waiting)).toMatchObject(Array(3).fill({ name: 'AbortError' }));
  expect(await spoken(pair)).toMatchObject({ name: 'AbortError' });
});
