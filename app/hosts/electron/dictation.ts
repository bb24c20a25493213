import { app, autoUpdater, BrowserWindow } from 'electron';
import type { DictationSettings, Shortcut } from '../../model/dictation.ts';
import type { DictationDesktop } from './desktop/dictation-desktop.ts';
import { DICTATION_PAGE, START_PAGE } from './origin.ts';
import { leadElsewhere, powerless, reviveAfterCrash, type Served, serveEachPage } from './window.ts';

interface Needs {
  /** Holds preload.cjs. */
  folder: string;
  desktop: Pick<DictationDesktop, 'meet'>;
  /** Shows the studio, to which a link of the page leads. */
  studio(): void;
}

/**
 * The window of dictation, made at the start and hidden, so that it is there at once: frameless, always on top, on
 * every workspace, and shown without taking the focus from where a person types, by the keys that a person chose.
 * Closing hides it.
 */
export function prepareDictation(studio: Served, { folder, desktop, studio: showStudio }: Needs): BrowserWindow {
  const window = new BrowserWindow({
    // Where a person put it, and how large, as for the studio; it is never shown for having been.
    name: 'dictation',
    windowStatePersistence: { bounds: true, displayMode: false },
    width: 480,
    height: 360,
    minWidth: 360,
    minHeight: 280,
    show: false,
    // Its page has a place to take hold of it, and a button that hides it.
    frame: false,
    maximizable: false,
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
  // On macOS an update closes the windows before the app is told to quit.
  autoUpdater.on('before-quit-for-update', () => (quitting = true));
  // Electron would turn the app into one without a dock for it.
  window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true, skipTransformProcessType: true });
  window.on('close', (event) => {
    if (quitting) return;
    event.preventDefault();
    window.hide();
    void dictation.ready({ on: false });
    leaveWithLast(window);
  });
  serveEachPage(studio, window.webContents);
  reviveAfterCrash(window);
  leadElsewhere(window.webContents, START_PAGE, showStudio);
  window.loadURL(DICTATION_PAGE).catch(() => undefined);
  desktop.meet(window, (pressed) => void dictate(window, dictation, pressed));
  return window;
}

type Commands = Served['handlers']['dictation'];

/** Begins a dictation, or ends the one under way. Shown at once; the microphone is opened at the same time, not after. */
export async function dictate(window: BrowserWindow, dictation: Commands, pressed?: Shortcut): Promise<void> {
  const { phase } = await dictation.state(undefined);
  if (phase === 'listening' || phase === 'starting') return dictation.stop(undefined);
  showDictation(window);
  return dictation.start(pressed === undefined ? {} : languageOf(pressed, await dictation.settings(undefined)));
}

export function showDictation(window: BrowserWindow): void {
  // One that crashed while nobody saw it may have been left so.
  if (window.webContents.isCrashed()) window.webContents.reload();
  window.showInactive();
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
