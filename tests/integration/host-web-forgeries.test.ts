import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServedHost, serveHost } from './host-web-host.ts';
import { sendRaw } from './host-web-socket.ts';

let host: ServedHost;
beforeAll(async () => {
  host = await serveHost();
});
afterAll(() => host.leave());

type Headers = Readonly<Record<string, string | undefined>>;

/** Everything that answers somebody; each with the headers by which the honest page would be let in. */
const SURFACES: Readonly<Record<string, () => { start: string; headers: Headers; body?: string }>> = {
  'the page': () => ({ start: 'GET /', headers: {} }),
  'a script': () => ({ start: 'GET /assets/main.js', headers: {} }),
  'a link': () => ({ start: `GET /${new URL(host.web.link()).search}`, headers: {} }),
  'an upload': () => ({ start: 'POST /files?name=a.txt', headers: { Origin: host.origin }, body: 'text' }),
  'the contract': () => ({
    start: 'GET /contract',
    headers: {
      ...{ Origin: host.origin, Connection: 'Upgrade', Upgrade: 'websocket' },
      ...{ 'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==' },
    },
  }),
};

const sites = (site: string, mode: string, dest: string): Headers => ({
  ...{ 'Sec-Fetch-Site': site, 'Sec-Fetch-Mode': mode, 'Sec-Fetch-Dest': dest, Origin: undefined },
});
/** What somebody else's page or program differs in from ours. */
const FORGERIES: Readonly<Record<string, () => Headers>> = {
  ...Object.fromEntries(
    [
      ...['example.com', 'lectern.local', 'localtest.me', '127.0.0.1.nip.io', 'localhost.localdomain', 'lvh.me'],
      ...['0.0.0.0', '127.0.0.2', '127.1', '0x7f.1', '2130706433', '017700000001', '[::1]', '[::ffff:7f00:1]'],
      ...['127.0.0.1.', 'localhost.', '127.0.0.1%00', '127.0.0.1\t', 'ⅼocalhost', '127。0。0。1'],
    ].map((name) => [`the name ${JSON.stringify(name)}`, () => ({ Host: `${name}:${host.port}` })]),
  ),
  'our name at another port': () => ({ Host: `127.0.0.1:${host.port + 1}` }),
  'our name without its port': () => ({ Host: 'localhost' }),
  'two names': () => ({ Host: `127.0.0.1:${host.port}, example.com` }),
  'a foreign name that says it was forwarded': () => ({
    ...{ Host: 'example.com', 'X-Forwarded-Host': `127.0.0.1:${host.port}`, 'X-Forwarded-For': '127.0.0.1' },
    Forwarded: `host="127.0.0.1:${host.port}"`,
  }),
  ...Object.fromEntries(
    [
      ...['http://example.com', 'https://localhost', 'null', 'file://', 'app://lectern', 'http://127.0.0.1'],
      ...['http://localhost:1', 'http://[::1]', 'chrome-extension://abc', 'moz-extension://abc', 'data:', 'blob:null'],
      ...['http://127.0.0.1.example.com', 'http://user@127.0.0.1', 'HTTP://127.0.0.1', ''],
    ].map((origin) => [`the origin ${JSON.stringify(origin)}`, () => ({ Origin: origin })]),
  ),
  'our origin over TLS': () => ({ Origin: host.origin.replace('http', 'https') }),
  'our origin, and a foreign one': () => ({ Origin: `${host.origin}, http://example.com` }),
  'our origin with a path': () => ({ Origin: `${host.origin}/` }),
  'a script on a foreign page': () => sites('cross-site', 'cors', 'empty'),
  'a picture on a foreign page': () => sites('cross-site', 'no-cors', 'image'),
  'a frame in a foreign page': () => sites('cross-site', 'navigate', 'iframe'),
  'an object in a page on another port': () => sites('same-site', 'navigate', 'object'),
  'a worker of a foreign page': () => sites('cross-site', 'same-origin', 'worker'),
};

const cases = Object.entries(FORGERIES).flatMap(([forgery, differing]) =>
  Object.entries(SURFACES).map(([surface, request]) => ({ name: `${forgery}, at ${surface}`, differing, request })),
);

test.each(cases)('nobody gets in with $name, not even with the cookie', async ({ differing, request }) => {
  const before = [await host.kept(), host.calls.length];
  const { start, headers, body = '' } = request();
  const honest = { Host: `127.0.0.1:${host.port}`, Cookie: host.cookie, Connection: 'close' };
  const length = body ? { 'Content-Length': String(body.length) } : {};
  const lines = Object.entries({ ...honest, ...length, ...headers, ...differing() }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`],
  );
  const reply = await sendRaw(host.port, [`${start} HTTP/1.1`, ...lines, '', body].join('\r\n'));
  // A name that is none in HTTP is not answered at all.
  expect(reply).toMatch(/^(HTTP\/1\.1 40[03] |$)/);
  expect(reply.toLowerCase()).not.toMatch(/set-cookie|access-control-|lectern<\/title>/);
  expect([await host.kept(), host.calls.length, host.listening()]).toEqual([...before, 0]);
});
