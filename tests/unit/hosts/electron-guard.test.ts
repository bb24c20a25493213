import { beforeAll, expect, test } from 'vitest';
import { guardEverything } from '../../../app/hosts/electron/guard.ts';
import { app, FakeContents, session, shell } from '../../electron/double.ts';

beforeAll(() => guardEverything());

/** Was what the page tried stopped? */
function stopped(name: string, url: string): boolean {
  let prevented = false;
  new FakeContents().emit(name, { url, preventDefault: () => (prevented = true) });
  return prevented;
}

const foreign = [
  'https://example.com/',
  'http://127.0.0.1/',
  'file:///etc/passwd',
  'data:text/html,hello',
  'javascript:alert(1)',
  'app://lectern.example.com/index.html',
  'app://lectern@example.com/index.html',
  'app://example.com/lectern',
  'about:blank',
  'not a url',
  '',
];

test.each(foreign)('no page, frame or redirection leads to %j', (url) => {
  const events = ['will-navigate', 'will-frame-navigate', 'will-redirect'];
  expect(events.map((name) => stopped(name, url))).toEqual([true, true, true]);
});

test('our own page may be loaded anew', () => {
  expect(stopped('will-navigate', 'app://lectern/index.html')).toBe(false);
});

test('a webview is never attached', () => {
  expect(stopped('will-attach-webview', 'app://lectern/index.html')).toBe(true);
});

test('WebRTC gets no way round the network that there is not', () => {
  expect(new FakeContents().webRTC).toBe('disable_non_proxied_udp');
});

test.each([...foreign, 'app://lectern/index.html'])('no window opens for %j, here or in the browser', (url) => {
  const contents = new FakeContents();
  expect(contents.openHandler!({ url } as never)).toEqual({ action: 'deny' });
  expect(shell.opened).toEqual([]);
});

test.each([
  'https://together.ai.example.com/',
  'http://together.ai/',
  'https://together.ai:8443/',
  'https://x@example.com#together.ai',
])('%s only looks like Together and is not opened', (url) => {
  new FakeContents().openHandler!({ url } as never);
  expect(shell.opened).toEqual([]);
});

test('a page of Together opens in the browser, and still not in a window', () => {
  const contents = new FakeContents();
  expect(contents.openHandler!({ url: 'https://api.together.ai/settings/api-keys' } as never)).toEqual({
    action: 'deny',
  });
  expect(shell.opened.splice(0)).toEqual(['https://api.together.ai/settings/api-keys']);
});

test.each(['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal', 'fileSystem'])(
  'the permission %s is refused, asked for or only looked up',
  (permission) => {
    const { permissionRequest, permissionCheck, devicePermission } = session.defaultSession;
    const answers: boolean[] = [];
    permissionRequest!(null, permission, (granted) => answers.push(granted));
    expect([...answers, permissionCheck!(), devicePermission!()]).toEqual([false, false, false]);
  },
);

test('nothing is downloaded', () => {
  let prevented = false;
  session.defaultSession.emit('will-download', { preventDefault: () => (prevented = true) });
  expect(prevented).toBe(true);
});

/** Does the session let a request through? */
function loads(url: string): boolean {
  let through = false;
  session.defaultSession.beforeRequest!({ url }, ({ cancel }) => (through = !cancel));
  return through;
}

test('a window has no network but its own files', () => {
  expect(loads('app://lectern/assets/main.js')).toBe(true);
  const others = [
    ...foreign,
    'wss://example.com/',
    'https://together.ai/',
    'devtools://devtools/bundled/inspector.html',
  ];
  expect(others.filter(loads)).toEqual([]);
});

test('developer tools load while the app is not packaged', () => {
  app.isPackaged = false;
  expect(loads('devtools://devtools/bundled/inspector.html')).toBe(true);
  app.isPackaged = true;
});
