import { expect, test } from 'vitest';
import { prepareDictation, SHORTCUT } from '../../../app/hosts/electron/dictation.ts';
import { app, BrowserWindow, globalShortcut } from '../../electron/double.ts';
import { FakeApp } from '../../tools/fake/app.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

test('the window of dictation waits hidden, and the shortcut shows it without its taking the focus', async () => {
  const fake = new FakeApp();
  const window = prepareDictation(fake, '/app/preload') as unknown as BrowserWindow;
  await settled();
  expect(window.options).toMatchObject({ show: false, alwaysOnTop: true, skipTaskbar: true });
  expect([window.loaded, window.isVisible()]).toEqual([['app://lectern/dictate.html'], false]);
  const press = globalShortcut.registered.get(SHORTCUT)!;
  press();
  await settled();
  expect([window.isVisible(), window.focused, fake.dictation.state.phase]).toEqual([true, 0, 'listening']);
  press();
  await settled();
  expect([window.isVisible(), fake.dictation.state.phase]).toEqual([true, 'done']);
  // The studio's own window is still there.
  new BrowserWindow();
  window.close();
  await settled();
  expect([window.isVisible(), window.webContents.gone, fake.calls.at(-1)]).toEqual([false, false, 'dictation.ready']);
});

test('with the last window that anybody sees the app goes, and gives the shortcut back', async () => {
  let quits = 0;
  app.on('double:quit', () => (quits += 1));
  for (const { webContents } of BrowserWindow.getAllWindows()) webContents.gone = true;
  const window = prepareDictation(new FakeApp(), '/app/preload') as unknown as BrowserWindow;
  window.close();
  expect(quits).toBe(process.platform === 'darwin' ? 0 : 1);
  app.emit('will-quit');
  expect(globalShortcut.registered.size).toBe(0);
});
