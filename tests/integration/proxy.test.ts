import { expect, onTestFinished, test } from 'vitest';
import { openSocket, type Socket } from '../../app/together/socket/socket.ts';
import { systemClock } from '../../app/together/http/clock.ts';
import { explain } from '../../app/words/problems.ts';
import { type PlainProblem, plainProblem } from '../../app/model/problem.ts';
import { openWindow } from '../tools/open-window.ts';
import { startProxy } from '../tools/proxy-server.ts';
import { startSocketServer } from '../tools/socket-server.ts';
import { KEY, startPair } from '../tools/together.ts';

const models = (response: import('node:http').ServerResponse) =>
  response.writeHead(200, { 'content-type': 'application/json' }).end('[]');

async function socketThrough(proxy: URL, timeLeft = new AbortController().signal): Promise<Socket> {
  const { url, stop } = await startSocketServer({ talk: (wire) => wire.send('{"type":"hello"}') });
  onTestFinished(stop);
  const options = { baseUrl: new URL(`${url}/v1`), path: '/realtime', query: {}, catalogued: true, clock: systemClock };
  return openSocket(
    { ...options, key: async () => KEY, keyless: false, proxy: async () => proxy, signal: timeLeft },
    { message: () => undefined, closed: () => undefined },
  );
}

const failure = (attempt: Promise<unknown>): Promise<PlainProblem> =>
  attempt.then(
    () => expect.unreachable(),
    (thrown) => plainProblem(thrown),
  );

test('requests go through the proxy, and the key through it to the service only', async () => {
  const proxy = await startProxy();
  const { client, server, signal } = await startPair(models, { proxy: async () => proxy.url });
  await client.greet(signal);
  expect(proxy.asked).toEqual([new URL(server.url).host]);
  expect(JSON.stringify(proxy.headers)).not.toContain(KEY);
  expect(server.received[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
});

test('another proxy, or none, holds from the next request on', async () => {
  const [one, other] = [await startProxy(), await startProxy()];
  let way: URL | null = one.url;
  const { client, server, signal } = await startPair(models, { proxy: async () => way });
  await client.greet(signal);
  way = other.url;
  await client.greet(signal);
  way = null;
  await client.greet(signal);
  expect([one.asked.length, other.asked.length, server.received.length]).toEqual([1, 1, 3]);
});

test('sockets go through it, too', async () => {
  const proxy = await startProxy();
  const socket = await socketThrough(proxy.url);
  await socket.close();
  expect(proxy.asked).toHaveLength(1);
  expect(JSON.stringify(proxy.headers)).not.toContain(KEY);
});

test('a proxy that refuses, or is not there, is told from a service that is not', async () => {
  const locked = await startProxy({ refuse: 407 });
  const closed = await startProxy({ refuse: 403 });
  const nobody = new URL('http://127.0.0.1:9');
  const happened = async (proxy: URL) => {
    const { client, signal } = await startPair(models, { proxy: async () => proxy });
    const ends = await Promise.all([failure(client.greet(signal)), failure(socketThrough(proxy))]);
    return ends.map((problem) => explain(problem).happened);
  };
  const wants = `The proxy ${locked.url.host} wants a name and a password.`;
  expect(await happened(locked.url)).toEqual([wants, wants]);
  expect((await happened(closed.url))[0]).toBe(`The proxy ${closed.url.host} refused the way to the service.`);
  const gone = 'The proxy 127.0.0.1:9 cannot be reached.';
  expect(await happened(nobody)).toEqual([gone, gone]);
});

test('a proxy that says nothing is given up, and no connection to it is left', async () => {
  const silent = await startProxy({ refuse: 'silence' });
  const timeouts = { connect: 200, headers: 1000, idle: 1000 };
  const { client, signal } = await startPair(models, { proxy: async () => silent.url, timeouts });
  expect(await failure(client.greet(signal))).toMatchObject({ code: 'service-timeout' });
  const stop = new AbortController();
  const opening = socketThrough(silent.url, stop.signal).catch((reason: Error) => reason.name);
  await expect.poll(() => silent.asked.length).toBeGreaterThan(1);
  stop.abort();
  expect(await opening).toBe('AbortError');
});

test('what is set is the way that is taken, and what it came to is said', async () => {
  const proxy = await startProxy({ refuse: 403 });
  const { ask } = await openWindow('https://speech.example/v1');
  await ask('app.saveKey', { key: KEY });
  const wish = { kind: 'server', address: proxy.url.host };
  expect(await ask('settings.chooseProxy', { proxy: wish })).toMatchObject({ value: { proxy: wish, pac: false } });
  const { problem } = await ask('settings.test', { service: 'together' });
  expect(proxy.asked).toEqual(['speech.example:443']);
  expect(explain(problem!).happened).toBe(`The proxy ${proxy.url.host} refused the way to the service.`);
  await ask('settings.chooseProxy', { proxy: { kind: 'pac', address: 'https://speech.example/proxy.pac' } });
  expect((await ask('settings.test', { service: 'together' })).problem).toMatchObject({ code: 'proxy-unusable' });
});

test('a proxy with a name and password in it is no setting', async () => {
  const { ask } = await openWindow('https://speech.example/v1');
  for (const address of ['anna:secret@proxy.example:3128', 'proxy.example', 'ftp://proxy.example:21', '']) {
    const { problem } = await ask('settings.chooseProxy', { proxy: { kind: 'server', address } });
    expect(problem?.code, address).toBe('call-malformed');
  }
});
