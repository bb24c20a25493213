import { app, BrowserWindow } from 'electron';
import type { DictationSettings, Shortcut } from '../../model/dictation.ts';
import type { DictationDesktop } from './desktop/dictation-desktop.ts';
import { DICTATION_PAGE } from './origin.ts';
import { powerless, reviveAfterCrash, type Served, serveEachPage } from './window.ts';

/**
 * The window of dictation, made at the start and hidden, so that it is there at once: always on top, and shown without
 * taking the focus from where a person types, by the keys that a person chose. Closing hides it. `folder` holds preload.cjs.
 */
export function prepareDictation(
  studio: Served,
  folder: string,
  desktop: Pick<DictationDesktop, 'meet'>,
): BrowserWindow {
  const window = new BrowserWindow({
    width: 480,
    height: 360,
    minWidth: 360,
    minHeight: 280,
    show: false,
    title: 'Dictation – Lectern',
    alwaysOnTop: true,
    fullscreenable: false,
    skipTaskbar: true,
    autoHideMenuBar: true,
    webPreferences: powerless(folder),
  });
  const { dictation } = studio.handlers;
  let quitting = false;
  app.on('before-quit', () => (quitting = true));
  window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true });
  window.on('close', (event) => {
    if (quitting) return;
    event.preventDefault();
    window.hide();
    void dictation.ready({ on: false });
    leaveWithLast(window);
  });
  serveEachPage(studio, window.webContents);
  reviveAfterCrash(window);
  window.loadURL(DICTATION_PAGE).catch(() => undefined);
  desktop.meet(window, (pressed) => void toggle(window, dictation, pressed));
  return window;
}

type Commands = Served['handlers']['dictation'];

/** Shown at once; the microphone is opened at the same time, not after. */
async function toggle(window: BrowserWindow, dictation: Commands, pressed: Shortcut): Promise<void> {
  const { phase } = await dictation.state(undefined);
  if (phase === 'listening' || phase === 'starting') return dictation.stop(undefined);
  window.showInactive();
  return dictation.start(languageOf(pressed, await dictation.settings(undefined)));
}

/** A language by its keys; none for those of the chosen one. */
function languageOf(pressed: Shortcut, { languages }: DictationSettings): { language?: string } {
  const found = languages.find(({ keys }) => keys === pressed);
  return found ? { language: found.language } : {};
}

/** A window that nobody sees would keep the app alive; on macOS apps live on without one. */
export function leaveWithLast(dictation: BrowserWindow): void {
  const seen = BrowserWindow.getAllWindows().some((window) => window !== dictation || window.isVisible());
  if (!seen && process.platform !== 'darwin') app.quit();
}
