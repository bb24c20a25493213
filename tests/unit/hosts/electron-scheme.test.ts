import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { claimScheme, servePages } from '../../../app/hosts/electron/scheme.ts';
import { readPages } from '../../../app/hosts/node/pages.ts';
import { protocol } from '../../electron/double.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-scheme-'));
  await mkdir(join(folder, 'pages/assets'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await symlink('../secret.txt', join(folder, 'pages/linked.txt'));
  await symlink('..', join(folder, 'pages/above'));
  await writeFile(join(folder, 'pages/index.html'), '<title>Lectern</title>');
  await writeFile(join(folder, 'pages/assets/main.js'), 'export {};');
  claimScheme();
  servePages(await readPages(join(folder, 'pages')));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const get = async (url: string, method = 'GET') => protocol.handlers.get('app')!({ url, method });

test('the scheme is a secure one with an origin, and has no power beyond', () => {
  expect(protocol.privileged).toEqual([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
});

test.each([
  ['app://lectern/', 'text/html; charset=utf-8', '<title>Lectern</title>'],
  ['app://lectern/index.html', 'text/html; charset=utf-8', '<title>Lectern</title>'],
  ['app://lectern/index.html?fresh#top', 'text/html; charset=utf-8', '<title>Lectern</title>'],
  ['app://lectern/assets/main.js', 'text/javascript; charset=utf-8', 'export {};'],
])('%s is served under the policy of the window', async (url, type, body) => {
  const reply = await get(url);
  expect([reply.status, reply.headers.get('content-type'), await reply.text()]).toEqual([200, type, body]);
  expect(reply.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self';/);
});

test.each([
  'app://lectern/../secret.txt',
  'app://lectern/assets/../../secret.txt',
  'app://lectern/%2e%2e/secret.txt',
  'app://lectern/%252e%252e/secret.txt',
  'app://lectern/..%2fsecret.txt',
  'app://lectern/..\\secret.txt',
  'app://lectern/%2E%2E%2Fsecret.txt',
  'app://lectern/linked.txt',
  'app://lectern/above/secret.txt',
  'app://lectern//etc/passwd',
  'app://lectern/file:///etc/passwd',
  'app://lectern/..%5csecret.txt',
  'app://lectern/%2e%2e%5csecret.txt',
  'app://lectern/assets/..%5c..%5csecret.txt',
  'app://lectern/%c0%ae%c0%ae/secret.txt',
  'app://lectern/C:/Windows/win.ini',
  'app://lectern/C:%5cWindows%5cwin.ini',
  'app://lectern/%5c%5chost%5cshare%5csecret.txt',
  'app://lectern/%5c%5c%3f%5cC:%5cWindows%5cwin.ini',
  'app://lectern/index.html::$DATA',
  'app://lectern/index.html:secret.txt',
  'app://lectern/index.html.',
  'app://lectern/index.html%20',
  'app://lectern/INDEX.HTML',
  'app://lectern/index.html/',
  'app://lectern/CON',
  'app://lectern/NUL.html',
  'app://lectern/index.html;secret.txt',
  'app://lectern/%69ndex.html%2f..%2f..%2fsecret.txt',
  'app://lectern/%00',
  'app://lectern/index.html%00.js',
  'app://lectern/assets',
  'app://lectern/assets/',
  'app://lectern/__proto__',
  'app://lectern.example.com/index.html',
  'app://lectern:80/index.html',
  'app://example.com/index.html',
  'app:///index.html',
  'app:index.html',
])('%s is nothing', async (url) => {
  const reply = await get(url);
  expect([reply.status, await reply.text()]).toEqual([404, 'There is no such page.']);
  expect(reply.headers.get('content-security-policy')).toContain("default-src 'none'");
});

test.each(['POST', 'PUT', 'DELETE', 'HEAD'])('%s is answered with nothing', async (method) => {
  expect((await get('app://lectern/index.html', method)).status).toBe(404);
});
