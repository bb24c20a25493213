import { expect, test } from 'vitest';
import { electronRoads } from '../../../app/hosts/electron/roads.ts';
import { anonymous } from '../../../app/hosts/node/anonymous.ts';
import { nodeRoads, proxyUrl } from '../../../app/hosts/node/roads.ts';
import { session } from '../../electron/double.ts';

const address = new URL('https://api.together.ai/v1');
const system = { kind: 'system' } as const;

test.each<[string, Record<string, string>, string | null]>([
  ['nothing', {}, null],
  ['a proxy for https', { HTTPS_PROXY: 'http://proxy.example:3128' }, 'http://proxy.example:3128/'],
  ['in small letters, which win', { https_proxy: 'one:1', HTTPS_PROXY: 'two:2' }, 'http://one:1/'],
  ['one without its kind', { ALL_PROXY: 'proxy.example:3128' }, 'http://proxy.example:3128/'],
  ['one with a name and password', { HTTPS_PROXY: 'http://a:b@proxy.example:1' }, 'http://a:b@proxy.example:1/'],
  ['one for http only', { HTTP_PROXY: 'proxy.example:3128' }, null],
  ['one, but not for this name', { HTTPS_PROXY: 'p:1', NO_PROXY: 'localhost, .together.ai' }, null],
  ['one, but not for another port', { HTTPS_PROXY: 'p:1', NO_PROXY: 'together.ai:8443' }, 'http://p:1/'],
  ['one, but for a name that ends alike', { HTTPS_PROXY: 'p:1', NO_PROXY: 'gether.ai' }, 'http://p:1/'],
  ['one, but for nothing', { HTTPS_PROXY: 'p:1', NO_PROXY: '*' }, null],
])('the environment says %s', async (_what, environment, expected) => {
  expect((await nodeRoads(environment).proxyFor(address, system))?.href ?? null).toBe(expected);
  expect(await nodeRoads(environment).proxyFor(address, { kind: 'none' })).toBeNull();
});

test('what HTTP cannot go through is refused', () => {
  for (const text of ['socks5://proxy.example:1080', 'http://', 'ht tp:1']) {
    expect(() => proxyUrl(text), text).toThrow(expect.objectContaining({ code: 'proxy-unusable' }));
  }
});

test('Electron asks Chromium, which knows the system and follows files', async () => {
  const finder = session.fromPartition('proxies');
  const roads = electronRoads();
  const answers = {
    'PROXY proxy.example:3128; DIRECT': 'http://proxy.example:3128/',
    DIRECT: null,
    'HTTPS p.example:443': 'https://p.example/',
  };
  for (const [answer, expected] of Object.entries(answers)) {
    finder.proxies = answer;
    expect((await roads.proxyFor(address, system))?.href ?? null, answer).toBe(expected);
  }
  finder.proxies = 'SOCKS5 p.example:1080';
  await expect(roads.proxyFor(address, system)).rejects.toMatchObject({ code: 'proxy-unusable' });
  finder.proxies = 'DIRECT';
  await roads.proxyFor(address, { kind: 'pac', address: 'https://p.example/proxy.pac' });
  expect(finder.proxyConfigs).toEqual([
    { mode: 'system' },
    { mode: 'pac_script', pacScript: 'https://p.example/proxy.pac' },
  ]);
});

test('a text tells neither whose folder it is, nor who signed in, nor whose device it is', () => {
  const anna = { home: '/home/anna', name: 'anna' };
  expect(anonymous('/home/anna/books of anna: Anna’s AirPods, annal', anna)).toBe(
    '~/books of <person>: <person>’s AirPods, annal',
  );
  expect(
    anonymous(JSON.stringify({ at: 'C:\\Users\\Ann\\x', by: "Ann Lee's iPhone" }), {
      home: 'C:\\Users\\Ann',
      name: 'Ann',
    }),
  ).toBe('{"at":"~\\\\x","by":"<person>’s iPhone"}');
  expect(anonymous('root is root', { home: '/root', name: 'root' })).toBe('root is root');
});
