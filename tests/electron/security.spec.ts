import { createSocket } from 'node:dgram';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type * as Electron from 'electron';
import { expect, quietWindow, test } from './window.ts';

test('the page has no Node, and of the app only four functions that it cannot change', async ({ app }) => {
  const page = await quietWindow(app);
  const found = await page.evaluate(() => {
    const world = globalThis as unknown as Record<string, unknown>;
    const lectern = world['lectern'] as Record<string, unknown>;
    const before = lectern['send'];
    try {
      lectern['send'] = () => undefined;
    } catch {
      // Frozen: as it should be.
    }
    return {
      node: ['require', 'process', 'module', 'Buffer', 'global', '__dirname', 'electron'].filter(
        (name) => name in world,
      ),
      lectern: Object.keys(lectern),
      kept: lectern['send'] === before,
    };
  });
  expect(found).toEqual({ node: [], lectern: ['send', 'receive', 'orders', 'lend'], kept: true });
});

test('the page reaches no network, not even of this machine', async ({ app }) => {
  const page = await quietWindow(app);
  let heard = 0;
  const server = createServer((_request, response) => {
    heard += 1;
    response.end();
  });
  server.on('upgrade', (_request, socket) => {
    heard += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const tried = await page.evaluate(async (address) => {
    const refused = async (attempt: () => Promise<unknown>) =>
      attempt().then(
        () => false,
        () => true,
      );
    const loaded = (element: HTMLImageElement | HTMLScriptElement, source: string) =>
      new Promise<void>((resolve, reject) => {
        element.onload = () => resolve();
        element.onerror = () => reject(new Error('refused'));
        element.src = source;
        document.head.append(element);
      });
    const socket = () =>
      new Promise<void>((resolve, reject) => {
        const open = new WebSocket(`ws://${address}/`);
        open.onopen = () => resolve();
        open.onerror = () => reject(new Error('refused'));
      });
    return [
      await refused(() => fetch(`http://${address}/`)),
      await refused(() => fetch(`http://${address}/`, { mode: 'no-cors' })),
      await refused(() => loaded(new Image(), `http://${address}/a.png`)),
      await refused(() => loaded(document.createElement('script'), `http://${address}/a.js`)),
      await refused(() => fetch('file:///etc/hosts')),
      await refused(socket),
    ];
  }, address);
  server.close();
  expect([tried, heard]).toEqual([[true, true, true, true, true, true], 0]);
});

test('the page reaches nobody by WebRTC either', async ({ app }) => {
  const page = await quietWindow(app);
  const server = createSocket('udp4');
  let heard = 0;
  server.on('message', () => (heard += 1));
  await new Promise<void>((resolve) => server.bind(0, '127.0.0.1', resolve));
  await page.evaluate(async (port) => {
    const link = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${port}` }] });
    link.createDataChannel('data');
    await link.setLocalDescription(await link.createOffer());
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    link.close();
  }, server.address().port);
  server.close();
  expect(heard).toBe(0);
});

test('the page runs no code that did not come with the app', async ({ app }) => {
  const page = await quietWindow(app);
  const ran = await page.evaluate(async () => {
    const world = globalThis as unknown as Record<string, unknown>;
    const inline = document.createElement('script');
    inline.textContent = 'globalThis.inlineRan = true';
    document.head.append(inline);
    const picture = document.createElement('div');
    picture.innerHTML = '<img src="data:," onerror="globalThis.handlerRan = true">';
    document.body.append(picture);
    let evaluated = true;
    try {
      new Function('return 1')();
    } catch {
      evaluated = false;
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
    picture.remove();
    return { inline: 'inlineRan' in world, handler: 'handlerRan' in world, evaluated };
  });
  expect(ran).toEqual({ inline: false, handler: false, evaluated: false });
});

test('the page leads nowhere else, opens no window and attaches no webview', async ({ app }) => {
  const page = await quietWindow(app);
  const before = page.url();
  const windows = app.windows().length;
  const opened = await page.evaluate(() => {
    location.assign('https://example.com/');
    const frame = document.createElement('iframe');
    frame.src = 'https://example.com/';
    const view = document.createElement('webview');
    view.setAttribute('src', 'https://example.com/');
    document.body.append(frame, view);
    return [window.open('https://example.com/'), window.open('about:blank'), 'loadURL' in view];
  });
  await page.waitForTimeout(1_000);
  expect([opened, page.url(), app.windows().length]).toEqual([[null, null, false], before, windows]);
  expect(page.frames().filter((frame) => frame.url().startsWith('http'))).toEqual([]);
});

test('only pages of the list open in the browser', async ({ app }) => {
  const page = await quietWindow(app);
  await app.evaluate(({ shell }: typeof Electron) => {
    const noted: string[] = [];
    Object.assign(globalThis, { noted });
    shell.openExternal = async (url) => void noted.push(url);
  });
  await page.evaluate(() => {
    for (const url of ['https://example.com/', 'file:///etc/passwd', 'https://together.ai.example.com/'])
      window.open(url);
    window.open('https://api.together.ai/settings/api-keys');
  });
  const noted = () => app.evaluate(() => (globalThis as unknown as { noted: string[] }).noted);
  await expect.poll(noted).toEqual(['https://api.together.ai/settings/api-keys']);
});

test('every permission is refused', async ({ app }) => {
  const page = await quietWindow(app);
  const answers = await page.evaluate(async () => {
    const media = await navigator.mediaDevices?.getUserMedia({ audio: true }).then(
      () => 'granted',
      () => 'refused',
    );
    const query = async (name: string) => (await navigator.permissions.query({ name: name as PermissionName })).state;
    return {
      media: media ?? 'refused',
      notifications: await Notification.requestPermission(),
      place: await query('geolocation'),
      clipboard: await navigator.clipboard.readText().then(
        () => 'granted',
        () => 'refused',
      ),
    };
  });
  expect(answers).toEqual({ media: 'refused', notifications: 'denied', place: 'denied', clipboard: 'refused' });
});

test('nothing is downloaded', async ({ app }) => {
  const page = await quietWindow(app);
  const stopped = app.evaluate(
    ({ session }: typeof Electron) =>
      new Promise<boolean>((resolve) => {
        session.defaultSession.on('will-download', (event) => resolve(event.defaultPrevented));
      }),
  );
  await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob(['text']));
    link.download = 'text.txt';
    link.click();
  });
  expect(await stopped).toBe(true);
});

test('the scheme of the app gives its own files and nothing else', async ({ app }) => {
  const page = await quietWindow(app);
  const replies = await page.evaluate(async () => {
    const paths = [
      '/index.html',
      '/../package.json',
      '/..%2fpackage.json',
      '/%2e%2e/package.json',
      '/index.html%00',
      '//etc/passwd',
    ];
    return Promise.all(paths.map(async (path) => (await fetch(`app://lectern${path}`)).status));
  });
  expect(replies).toEqual([200, 404, 404, 404, 404, 404]);
});

test('what is under the page is a sandbox', async ({ app }) => {
  await quietWindow(app);
  // Where there is none, Chromium starts a page's process with this switch.
  const open = await app.evaluate(({ app }: typeof Electron) => app.commandLine.hasSwitch('no-sandbox'));
  expect(open).toBe(false);
});
