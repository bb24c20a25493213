import { random } from '../unit/pcm/random.ts';

/** A request on the wire, and what nobody may have for it. */
export interface Attack {
  name: string;
  bytes: Buffer;
  /** Statuses that are a refusal of it; 0 where the connection just ends. */
  refused: readonly number[];
}

/** What the honest browser would say. */
export interface Honest {
  port: number;
  cookie: string;
  /** The token of a link that nobody has opened. */
  token: string;
}

type Headers = Readonly<Record<string, string | undefined>>;

/** A request as bytes; a header of `undefined` is left out. */
export function request(start: string, headers: Headers, body = ''): Buffer {
  const length = body ? { 'Content-Length': String(Buffer.byteLength(body)) } : {};
  const lines = Object.entries({ Connection: 'close', ...length, ...headers }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`],
  );
  return Buffer.from([`${start} HTTP/1.1`, ...lines, '', body].join('\r\n'));
}

const UPGRADE = {
  ...{ Connection: 'Upgrade', Upgrade: 'websocket' },
  ...{ 'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==' },
};

/** What names the folder above, in every spelling that some server somewhere has taken for it. */
const ABOVE = [
  ...['..', '%2e%2e', '%2E.', '.%2e', '..%00', '%252e%252e', '..;', '%c0%ae%c0%ae', '%uff0e%uff0e', '..%01'],
  ...['..\\..', '..%5c..', '%2e%2e%5c%2e%2e', '....', '.../.', '..%2f..', '%u002e%u002e', '..%ef%bc%8f', '~', '.'],
];
const FROM = ['/', '/assets/', '/./', '//', '/assets/./', '/index.html/'];

/** Ways out of the folder of the window, with the cookie: nothing but its own files has an address. */
export function paths({ port, cookie }: Honest): Attack[] {
  const headers = { Host: `127.0.0.1:${port}`, Cookie: cookie };
  return FROM.flatMap((from) =>
    ABOVE.map((above) => ({
      name: `the path ${from}${above}/secret.txt`,
      bytes: request(`GET ${from}${above}/secret.txt`, headers),
      refused: [404, 400, 0],
    })),
  );
}

/** Tokens that are nearly right, and some that are not at all. */
export function tokens({ port, token }: Honest, seed: number): Attack[] {
  const chance = random(seed);
  const any = (text: string) => text[Math.floor(chance() * text.length)]!;
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const other = (letter: string) => letters[(letters.indexOf(letter) + 1 + Math.floor(chance() * 62)) % 64]!;
  const near = Array.from({ length: 40 }, () => {
    const at = Math.floor(chance() * token.length);
    return token.slice(0, at) + other(token[at]!) + token.slice(at + 1);
  });
  const far = Array.from({ length: 20 }, () => Array.from({ length: 43 }, () => any(letters)).join(''));
  const odd = [
    ...[token.slice(1), token.slice(0, -1), `${token}A`, `A${token}`, token.toLowerCase(), token.toUpperCase()],
    ...[`${token}=`, `${token}%00`, `%20${token}`, `${token}&token=${token}`, `${token}#`, `${token}/`, `${token};a`],
    ...[[...token].reverse().join(''), encodeURIComponent(`"${token}"`), token.replace(/./, '%$&'), '', '0', 'null'],
  ].filter((text) => text !== token);
  return [...near, ...far, ...odd].map((text) => ({
    name: `the token ${text}`,
    bytes: request(`GET /?token=${text}`, { Host: `127.0.0.1:${port}` }),
    refused: [401, 400, 0],
  }));
}

/** Names that come to 127.0.0.1 by a DNS that somebody else holds, or that look like ours. */
const REBOUND = [
  ...[
    '7f000001.rbndr.us',
    '127.0.0.1.nip.io',
    '127-0-0-1.sslip.io',
    'localtest.me',
    'lvh.me',
    'vcap.me',
    'a.localhost',
  ],
  ...['localhost.attacker.example', 'attacker.example', 'localhost@attacker.example', '127.0.0.1@attacker.example'],
  ...['127.0.0.1.', 'localhost.', '127.000.000.001', '0177.0.0.1', '0x7f000001', '2130706433', '127.1', '127.0.1'],
  ...['[::1]', '[::ffff:127.0.0.1]', '0.0.0.0', '127.0.0.2', '①②⑦.0.0.1', 'ｌocalhost', 'localhost\u0000', ' '],
];

/** Such names at everything that answers, each agreeing with its Origin as a rebound page's does, and with the cookie. */
export function names({ port, cookie, token }: Honest): Attack[] {
  const surfaces: ((headers: Headers) => Buffer)[] = [
    (headers) => request('GET /', headers),
    (headers) => request(`GET /?token=${token}`, { ...headers, Cookie: undefined }),
    (headers) => request('POST /files?name=a.txt', headers, 'text'),
    (headers) => request('GET /contract', { ...headers, ...UPGRADE }),
  ];
  return REBOUND.flatMap((name) =>
    surfaces.map((surface, at) => {
      const host = `${name}:${port}`;
      const headers = { Host: host, Origin: `http://${host}`, Cookie: cookie };
      return { name: `${name} at surface ${at}`, bytes: surface(headers), refused: [403, 400, 0] };
    }),
  );
}

