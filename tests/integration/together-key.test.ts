import type { ServerResponse } from 'node:http';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { plainProblem, Problem } from '../../app/model/problem.ts';
import { createTogether } from '../../app/together/client.ts';
import { EVERY_CALL } from '../tools/every-call.ts';
import { everyCommand } from '../tools/every-command.ts';
import { type Answer, startFaultServer } from '../tools/fault-server.ts';
import { startHearing } from '../tools/listening-peer.ts';
import { heardOf, never, startLivePair } from '../tools/live.ts';
import { created } from '../tools/live-server.ts';
import { openWindow } from '../tools/open-window.ts';
import { QuickTime } from '../tools/quick-time.ts';
import { KEY, type Pair, REQUEST, spoken, startPair, WAV } from '../tools/together.ts';

const HEADER = `Bearer ${KEY}`;
const calls = Object.entries(EVERY_CALL);

/** Twelve characters of the key in a row, or the key as another header or address would spell it. */
const TRACES = [
  ...Array.from({ length: KEY.length - 11 }, (_, at) => KEY.slice(at, at + 12)),
  Buffer.from(KEY).toString('base64').slice(0, 20),
  Buffer.from(HEADER).toString('base64').slice(0, 24),
];
const traces = (shown: string) => TRACES.filter((trace) => shown.includes(trace));

/** All that anybody could make of a failure: message, stack, details, causes, however it is shown. */
function shown(failure: unknown): string {
  const { stack = '', message = '' } = failure as Error;
  const ways = [inspect(failure, { depth: Infinity, showHidden: true }), JSON.stringify(failure), String(failure)];
  return [...ways, stack, message, JSON.stringify(plainProblem(failure))].join('\n');
}

/** What a call fails with at a server that answers so. */
async function failureOf(call: (typeof calls)[number][1], answer: Answer): Promise<{ failure: unknown; pair: Pair }> {
  const pair = await startPair(answer, { clock: new QuickTime() });
  const failure = await call(pair.client).then(
    () => expect.unreachable(),
    (thrown: unknown) => thrown,
  );
  return { failure, pair };
}

test.each(calls)('%s sends the key in its header and nowhere else', async (_, call) => {
  const { pair } = await failureOf(call, (response) => response.writeHead(404).end());
  expect(pair.server.received).toHaveLength(1);
  for (const { url, body, headers } of pair.server.received) {
    const { authorization, ...others } = headers;
    expect(authorization).toBe(HEADER);
    expect(traces(JSON.stringify([url, body, others]))).toEqual([]);
  }
});

