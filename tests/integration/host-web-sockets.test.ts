import { once } from 'node:events';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { type ServedHost, serveHost } from './host-web-host.ts';
import { heard, opened, sendRaw } from './host-web-socket.ts';

let host: ServedHost;
beforeAll(async () => {
  host = await serveHost();
});
afterAll(() => host.leave());

/** The request for a socket that an honest page makes, but for what the attack changes. */
function handshake(headers: Record<string, string | undefined> = {}, target = '/contract', method = 'GET'): string {
  const all = {
    Host: `127.0.0.1:${host.port}`,
    Cookie: host.cookie,
    Origin: host.origin,
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    ...headers,
  };
  const lines = Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
  return [`${method} ${target} HTTP/1.1`, ...lines, '', ''].join('\r\n');
}

test.each([
  ['no cookie', () => handshake({ Cookie: undefined })],
  ['a cookie of another value', () => handshake({ Cookie: `${host.cookie}A` })],
  ['no Origin', () => handshake({ Origin: undefined })],
  ['a foreign Origin', () => handshake({ Origin: 'http://example.com' })],
  ['the Origin null', () => handshake({ Origin: 'null' })],
  ['the Origin of another port', () => handshake({ Origin: 'http://127.0.0.1:1' })],
  ['the Origin of a look-alike', () => handshake({ Origin: `${host.origin}.example.com` })],
  ['a foreign name', () => handshake({ Host: `example.com:${host.port}` })],
  [
    'a foreign name that agrees with its Origin',
    () => handshake({ Host: 'example.com', Origin: 'http://example.com' }),
  ],
  ['the first page', () => handshake({}, '/')],
  ['a path like the contract’s', () => handshake({}, '/contract/')],
  ['the contract’s path in escapes', () => handshake({}, '/%63ontract')],
  ['the contract’s path and a query', () => handshake({}, '/contract?token=A')],
  ['an absolute address', () => handshake({}, `${host.origin}/contract`)],
])('403: a socket with %s', async (_name, request) => {
  expect(await sendRaw(host.port, request())).toBe('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n');
  expect(host.listening()).toBe(0);
});

test.each([
  ['no key', () => handshake({ 'Sec-WebSocket-Key': undefined }), 400],
  ['a key of another length', () => handshake({ 'Sec-WebSocket-Key': 'AAAA' }), 400],
  ['a version of old', () => handshake({ 'Sec-WebSocket-Version': '7' }), 400],
  ['another protocol', () => handshake({ Upgrade: 'h2c' }), 400],
  ['a POST', () => handshake({}, '/contract', 'POST'), 405],
] as const)('a handshake with %s is refused', async (_name, request, status) => {
  expect(await sendRaw(host.port, request())).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(host.listening()).toBe(0);
});

test('a refused socket that is reset at once harms nobody', async () => {
  for (let round = 0; round < 20; round += 1) {
    const socket = await opened(host.port);
    socket.on('error', () => undefined).write(handshake({ Origin: 'http://example.com' }));
    socket.resetAndDestroy();
  }
  await honest();
});

