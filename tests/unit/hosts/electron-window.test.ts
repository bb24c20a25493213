import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { CONTRACT } from '../../../app/hosts/electron/channels.ts';
import { openWindow } from '../../../app/hosts/electron/window.ts';
import { app, type BrowserWindow, dialog, ipcMain } from '../../electron/double.ts';
import { scriptedStudio } from '../../integration/host-web-studio.ts';

/** What a window had its opener do. */
const told: string[] = [];

async function opened(): Promise<BrowserWindow> {
  const opening = {
    folder: '/app/preload',
    revived: () => void told.push('revived'),
    dictate: () => void told.push('dictate'),
  };
  const window = openWindow(scriptedStudio().studio, opening) as unknown as BrowserWindow;
  await turn();
  await turn();
  return window;
}

/** Says something as the page of a window does; answers all that the page has heard since it was opened. */
async function ask({ webContents }: BrowserWindow, message: unknown): Promise<unknown[]> {
  ipcMain.emit(CONTRACT, { sender: webContents, senderFrame: webContents.mainFrame }, message);
  await turn();
  return webContents.sent.map((sent) => sent.message);
}

test('a window has no power of its own', async () => {
  expect((await opened()).options.webPreferences).toEqual({
    preload: '/app/preload/preload.cjs',
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    devTools: false,
    spellcheck: process.platform === 'darwin',
  });
});

test('developer tools are for an app that is not packaged', async () => {
  app.isPackaged = false;
  expect((await opened()).options.webPreferences).toMatchObject({ devTools: true, sandbox: true });
  app.isPackaged = true;
});

test('it shows our page, once that is drawn, and answers it', async () => {
  const window = await opened();
  expect([window.options.show, window.shown, window.loaded]).toEqual([false, 1, ['app://lectern/index.html']]);
  expect(await ask(window, { id: 0, call: 'library.list' })).toEqual([{ id: 0, value: [] }]);
});

test('a page loaded anew is answered once a call, not twice', async () => {
  const window = await opened();
  window.webContents.reload();
  expect(await ask(window, { id: 0, call: 'library.list' })).toEqual([{ id: 0, value: [] }]);
});

test('a crashed page comes back by itself, and says so; one that crashes again at once when a person says so', async () => {
  const window = await opened();
  told.splice(0);
  dialog.questions = [];
  const crash = async (reason: string) => {
    window.webContents.emit('render-process-gone', {}, { reason });
    await turn();
    return [window.webContents.reloads, dialog.questions.length];
  };
  expect(await crash('clean-exit')).toEqual([0, 0]);
  expect(await crash('crashed')).toEqual([1, 0]);
  expect(await ask(window, { id: 0, call: 'library.list' })).toEqual([{ id: 0, value: [] }]);
  dialog.button = 0;
  expect(await crash('oom')).toEqual([2, 1]);
  expect(told).toEqual(['revived', 'revived']);
  let quits = 0;
  app.once('double:quit', () => (quits += 1));
  dialog.button = 1;
  expect([await crash('crashed'), quits]).toEqual([[2, 2], 1]);
});

test('its link to dictation shows the window that waits for that', async () => {
  const window = await opened();
  told.splice(0);
  let prevented = 0;
  for (const url of ['app://lectern/dictate.html', 'app://lectern/index.html', 'app://elsewhere/dictate.html'])
    window.webContents.emit('will-navigate', { url, preventDefault: () => (prevented += 1) });
  expect([told, prevented]).toEqual([['dictate'], 1]);
});

test('its size and place are remembered under a name of its own', async () => {
  expect((await opened()).options).toMatchObject({ name: 'studio', windowStatePersistence: true });
});

test('a page that hangs is ended only where a person says so, and comes back', async () => {
  const window = await opened();
  dialog.questions = [];
  dialog.button = 0;
  window.emit('unresponsive');
  await turn();
  expect([dialog.questions.splice(0).length, window.webContents.reloads]).toEqual([1, 0]);
  dialog.button = 1;
  window.emit('unresponsive');
  await turn();
  expect(window.webContents.reloads).toBe(1);
});

test('a page that answers again takes the question back; it is asked once at a time', async () => {
  const window = await opened();
  dialog.questions = [];
  dialog.button = null;
  window.emit('unresponsive');
  window.emit('unresponsive');
  window.emit('responsive');
  await turn();
  window.emit('unresponsive');
  window.emit('responsive');
  await turn();
  expect([dialog.questions.length, window.webContents.reloads]).toEqual([2, 0]);
});