const page = `<!doctype html><h1>Bad gateway</h1><pre>POST /v1 HTTP/1.1\nAuthorization: ${HEADER}\n</pre>`;
const json = (value: unknown) => JSON.stringify(value);
/** How a service, or a proxy in front of it, repeats what it was sent. */
const ECHOES: Readonly<Record<string, (response: ServerResponse) => unknown>> = {
  'a page': (response) => response.writeHead(502, { 'content-type': 'text/html' }).end(page),
  'a sentence': (response) => response.writeHead(422).end(json({ error: { message: `No: ${HEADER}` } })),
  'half of it': (response) => response.writeHead(400).end(json({ message: `key ${KEY.slice(0, 14)}… is wrong` })),
  'every field': (response) =>
    response.writeHead(400).end(json({ id: KEY, error: { message: KEY, type: KEY, code: KEY, param: KEY } })),
  'a word': (response) => response.writeHead(500).end(json({ error: HEADER })),
  'half a JSON': (response) => response.writeHead(503).end(`{"error":{"message":"${HEADER}`),
  'headers, and the reason': (response) =>
    response.writeHead(429, HEADER, { 'x-request-id': KEY, 'cf-ray': KEY, 'retry-after': KEY, [KEY]: KEY }).end(),
  'a refused key': (response) => response.writeHead(401).end(json({ error: { message: `${KEY} is no key` } })),
  'a success': (response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(json({ error: HEADER })),
  'a page as a success': (response) => response.writeHead(200, { 'content-type': 'text/html' }).end(page),
  'a media type': (response) => response.writeHead(200, { 'content-type': `text/${KEY}` }).end(KEY),
  'an event': (response) =>
    response
      .writeHead(200, { 'content-type': 'text/event-stream' })
      .end(`data: ${json({ error: { message: KEY } })}\n\n`),
  'what is no HTTP': (response) => response.socket!.end(`${page}\r\n\r\n`),
  'a header that is none': (response) => response.socket!.end(`HTTP/1.1 200 OK\r\n${HEADER}\r\n\r\n`),
  'a reply that ends too early': (response) => {
    response.writeHead(200, { 'content-length': '5000', 'content-type': `audio/${KEY}` });
    response.write(HEADER, () => response.socket!.resetAndDestroy());
  },
};

test.each(calls)('nothing that %s fails with, or logs, holds a key that the service repeats', async (_, call) => {
  for (const [name, echo] of Object.entries(ECHOES)) {
    const { failure, pair } = await failureOf(call, echo);
    expect({ name, failure }).toEqual({ name, failure: expect.any(Problem) });
    expect({ name, traces: traces(shown(failure)) }).toEqual({ name, traces: [] });
    expect({ name, traces: traces(pair.logged.join('\n')) }).toEqual({ name, traces: [] });
  }
});

test.each(calls)('%s follows no redirect, to whatever place, so the key stays here', async (_, call) => {
  const other = await startFaultServer((response) => response.end(WAV));
  const { port } = new URL(other.url);
  const places = [`${other.url}/v1/audio/speech`, `http://localhost:${port}/`, `//127.0.0.1:${port}/`, '/v1/elsewhere'];
  for (const status of [301, 302, 303, 307, 308]) {
    for (const location of places) {
      const { failure, pair } = await failureOf(call, (response) => response.writeHead(status, { location }).end());
      expect(failure).toMatchObject({ code: 'service-reply-unusable', retryable: false, details: { status } });
      expect([pair.server.received.length, other.received]).toEqual([1, []]);
    }
  }
  await other.stop();
});

const error = { message: `out of order: ${HEADER}`, type: KEY, param: KEY, code: KEY };
const inBand: [string, object | number][] = [
  ['a failure', { type: 'conversation.item.tts.failed', error }],
  ['an error', { type: 'error', error }],
  ['a bare error', { type: 'error', message: HEADER, code: KEY }],
  ['a close with 4400', 4400],
  ['a close with 1011', 1011],
];

test.each(inBand)('no text over a WebSocket fails with a key that %s repeats', async (_, said) => {
  const { live, server, logged } = await startLivePair({
    commit: ({ wire, tell }) => (typeof said === 'number' ? wire.close(said, HEADER) : tell(said as never)),
  });
  const { failure } = await heardOf(live.speak({ input: REQUEST.input }, never()));
  expect(failure).toBeInstanceOf(Problem);
  expect(traces(shown(failure) + logged.join() + json(server.said))).toEqual([]);
  const first = await startLivePair({
    open: (wire) => (typeof said === 'number' ? wire.close(said, HEADER) : wire.send(json(said))),
  });
  const { failure: sooner } = await heardOf(first.live.speak({ input: REQUEST.input }, never()));
  expect(traces(shown(sooner) + first.logged.join())).toEqual([]);
});

test.each(inBand)('no live transcription tells a key that %s repeats', async (_, said) => {
  const hearing = await startHearing({
    begin(peer) {
      peer.say(created);
      const type = 'conversation.item.input_audio_transcription.failed';
      if (typeof said === 'number') peer.close(said);
      else peer.say('error' in said && !('message' in said) ? { type, error } : said);
      if (typeof said !== 'number') peer.close(1000);
    },
  });
  let over = false;
  void hearing.over.then(() => (over = true));
  for (let turns = 0; !over && turns < 500; turns++) await hearing.time.advance(100);
  expect(hearing.events.filter((event) => 'problem' in event).length).toBeGreaterThan(0);
  expect(hearing.events.flatMap((event) => traces(shown(event)))).toEqual([]);
  expect(traces(hearing.logged.join() + json(hearing.peers.map(({ received }) => received)))).toEqual([]);
});

test.each([`https://${KEY}@127.0.0.1/v1`, `https://127.0.0.1/v1?key=${KEY}`, `http://${KEY}/v1`, `${KEY}`])(
  'an address that somebody pasted a key into is refused without being repeated (%#)',
  (baseUrl) => {
    const failure = (() => {
      try {
        return createTogether({ baseUrl, key: async () => null });
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(failure).toMatchObject({ code: 'address-unusable' });
    expect(traces(shown(failure))).toEqual([]);
  },
);

test('the key is read anew for each request', async () => {
  const keys = ['first', ' second\n'];
  const pair = await startPair((response) => response.end(WAV), { key: async () => keys.shift() ?? null });
  await spoken(pair);
  await spoken(pair);
  expect(pair.server.received.map(({ headers }) => headers.authorization)).toEqual(['Bearer first', 'Bearer second']);
});

test.each(calls)('without a key %s sends nothing, but where none is needed', async (_, call) => {
  const strict = await startPair((response) => response.end(), { key: async () => null, keyless: false });
  await expect(call(strict.client)).rejects.toMatchObject({ code: 'key-missing', retryable: false });
  expect(strict.server.received).toEqual([]);
  const lenient = await startPair((response) => response.writeHead(404).end(), {
    key: async () => null,
    clock: new QuickTime(),
  });
  await call(lenient.client).catch(() => undefined);
  expect(lenient.server.received[0]!.headers).not.toHaveProperty('authorization');
});

test.each(calls)('a key that no header can hold is refused by %s, without being repeated', async (_, call) => {
  const pair = await startPair((response) => response.end(), { key: async () => `${KEY}\r\nx-evil: 1` });
  const failure = await call(pair.client).catch((thrown: unknown) => thrown);
  expect(failure).toMatchObject({ code: 'key-refused' });
  expect([traces(shown(failure)), pair.server.received]).toEqual([[], []]);
});

test('no reply and no news of any command gives the key to a window, and no file keeps it once it is forgotten', async () => {
  const server = await startFaultServer(ECHOES['every field']!);
  onTestFinished(() => server.stop());
  const { ask, lend, frames, data } = await openWindow(`${server.url}/v1`);
  await ask('app.saveKey', { key: KEY });
  const commands = await everyCommand({ ask, lend });
  for (const { call, given } of commands) {
    await ask(call, given);
    // Each is asked again as somebody would who holds the key in the wrong place.
    for (const wrong of [KEY, [KEY], { key: { key: KEY } }, { [KEY]: KEY }]) await ask(call, wrong);
    await ask(`${call}.${KEY}`, {});
  }
  await expect
    .poll(() => server.received.filter(({ headers }) => headers.authorization === HEADER).length)
    .toBeGreaterThan(2);
  expect(frames.length).toBeGreaterThan(commands.length * 6);
  expect(frames.filter((frame) => traces(frame).length > 0)).toEqual([]);
  const files = (await readdir(data, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  expect(files.map(({ name }) => name)).toContain('lectern.log');
  for (const { parentPath, name } of files) {
    expect({ name, traces: traces(await readFile(join(parentPath, name), 'latin1')) }).toEqual({ name, traces: [] });
  }
});
