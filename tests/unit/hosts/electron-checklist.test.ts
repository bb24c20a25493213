import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const unit = (name: string) => `tests/unit/hosts/electron-${name}.test.ts`;
const packaging = 'tests/packaging/packaging.test.ts';
const real = 'tests/electron/security.spec.ts';

/**
 * Electron's own list of what an app must see to, point by point, and the tests that hold Lectern to it. Those of
 * security.spec.ts need Electron itself; each point has one that does not.
 * https://www.electronjs.org/docs/latest/tutorial/security
 */
const checklist: Record<string, readonly (readonly [file: string, name: string])[]> = {
  '1 only secure content is loaded': [
    [unit('guard'), 'a window has no network but its own files'],
    [unit('guard'), 'WebRTC gets no way round the network that there is not'],
    [real, 'the page reaches no network, not even of this machine'],
    [real, 'the page reaches nobody by WebRTC either'],
  ],
  '2 no Node in pages': [
    [unit('window'), 'a window has no power of its own'],
    [real, 'the page has no Node, and of the app only four functions that it cannot change'],
  ],
  '3 context isolation': [
    [unit('window'), 'a window has no power of its own'],
    [unit('preload'), 'the page reaches four functions and nothing else'],
  ],
  '4 sandbox': [
    [unit('window'), 'a window has no power of its own'],
    [unit('main'), 'an app that cannot start says so and ends; unbuilt, it has no pages'],
    [real, 'what is under the page is a sandbox'],
  ],
  '5 permission requests': [
    [unit('guard'), 'the permission %s is refused, asked for or only looked up'],
    [real, 'every permission is refused'],
  ],
  '6 web security stays on': [[unit('window'), 'a window has no power of its own']],
  '7 content security policy': [
    [unit('scheme'), '%s is served under the policy of the window'],
    [unit('checklist'), 'the policy allows nothing inline, nothing evaluated and nothing from elsewhere'],
    [real, 'the page runs no code that did not come with the app'],
  ],
  '8 no insecure content': [[unit('window'), 'a window has no power of its own']],
  '9 no experimental features': [[unit('window'), 'a window has no power of its own']],
  '10 no features of Blink turned on': [[unit('window'), 'a window has no power of its own']],
  '11 no webview that opens windows': [
    [unit('guard'), 'a webview is never attached'],
    [real, 'the page leads nowhere else, opens no window and attaches no webview'],
  ],
  '12 webviews are verified': [[unit('guard'), 'a webview is never attached']],
  '13 navigation': [
    [unit('guard'), 'no page, frame or redirection leads to %j'],
    [real, 'the page leads nowhere else, opens no window and attaches no webview'],
  ],
  '14 new windows': [
    [unit('guard'), 'no window opens for %j, here or in the browser'],
    [real, 'the page leads nowhere else, opens no window and attaches no webview'],
  ],
  '15 openExternal': [
    [unit('guard'), '%s only looks like Together and is not opened'],
    [unit('menu'), 'each item of the menu of %s asks for what it says'],
    [real, 'only pages of the list open in the browser'],
  ],
  '16 a current Electron': [
    [unit('checklist'), 'Electron is pinned to one version, with the parts that it was tested with'],
  ],
  '17 the sender of every message': [
    [unit('passage'), 'an iframe of our own page is not heard'],
    [unit('tickets'), 'nobody but the page of a window of ours is lent to'],
    [unit('desktop'), 'nobody but the page of a window of ours hears what documents were handed over'],
  ],
  '18 no file: pages': [
    [unit('scheme'), '%s is nothing'],
    [unit('window'), 'it shows our page, once that is drawn, and answers it'],
    [real, 'the scheme of the app gives its own files and nothing else'],
  ],
  '19 fuses': [[packaging, 'the fuses are set in the program for %s']],
  '20 no Electron for pages': [
    [unit('preload'), 'it hears messages without their event, until it stops'],
    [unit('preload'), 'the page reaches four functions and nothing else'],
  ],
};

test('the list is whole', () => {
  expect(Object.keys(checklist).map((point) => Number.parseInt(point))).toEqual(
    Array.from({ length: 20 }, (_, at) => at + 1),
  );
});

test.each(Object.entries(checklist))('%s: its tests are there, and one of them needs no Electron', (_point, tests) => {
  const missing = tests.filter(([file, name]) => !readFileSync(file, 'utf8').includes(`'${name}'`));
  expect(missing).toEqual([]);
  expect(tests.some(([file]) => file !== real)).toBe(true);
});

test('every test of security.spec.ts covers a point of the list, or a promise beyond it', () => {
  const names = [...readFileSync(real, 'utf8').matchAll(/^test\('([^']+)'/gm)].map(([, name]) => name!);
  const covered = new Set(Object.values(checklist).flatMap((tests) => tests.map(([, name]) => name)));
  expect(names.filter((name) => !covered.has(name))).toEqual(['nothing is downloaded']);
});

test('the policy allows nothing inline, nothing evaluated and nothing from elsewhere', async () => {
  const { CONTENT_SECURITY_POLICY } = await import('../../../app/hosts/node/headers.ts');
  const sources = CONTENT_SECURITY_POLICY.split('; ').flatMap((directive) => directive.split(' ').slice(1));
  expect([...new Set(sources)].sort()).toEqual(["'none'", "'self'", 'data:']);
  expect(CONTENT_SECURITY_POLICY.match(/\S+-src [^;]*data:/g)).toEqual(["img-src 'self' data:"]);
});

test('Electron is pinned to one version, with the parts that it was tested with', () => {
  const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  const installed = JSON.parse(readFileSync('node_modules/electron/package.json', 'utf8')) as { version: string };
  expect(devDependencies['electron']).toMatch(/^\d+\.\d+\.\d+$/);
  expect(installed.version).toBe(devDependencies['electron']);
});