/** Honest requests by somebody without the cookie, or with one that is not this run's: what was seen once opens nothing. */
export function replays({ port, cookie }: Honest, spent: string): Attack[] {
  const Host = `127.0.0.1:${port}`;
  const Origin = `http://${Host}`;
  const [name = '', value = ''] = cookie.split('=');
  const old = [
    ...[undefined, `${name}=${'A'.repeat(43)}`, `${name}=${value.slice(1)}`, `${name}=${value}A`, `${name}=`, name],
    ...[`${name.toUpperCase()}=${value}`, `${name}1=${value}`, `x=${cookie}`, `${name}="${value}"`, `${name} ${value}`],
    ...[`${name}=${[...value].reverse().join('')}`, `${name}=${encodeURIComponent(value)}%20`, `a=b, ${cookie}`],
  ];
  const with_ = (Cookie: string | undefined): [string, Buffer][] => [
    ['the page', request('GET /', { Host, Cookie })],
    ['a script', request('GET /assets/main.js', { Host, Cookie })],
    ['a spent link', request(`GET /?token=${spent}`, { Host, Cookie })],
    ['an upload', request('POST /files?name=a.txt', { Host, Origin, Cookie }, 'text')],
    ['a socket', request('GET /contract', { Host, Origin, Cookie, ...UPGRADE })],
  ];
  return old.flatMap((Cookie) =>
    with_(Cookie).map(([what, bytes]) => ({ name: `${what} with ${Cookie}`, bytes, refused: [401, 403, 0] })),
  );
}

/** More than anybody needs. */
export function oversized({ port, cookie }: Honest): Attack[] {
  const headers = { Host: `127.0.0.1:${port}`, Cookie: cookie, Origin: `http://127.0.0.1:${port}` };
  const many = Object.fromEntries(Array.from({ length: 3_000 }, (_, at) => [`X-${at}`, 'a']));
  const chunked = { ...headers, 'Transfer-Encoding': 'chunked' };
  return [
    ['an address of 20 kB', request(`GET /${'a'.repeat(20_000)}`, headers)],
    ['a query of 20 kB', request(`GET /?token=${'a'.repeat(20_000)}`, headers)],
    ['a header of 20 kB', request('GET /', { ...headers, X: 'a'.repeat(20_000) })],
    ['a cookie of 20 kB', request('GET /', { ...headers, Cookie: 'a'.repeat(20_000) })],
    ['3,000 headers', request('GET /none', { ...headers, ...many })],
    ['a method of 20 kB', request(`${'G'.repeat(20_000)} /`, headers)],
    ['a body of 200 kB', request('POST /files?name=a', headers, 'a'.repeat(200_000))],
    ['a promised body of 2^60 bytes', request('POST /files?name=a', { ...headers, 'Content-Length': String(2 ** 60) })],
    ['a chunk of 2^60 bytes', request('POST /files?name=a', chunked, `${(2n ** 60n).toString(16)}\r\naaaa`)],
    [
      'a chunk’s extension of 40 kB',
      request('POST /files?name=a', chunked, `1;${'a'.repeat(40_000)}\r\na\r\n0\r\n\r\n`),
    ],
  ].map(([name, bytes]) => ({
    name: String(name),
    bytes: bytes as Buffer,
    refused: [400, 403, 404, 413, 414, 431, 0],
  }));
}

/** Honest requests of a stranger with some of their bytes changed: whatever they mean then, a stranger they stay. */
export function malformed({ port }: Honest, seed: number, count: number): Attack[] {
  const chance = random(seed);
  const Host = `127.0.0.1:${port}`;
  const Origin = `http://${Host}`;
  const good = [
    request('GET /', { Host }),
    request('POST /files?name=a.txt', { Host, Origin }, 'text'),
    request('GET /contract', { Host, Origin, ...UPGRADE }),
  ];
  return Array.from({ length: count }, (_, at) => {
    let bytes = Buffer.from(good[at % good.length]!);
    for (let times = 1 + Math.floor(chance() * 4); times > 0; times--) {
      const place = Math.floor(chance() * bytes.length);
      const byte = Buffer.from([Math.floor(chance() * 256)]);
      const rest = bytes.subarray(place + (chance() < 0.6 ? 1 : 0));
      bytes = Buffer.concat([bytes.subarray(0, place), chance() < 0.8 ? byte : Buffer.alloc(0), rest]);
    }
    return { name: `mutation ${at} of seed ${seed}`, bytes, refused: [400, 401, 403, 404, 405, 413, 431, 505, 0] };
  });
}
