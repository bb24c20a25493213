import { join } from 'node:path';
import { app, BrowserWindow, dialog, type MessageBoxOptions, type WebContents, type WebPreferences } from 'electron';
import { serve } from '../../ipc/serve.ts';
import type { Studio } from '../../studio/studio.ts';
import { DICTATION_PAGE, isOwnPage, START_PAGE } from './origin.ts';
import { passage } from './passage.ts';

export type Served = Pick<Studio, 'handlers' | 'sources'>;

/** A page that fails again within this time, in ms, may fail forever. */
const SETTLED_AFTER = 10_000;

interface Opened {
  /** Holds preload.cjs. */
  folder: string;
  /** Was told that its page had crashed and is there again. */
  revived(): void;
  /** Shows the window of dictation, to which a link of the page leads. */
  dictate(): void;
}

/** Opens the studio in a window without any power of its own. */
export function openWindow(studio: Served, { folder, revived, dictate }: Opened): BrowserWindow {
  const window = new BrowserWindow({
    // Size, place and fullscreen are Electron's to remember under that name, and to fit to the screens that there are.
    name: 'studio',
    windowStatePersistence: true,
    width: 1360,
    height: 860,
    minWidth: 640,
    minHeight: 480,
    show: false,
    title: 'Lectern',
    autoHideMenuBar: true,
    webPreferences: powerless(folder),
  });
  // Shown when it is drawn: no white flash.
  window.once('ready-to-show', () => window.show());
  serveEachPage(studio, window.webContents);
  reviveAfterCrash(window, revived);
  askWhenStuck(window);
  leadElsewhere(window.webContents, DICTATION_PAGE, dictate);
  // A window that is closed while it loads is no failure; any other shows its own error page.
  window.loadURL(START_PAGE).catch(() => undefined);
  return window;
}

/** Of any page of ours; `folder` holds preload.cjs. */
export const powerless = (folder: string): WebPreferences => ({
  preload: join(folder, 'preload.cjs'),
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  devTools: !app.isPackaged,
  // Elsewhere than on macOS its dictionaries would be fetched from a server of Google's.
  spellcheck: process.platform === 'darwin',
});

/** Each page that the window shows, the same one loaded anew included, gets a wire of its own. */
export function serveEachPage(studio: Served, contents: WebContents): void {
  contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) serve(studio.handlers, studio.sources, passage(contents));
  });
}

/** A link of one of our pages to another one opens that one's own window. */
export function leadElsewhere(contents: WebContents, page: string, show: () => void): void {
  contents.on('will-navigate', (event) => {
    const path = (url: string) => new URL(url).pathname.replace(/\/$/, '/index.html');
    if (!isOwnPage(event.url) || path(event.url) !== path(page)) return;
    event.preventDefault();
    show();
  });
}

/**
 * The app behind the window has lost nothing when its page has crashed: it comes back by itself, and to the same
 * document, whose name is in its address. One that crashes again at once is left to the person.
 */
export function reviveAfterCrash(window: BrowserWindow, revived: () => void = () => undefined): void {
  let last = -Infinity;
  window.webContents.on('render-process-gone', async (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    const settled = performance.now() - last > SETTLED_AFTER;
    last = performance.now();
    if (!settled && !(await wantedAnew(window))) return;
    last = performance.now();
    window.webContents.reload();
    revived();
  });
}

/** Nobody is asked about a window that is not seen: it is opened anew when it is wanted. */
async function wantedAnew(window: BrowserWindow): Promise<boolean> {
  if (!window.isVisible()) return false;
  const answer = await choose(window, {
    type: 'error',
    message: 'The window has stopped again.',
    detail: 'Your documents are safe. Open it anew, or quit Lectern and start it again.',
    buttons: ['Open Anew', 'Quit'],
  });
  if (answer === 1) app.quit();
  return answer === 0 && !window.isDestroyed();
}

/** Asks about a window, and gives the button's place; the first is that of Enter, of Escape and of an abort. */
async function choose(window: BrowserWindow, question: MessageBoxOptions): Promise<number> {
  return (await dialog.showMessageBox(window, { ...question, defaultId: 0, cancelId: 0 })).response;
}

/** A page that hangs is not ended unasked: it may only be slow, and what a person typed last is still in it. */
function askWhenStuck(window: BrowserWindow): void {
  let asking: AbortController | null = null;
  window.on('unresponsive', async () => {
    if (asking) return;
    asking = new AbortController();
    const answer = await choose(window, {
      type: 'warning',
      message: 'The window does not answer.',
      detail: 'Your documents are safe. Wait for it, or open it anew.',
      buttons: ['Wait', 'Open Anew'],
      signal: asking.signal,
    });
    asking = null;
    if (answer === 1) window.webContents.forcefullyCrashRenderer();
  });
  window.on('responsive', () => asking?.abort());
}
