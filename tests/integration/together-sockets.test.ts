import { expect, test } from 'vitest';
import { type Answer, startFaultServer } from '../tools/fault-server.ts';
import { KEY, type Pair, REQUEST, spoken, startPair, WAV } from '../tools/together.ts';

/** The first abort of a process loads and compiles code, and two busy cores may take longer than it once. */
const RARELY_SLOW = { retry: 2 };

/** ms from a deed until the server sees a connection close. */
async function freedAfter({ server }: Pair, deed: () => unknown): Promise<number> {
  const closed = server.closes();
  const begun = performance.now();
  deed();
  await closed;
  return performance.now() - begun;
}

const LENGTH = { 'content-type': 'audio/wav', 'content-length': String(WAV.length) };
const silent: Answer = () => undefined;
const stalled: Answer = (response) => response.writeHead(200, LENGTH).write(WAV.subarray(0, 1044));

test('an abort before the reply frees the socket at once', RARELY_SLOW, async () => {
  const arrived = Promise.withResolvers<void>();
  const pair = await startPair(() => arrived.resolve());
  const speaking = spoken(pair);
  await arrived.promise;
  expect(await freedAfter(pair, () => pair.abort())).toBeLessThan(50);
  expect(await speaking).toMatchObject({ name: 'AbortError' });
  expect(pair.server.received).toHaveLength(1);
});

test('an abort while sound is waited for frees the socket at once', RARELY_SLOW, async () => {
  const pair = await startPair(stalled);
  const sound = pair.client.speak(REQUEST, pair.signal)[Symbol.asyncIterator]();
  await sound.next();
  const waiting = sound.next().catch((failure: unknown) => failure);
  expect(await freedAfter(pair, () => pair.abort())).toBeLessThan(50);
  expect(await waiting).toMatchObject({ name: 'AbortError' });
});

test(
  'an abort while nobody listens frees the socket at once, and the next listener hears of it',
  RARELY_SLOW,
  async () => {
    const pair = await startPair(stalled);
    const sound = pair.client.speak(REQUEST, pair.signal)[Symbol.asyncIterator]();
    await sound.next();
    const reason = new DOMException('enough', 'AbortError');
    expect(await freedAfter(pair, () => pair.abort(reason))).toBeLessThan(50);
    await expect(sound.next()).rejects.toBe(reason);
  },
);

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

test('leaving the loop frees the socket at once', RARELY_SLOW, async () => {
  const pair = await startPair(stalled);
  const sound = pair.client.speak(REQUEST, pair.signal)[Symbol.asyncIterator]();
  await sound.next();
  expect(await freedAfter(pair, () => void sound.return!())).toBeLessThan(50);
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

test.each([301, 302, 303, 307, 308])('a %i to another host is not followed, so the key stays here', async (status) => {
  const other = await startFaultServer((response) => response.end(WAV));
  const pair = await startPair((response) =>
    response.writeHead(status, { location: `${other.url}/v1/audio/speech` }).end(),
  );
  const problem = await spoken(pair);
  await other.stop();
  expect(problem).toMatchObject({ code: 'service-reply-unusable', retryable: false, details: { status } });
  expect(other.received).toEqual([]);
});

test('the key travels in its header and nowhere else', async () => {
  const pair = await startPair((response) => response.end(WAV));
  await spoken(pair);
  await pair.client.voices('m', pair.signal).catch(() => undefined);
  for (const { url, body, headers } of pair.server.received) {
    const { authorization, ...others } = headers;
    expect(authorization).toBe(`Bearer ${KEY}`);
    expect(JSON.stringify([url, body, others])).not.toContain(KEY);
  }
  expect(pair.server.received).toHaveLength(2);
});

test('the key is read anew for each request', async () => {
  const keys = ['first', ' second\n'];
  const pair = await startPair((response) => response.end(WAV), { key: async () => keys.shift() ?? null });
  await spoken(pair);
  await spoken(pair);
  expect(pair.server.received.map(({ headers }) => headers.authorization)).toEqual(['Bearer first', 'Bearer second']);
});

test('without a key nothing is sent, but where none is needed', async () => {
  const strict = await startPair((response) => response.end(WAV), { key: async () => null, keyless: false });
  expect(await spoken(strict)).toMatchObject({ code: 'key-missing', retryable: false });
  expect(strict.server.received).toEqual([]);
  const lenient = await startPair((response) => response.end(WAV), { key: async () => null });
  expect(await spoken(lenient)).toHaveLength(2400);
  expect(lenient.server.received[0]!.headers).not.toHaveProperty('authorization');
});

test('a key that no header can hold is refused here, without being repeated', async () => {
  const pair = await startPair((response) => response.end(WAV), { key: async () => 'tgp\r\nx-evil: 1' });
  const problem = await spoken(pair);
  expect(problem).toMatchObject({ code: 'key-refused' });
  expect(String(problem)).not.toContain('evil');
  expect(pair.server.received).toEqual([]);
});
