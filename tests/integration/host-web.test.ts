import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { LARGEST, type ServedHost, serveHost } from './host-web-host.ts';
import { heard, opened, sendRaw } from './host-web-socket.ts';

let host: ServedHost;
beforeAll(async () => {
  host = await serveHost();
});
afterAll(() => host.leave());

interface Request {
  method?: string;
  target?: string;
  /** `Host: …` for `host`, and so on; `undefined` leaves a header out that would be there. */
  headers?: Record<string, string | undefined>;
  /** Lines as they are, after the others. */
  lines?: string[];
  body?: string;
}

/** Bytes of a request that would be the honest browser's, but for what the attack changes. */
function bytes({ method = 'GET', target = '/', headers = {}, lines = [], body = '' }: Request): string {
  const honest = { Host: `127.0.0.1:${host.port}`, Cookie: host.cookie, Connection: 'close' };
  const length = body ? { 'Content-Length': String(body.length) } : {};
  const all = Object.entries({ ...honest, ...length, ...headers }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`],
  );
  return [`${method} ${target} HTTP/1.1`, ...all, ...lines, '', body].join('\r\n');
}

const attack = async (request: Request) => sendRaw(host.port, bytes(request));
const status = (reply: string) => Number(/^HTTP\/1\.1 (\d{3}) /.exec(reply)?.[1] ?? 0);

/** The rows of one status, each an attack by name. */
function refused(expected: number, rows: Record<string, () => Request | Promise<Request>>) {
  test.each(Object.entries(rows))(`${expected}: %s`, async (_name, request) => {
    const reply = await attack(await request());
    expect(status(reply)).toBe(expected);
    expect(reply).not.toContain('secret');
    expect(reply.toLowerCase()).not.toMatch(/set-cookie|access-control-/);
    if (expected !== 400) expect(reply).toContain("default-src 'none'");
  });
}

const stranger = { Cookie: undefined };
refused(401, {
  'no cookie': () => ({ headers: stranger }),
  'no cookie, on a page': () => ({ target: '/assets/main.js', headers: stranger }),
  'an empty token': () => ({ target: '/?token=', headers: stranger }),
  'a token that was never given': () => ({ target: `/?token=${'A'.repeat(43)}`, headers: stranger }),
  'a token that was opened before': async () => ({ target: await spent(), headers: stranger }),
  'a start of an open token': () => ({ target: link().slice(0, -1), headers: stranger }),
  'an open token and more': () => ({ target: `${link()}A`, headers: stranger }),
  'an open token on another page': () => ({ target: link().replace('/?', '/index.html?'), headers: stranger }),
  'an open token beside another parameter': () => ({ target: link().replace('?', '?a=b&'), headers: stranger }),
  'an open token as a HEAD': () => ({ method: 'HEAD', target: link(), headers: stranger }),
  'an enormous token': () => ({ target: `/?token=${'A'.repeat(8000)}`, headers: stranger }),
  'a cookie of another value': () => ({ headers: { Cookie: host.cookie.replace(/=.*/, `=${'A'.repeat(43)}`) } }),
  'a cookie without value': () => ({ headers: { Cookie: host.cookie.replace(/=.*/, '=') } }),
  'a start of the cookie': () => ({ headers: { Cookie: host.cookie.slice(0, -1) } }),
  'the cookie and more': () => ({ headers: { Cookie: `${host.cookie}A` } }),
  'the cookie of another port': () => ({ headers: { Cookie: host.cookie.replace(String(host.port), '1') } }),
  'the cookie in quotes': () => ({ headers: { Cookie: host.cookie.replace(/=(.*)/, '="$1"') } }),
  'the cookie under another name': () => ({ headers: { Cookie: `x${host.cookie}` } }),
  'a POST without cookie': () => ({ ...upload(), headers: { ...stranger, Origin: host.origin } }),
});

/** Names that resolve to this machine, or look as if they did. */
const names = ['example.com', 'lectern.example.com', '127.0.0.1.example.com', 'localhost.example.com', 'localtest.me'];
const addresses = ['127.1', '2130706433', '0.0.0.0', '127.0.0.2', '[::1]', '[::ffff:127.0.0.1]', 'LOCALHOST.', ''];
refused(
  403,
  Object.fromEntries(
    [...names, ...addresses].map((name) => [`the Host ${name}`, () => ({ headers: { Host: `${name}:${host.port}` } })]),
  ),
);
refused(403, {
  'our Host without its port': () => ({ headers: { Host: '127.0.0.1' } }),
  'our Host with another port': () => ({ headers: { Host: '127.0.0.1:1' } }),
  'our Host as the user of another': () => ({ headers: { Host: `127.0.0.1:${host.port}@example.com` } }),
  'a foreign Host before ours': () => ({
    headers: { Host: 'example.com' },
    lines: [`Host: 127.0.0.1:${host.port}`],
  }),
  'a link through a foreign name': () => ({ target: link(), headers: { ...stranger, Host: 'example.com' } }),
  'an image on a foreign page': () => ({ lines: ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: no-cors'] }),
  'a fetch by a page on another port': () => ({ lines: ['Sec-Fetch-Site: same-site', 'Sec-Fetch-Mode: no-cors'] }),
  'a frame in a foreign page': () => ({
    lines: ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: navigate', 'Sec-Fetch-Dest: iframe'],
  }),
  'a preflight of a foreign page': () => ({
    method: 'OPTIONS',
    lines: ['Origin: http://example.com', 'Access-Control-Request-Method: POST'],
  }),
  'an upload without Origin': () => upload(),
  'an upload that a form of no origin sends': () => ({ ...upload(), lines: ['Origin: null'] }),
});
const foreign = ['http://example.com', 'null', 'file://', 'http://127.0.0.1', 'http://[::1]', 'chrome-extension://abc'];
const alike = [(port: number) => `https://127.0.0.1:${port}`, (port: number) => `http://127.0.0.1:${port}.example.com`];
const origins = [...foreign.map((origin) => () => origin), ...alike, (port: number) => `http://127.0.0.1:${port}/`];
refused(
  403,
  Object.fromEntries(
    origins.flatMap((origin, row) => [
      [`the Origin ${origin(0)} on a page (${row})`, () => ({ headers: { Origin: origin(host.port) } })],
      [
        `the Origin ${origin(0)} on an upload (${row})`,
        () => ({ ...upload(), headers: { Origin: origin(host.port) } }),
      ],
    ]),
  ),
);

const outside = [
  ...['/../secret.txt', '/assets/../../secret.txt', '/./../secret.txt', '/assets/..', '//secret.txt', '/secret.txt'],
  ...[
    '/%2e%2e/secret.txt',
    '/%2E%2E%2Fsecret.txt',
    '/..%2fsecret.txt',
    '/%252e%252e/secret.txt',
    '/..%c0%afsecret.txt',
  ],
  ...['/..\\secret.txt', '/..%5csecret.txt', '/index.html%00', '/index.html%00.js', '/etc/passwd', '//etc/passwd'],
  ...['/C:\\secret.txt', 'file:///etc/passwd', 'http://example.com/', '/index.html/', '/assets', '/assets/', '*'],
  ...['/__proto__', '/constructor', '/index.html?a', '/?', '/INDEX.HTML', '/files', '/contract', '/assets/main.js;a'],
];
refused(404, Object.fromEntries(outside.map((target) => [`the path ${target}`, () => ({ target })])));
refused(404, {
  'an upload to a page': () => ({ ...upload('/index.html'), headers: { Origin: host.origin } }),
  'an upload by an absolute address': () => ({
    ...upload(`http://127.0.0.1:${host.port}/files?name=a.txt`),
    headers: { Origin: host.origin },
  }),
});
refused(
  405,
  Object.fromEntries(
    ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'].map((method) => [method, () => ({ method })]),
  ),
);
refused(413, {
  'an upload that is too large': () => ({ ...upload(), headers: { ...mine(), 'Content-Length': String(LARGEST + 1) } }),
  'an upload that grows too large': () => ({
    ...upload(),
    headers: { ...mine(), 'Content-Length': undefined, 'Transfer-Encoding': 'chunked' },
    body: `${(LARGEST + 1).toString(16)}\r\n${'a'.repeat(LARGEST + 1)}\r\n0\r\n\r\n`,
  }),
});
refused(400, { 'no Host at all': () => ({ headers: { Host: undefined } }) });

test.each([
  ['no HTTP', 'Hello.\r\n\r\n'],
  ['the start of TLS', Buffer.from('16030100c8010000c40303', 'hex')],
  ['HTTP of another kind', 'GET / HTTP/3.7\r\nHost: a\r\n\r\n'],
  ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['a header without a name', 'GET / HTTP/1.1\r\n: a\r\n\r\n'],
  ['a NUL in a header', 'GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n'],
  ['endless headers', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`],
  ['a length below zero', 'POST /files HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n'],
  ['two lengths', 'POST /files HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
  [
    'a length and chunks',
    'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  ],
  ['a proxy’s CONNECT', 'CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n'],
])('%s gets no answer', async (_name, garbage) => {
  expect(await sendRaw(host.port, garbage)).toBe('');
});

test('headers that never end are cut off, as is a connection that says nothing', async () => {
  const [slow, silent] = [await opened(host.port), await opened(host.port)];
  slow.write('GET / HTTP/1.1\r\nHost: a\r\nX: ');
  expect((await Promise.all([heard(slow), heard(silent)])).map(status)).toEqual([0, 0]);
});

test('an upload that breaks off leaves nothing', async () => {
  const kept = await host.kept();
  const socket = await opened(host.port);
  socket.write(bytes({ ...upload(), headers: { ...mine(), 'Content-Length': '50000' } }));
  await vi.waitFor(async () => expect(await host.kept()).toHaveLength(kept!.length + 1));
  socket.resetAndDestroy();
  await vi.waitFor(async () => expect(await host.kept()).toEqual(kept));
});

test('uploads do not fill the disk: the oldest make room for the newest', async () => {
  const lend = async () => {
    const reply = await attack({ ...upload(), headers: mine(), body: 'a'.repeat(LARGEST - 1) });
    return /"ticket":"([^"]+)"/.exec(reply)![1]!;
  };
  const tickets: string[] = [];
  for (let round = 0; round < 6; round += 1) tickets.push(await lend());
  expect(tickets.map((ticket) => host.uploads.redeem(ticket) !== null)).toEqual([false, false, true, true, true, true]);
  expect(await host.kept()).toHaveLength(4);
});

test('a hundred connections at once are all answered', async () => {
  const replies = await Promise.all(Array.from({ length: 100 }, () => attack({})));
  expect(new Set(replies.map(status))).toEqual(new Set([200]));
});

test('after all that the honest browser still gets its page and lends its file', honest);

async function honest(): Promise<void> {
  const page = await attack({
    lines: ['Sec-Fetch-Site: none', 'Sec-Fetch-Mode: navigate', 'Sec-Fetch-Dest: document'],
  });
  expect(page).toMatch(/^HTTP\/1\.1 200 .*<title>Lectern<\/title>$/s);
  const init = { method: 'POST', headers: { cookie: host.cookie, origin: host.origin }, body: 'Some text.' };
  const reply = await fetch(`${host.origin}/files?name=${encodeURIComponent('../A & B.txt')}`, init);
  expect(reply.status).toBe(201);
  const { ticket } = (await reply.json()) as { ticket: string };
  const file = host.uploads.redeem(ticket)!;
  expect([file.name, await readFile(file.path, 'utf8')]).toEqual(['A & B.txt', 'Some text.']);
}

const upload = (target = '/files?name=a.txt'): Request => ({ method: 'POST', target, body: 'a' });
const mine = () => ({ Origin: host.origin });
/** A fresh link as a request's target. */
const link = () => host.web.link().slice(host.origin.length);
/** A link's target that somebody has opened. */
async function spent(): Promise<string> {
  const target = link();
  expect(status(await attack({ target, headers: stranger }))).toBe(303);
  return target;
}