/** An honest page's socket. */
async function page(): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${host.port}/contract`, {
    origin: host.origin,
    headers: { cookie: host.cookie },
  });
  onTestFinished(() => socket.terminate());
  await once(socket, 'open');
  return socket;
}

const closing = async (socket: WebSocket) => ((await once(socket, 'close')) as [number])[0];

test.each([
  ['a binary frame', (socket: WebSocket) => socket.send(Buffer.from('{"id":0,"call":"library.list"}')), 1003],
  ['no JSON', (socket: WebSocket) => socket.send('{"id":0,'), 1007],
  ['nothing', (socket: WebSocket) => socket.send(''), 1007],
  ['text that is no UTF-8', (socket: WebSocket) => socket.send(Buffer.from([0xc3, 0x28]), { binary: false }), 1007],
  ['more than any message has', (socket: WebSocket) => socket.send(`"${'a'.repeat(5_000_000)}"`), 1009],
] as const)('a page that sends %s is turned out', async (_name, send, code) => {
  const socket = await page();
  send(socket);
  const calls = host.calls.length;
  socket.send('{"id":0,"call":"library.list"}');
  expect(await closing(socket)).toBe(code);
  expect(host.calls.length).toBe(calls);
});

test.each([
  ['without a mask', Buffer.from([0x81, 0x02, 0x7b, 0x7d])],
  ['with reserved bits', Buffer.from([0xf1, 0x80, 0, 0, 0, 0])],
  ['of an unknown kind', Buffer.from([0x83, 0x80, 0, 0, 0, 0])],
  ['that goes on with nothing', Buffer.from([0x80, 0x80, 0, 0, 0, 0])],
  ['that is a ping of 64 KB', Buffer.from([0x89, 0xfe, 0xff, 0xff, 0, 0, 0, 0])],
  ['of 2^63 bytes', Buffer.from([0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0])],
])('a frame %s ends its connection', async (_name, frame) => {
  const socket = await opened(host.port);
  socket.write(handshake());
  await once(socket, 'data');
  socket.write(frame);
  await heard(socket);
  await vi.waitFor(() => expect(host.listening()).toBe(0));
});

const prototypes = [
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty.call', '__proto__.toString', 'constructor.constructor'],
  ...['library.__proto__', 'library.constructor', 'library.toString', 'player.changed', 'library.list.call', ''],
];
test.each(prototypes)('the call %j is unknown', async (call) => {
  const calls = host.calls.length;
  expect(await answers(JSON.stringify({ id: 1, call }))).toMatchObject([{ id: 1, problem: { code: 'call-unknown' } }]);
  expect(host.calls.slice(calls)).toEqual([farewell]);
});

test('prototypes in an input reach nobody', async () => {
  const calls = host.calls.length;
  const more = '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}';
  await answers(`{"id":1,"call":"library.open","input":{"project":"p",${more}}}`);
  expect(host.calls.slice(calls)).toStrictEqual([{ call: 'library.open', input: { project: 'p' } }, farewell]);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

test('what is no request is not answered, and does not disturb the next', async () => {
  const none = [null, 1, 'library.list', [], {}, { id: -1, call: 'library.list' }, { id: '1', call: 'library.list' }];
  const long = [JSON.stringify({ id: 1, call: 'a'.repeat(101) }), '['.repeat(100_000) + ']'.repeat(100_000)];
  expect(await answers(...none.map((message) => JSON.stringify(message)), ...long)).toEqual([]);
});

/** The call by which `answers` knows that all before it was heard. */
const farewell = { call: 'library.list', input: undefined };

/** What comes back for frames of text. */
async function answers(...texts: string[]): Promise<unknown[]> {
  const socket = await page();
  const replies: unknown[] = [];
  socket.on('message', (data: Buffer) => replies.push(JSON.parse(data.toString())));
  for (const text of [...texts, JSON.stringify({ id: 99, ...farewell })]) socket.send(text);
  await vi.waitFor(() => expect(replies.at(-1)).toEqual({ id: 99, value: [] }), { timeout: 15_000 });
  socket.close();
  await closing(socket);
  return replies.slice(0, -1);
}

test('a hundred pages at once all hear the news, and none is listened to when it has gone', async () => {
  const pages = await Promise.all(Array.from({ length: 100 }, page));
  expect(host.listening()).toBe(100);
  const heard = pages.map(async (socket) => String(((await once(socket, 'message')) as [Buffer])[0]));
  host.tell([]);
  expect(new Set(await Promise.all(heard))).toEqual(new Set(['{"event":"library.changed","value":[]}']));
  pages.forEach((socket) => socket.terminate());
  await vi.waitFor(() => expect(host.listening()).toBe(0));
});

test('after all that an honest page is answered', honest);

async function honest(): Promise<void> {
  expect(await answers('{"id":1,"call":"player.state"}')).toEqual([{ id: 1, value: { phase: 'idle' } }]);
}

test('close ends sockets of every kind, then nobody listens and the uploads are gone', async () => {
  const own = await serveHost();
  onTestFinished(own.leave);
  const init = { method: 'POST', headers: { cookie: own.cookie, origin: own.origin }, body: 'Some text.' };
  expect((await fetch(`${own.origin}/files?name=a.txt`, init)).status).toBe(201);
  const socket = new WebSocket(`ws://127.0.0.1:${own.port}/contract`, {
    origin: own.origin,
    headers: { cookie: own.cookie },
  });
  await once(socket, 'open');
  const [silent, halfOpen, sending] = [await opened(own.port), await opened(own.port), await opened(own.port)];
  halfOpen.write(handshake({ Host: 'example.com' }));
  await once(halfOpen, 'data');
  sending.write(`POST /files HTTP/1.1\r\nHost: 127.0.0.1:${own.port}\r\nOrigin: ${own.origin}\r\n`);
  sending.write(`Cookie: ${own.cookie}\r\nContent-Length: 90000\r\n\r\nand so on`);
  await vi.waitFor(async () => expect(await own.kept()).toHaveLength(2));
  const ends = Promise.all([closing(socket), heard(silent), heard(sending)]);
  await own.web.close();
  await own.uploads.close();
  await ends;
  halfOpen.destroy();
  await expect(opened(own.port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  expect(own.listening()).toBe(0);
  await vi.waitFor(async () => expect(await own.kept()).toBeNull());
});
