import { expect, test } from 'vitest';
import { dictationDesktop } from '../../../app/hosts/electron/desktop/dictation-desktop.ts';
import type { Programs } from '../../../app/hosts/electron/desktop/pasting.ts';
import { dictate, prepareDictation } from '../../../app/hosts/electron/dictation.ts';
import {
  app,
  autoUpdater,
  BrowserWindow,
  clipboard,
  ClipboardItem,
  dialog,
  globalShortcut,
} from '../../electron/double.ts';
import { FakeApp } from '../../tools/fake/app.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));
const SHORTCUT = 'CommandOrControl+Alt+D';

/** A desktop on which nothing can be sent to other programs, unless a test says what they write. */
const desk = (platform = 'linux', run: Programs['run'] = async () => null) => {
  const programs: Programs = { run, start: async () => null, wait: async () => undefined };
  return dictationDesktop({ DISPLAY: ':0' }, { platform, programs });
};

function prepared(fake: FakeApp, desktop = desk()): BrowserWindow {
  const needs = { folder: '/app/preload', desktop, studio: () => void (studios += 1) };
  return prepareDictation(fake, needs) as unknown as BrowserWindow;
}
/** How often the studio was asked for. */
let studios = 0;

test('the window of dictation waits hidden, and the shortcut shows it without its taking the focus', async () => {
  const fake = new FakeApp();
  const desktop = desk();
  const window = prepared(fake, desktop);
  await settled();
  expect(window.options).toMatchObject({ show: false, alwaysOnTop: true, skipTaskbar: true });
  expect([window.loaded, window.isVisible()]).toEqual([['app://lectern/dictate.html'], false]);
  expect(desktop.hear([SHORTCUT])).toEqual([]);
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

test('it has no frame, is on every workspace, and comes back where it was, but never by itself', () => {
  const window = prepared(new FakeApp());
  expect(window.options).toMatchObject({
    frame: false,
    name: 'dictation',
    windowStatePersistence: { bounds: true, displayMode: false },
  });
  expect(window.everywhere).toMatchObject({ visibleOnFullScreen: true });
});

test('its link to the studio opens the studio’s own window', () => {
  const window = prepared(new FakeApp());
  const led = (url: string) => {
    let prevented = false;
    window.webContents.emit('will-navigate', { url, preventDefault: () => (prevented = true) });
    return prevented;
  };
  expect([led('app://lectern/dictate.html'), led('app://lectern/'), led('app://lectern/index.html#a')]).toEqual([
    false,
    true,
    true,
  ]);
  expect(studios).toBe(2);
});

test('one that crashed unseen comes back when it is wanted; nobody is asked', async () => {
  const fake = new FakeApp();
  const window = prepared(fake);
  window.webContents.forcefullyCrashRenderer();
  window.webContents.forcefullyCrashRenderer();
  await settled();
  expect([window.webContents.reloads, window.webContents.crashed, dialog.questions]).toEqual([1, true, []]);
  await dictate(window as never, fake.handlers.dictation);
  expect([window.webContents.crashed, window.isVisible(), fake.dictation.started]).toEqual([false, true, [{}]]);
});

test('an update may close it', () => {
  const window = prepared(new FakeApp());
  autoUpdater.emit('before-quit-for-update');
  window.close();
  expect(window.webContents.gone).toBe(true);
});

test('the keys of a language show the window and listen in that language; the general ones in the chosen one', async () => {
  const fake = new FakeApp();
  fake.dictation.settings = { ...fake.dictation.settings, languages: [{ language: 'de', keys: 'Control+Alt+G' }] };
  const desktop = desk();
  const window = prepared(fake, desktop);
  desktop.hear([SHORTCUT, 'Control+Alt+G']);
  globalShortcut.registered.get('Control+Alt+G')!();
  await settled();
  expect([window.isVisible(), fake.dictation.started]).toEqual([true, [{ language: 'de' }]]);
  globalShortcut.registered.get('Control+Alt+G')!();
  await settled();
  globalShortcut.registered.get(SHORTCUT)!();
  await settled();
  expect(fake.dictation.started).toEqual([{ language: 'de' }, {}]);
});

test('keys that another program has, or that Electron cannot read, are told; those before are given back', () => {
  const desktop = desk();
  globalShortcut.taken.add('Control+Alt+T');
  expect(desktop.hear([SHORTCUT, 'Control+Alt+T', 'Nothing+Known'])).toEqual(['Control+Alt+T', 'Nothing+Known']);
  expect([...globalShortcut.registered.keys()]).toEqual([SHORTCUT]);
  expect(desktop.hear(['Control+Alt+E'])).toEqual([]);
  expect([...globalShortcut.registered.keys()]).toEqual(['Control+Alt+E']);
});

test('a text is put where a person types: the window goes, and comes back only where the text is just copied', async () => {
  const desktop = desk();
  const window = prepared(new FakeApp(), desktop);
  window.show();
  window.hasFocus = true;
  clipboard.items = [new ClipboardItem({ 'text/plain': 'from before', 'text/html': '<b>from before</b>' })];
  expect(await desktop.insert('What I said.')).toBe('copied');
  expect([await clipboard.readText(), window.isVisible(), window.hasFocus]).toEqual(['What I said.', true, false]);
});

test('macOS gives the focus back by hiding the app, and the field that had it shows that the text is there', async () => {
  const hidden: boolean[] = [];
  const field = { text: 'Dear Ann, ' };
  const desktop = desk('darwin', async ([, , script]) => {
    if (!script!.includes('keystroke')) return field.text;
    hidden.push(app.hidden);
    field.text += await clipboard.readText();
    return '';
  });
  const window = prepared(new FakeApp(), desktop);
  window.show();
  window.hasFocus = true;
  clipboard.items = [new ClipboardItem({ 'text/plain': 'from before', 'text/html': '<b>from before</b>' })];
  expect(await desktop.insert('see you soon.')).toBe('inserted');
  expect([field.text, hidden, app.hidden, window.isVisible()]).toEqual([
    'Dear Ann, see you soon.',
    [true],
    false,
    false,
  ]);
  expect([await clipboard.readText(), clipboard.items[0]!.types]).toEqual(['from before', ['text/plain', 'text/html']]);
});

test('with the last window that anybody sees the app goes, and gives the shortcuts back', async () => {
  let quits = 0;
  app.on('double:quit', () => (quits += 1));
  for (const { webContents } of BrowserWindow.getAllWindows()) webContents.gone = true;
  const window = prepared(new FakeApp());
  window.close();
  expect(quits).toBe(process.platform === 'darwin' ? 0 : 1);
  app.emit('will-quit');
  expect(globalShortcut.registered.size).toBe(0);
});
