import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { CONTRACT } from '../../../app/hosts/electron/channels.ts';
import { showMenu } from '../../../app/hosts/electron/menu.ts';
import { openWindow } from '../../../app/hosts/electron/window.ts';
import { app, type BrowserWindow, ipcMain, Menu } from '../../electron/double.ts';
import { scriptedStudio } from '../../integration/host-web-studio.ts';

async function opened(): Promise<BrowserWindow> {
  const window = openWindow(scriptedStudio().studio, '/app/preload') as unknown as BrowserWindow;
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

test('a crashed page comes back once, and not for ever', async () => {
  const window = await opened();
  const crash = (reason: string) => window.webContents.emit('render-process-gone', {}, { reason });
  crash('clean-exit');
  expect(window.webContents.reloads).toBe(0);
  crash('crashed');
  expect(window.webContents.reloads).toBe(1);
  expect(await ask(window, { id: 0, call: 'library.list' })).toEqual([{ id: 0, value: [] }]);
  crash('crashed');
  expect(window.webContents.reloads).toBe(1);
});

test.each(['darwin', 'linux', 'win32'] as const)(
  'the menu of %s leads nowhere outside and opens no tools',
  (platform) => {
    showMenu(platform);
    const roles = JSON.stringify(Menu.shown).match(/"role":"\w+"/g);
    expect(roles).toContain('"role":"editMenu"');
    expect(JSON.stringify(Menu.shown)).not.toMatch(/help|toggleDevTools|reload|viewMenu/i);
  },
);
