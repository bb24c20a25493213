import { join } from 'node:path';
import { app, BrowserWindow, dialog } from 'electron';
import { plainProblem } from '../../model/problem.ts';
import { openStudio, type Studio } from '../../studio/studio.ts';
import { explain } from '../../words/problems.ts';
import { readPages } from '../node/pages.ts';
import { guardEverything } from './guard.ts';
import { electronHost } from './host.ts';
import { showMenu } from './menu.ts';
import { claimScheme, servePages } from './scheme.ts';
import { openWindow } from './window.ts';

/** dist/main, also inside app.asar. */
const here = import.meta.dirname;
/** What is not wound up by then is given up, in ms: nobody wants to wait for an app that was told to go. */
const CLOSES_WITHIN = 10_000;

app.enableSandbox();
claimScheme();
if (app.requestSingleInstanceLock()) app.whenReady().then(start).catch(giveUp);
else app.quit();

async function start(): Promise<void> {
  guardEverything();
  showMenu();
  servePages(await readPages(join(here, '../renderer')));
  const studio = await openStudio(electronHost(here, process.env));
  closeBeforeQuitting(studio);
  const show = () => {
    const [window] = BrowserWindow.getAllWindows();
    if (!window) return void openWindow(studio, join(here, '../preload'));
    if (window.isMinimized()) window.restore();
    window.focus();
  };
  app.on('second-instance', show);
  app.on('activate', show);
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  show();
}

/** An export under way is wound up and the library closed before the process goes. */
function closeBeforeQuitting(studio: Studio): void {
  let closing = false;
  let closed = false;
  const quit = () => {
    closed = true;
    app.quit();
  };
  app.on('before-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    if (closing) return;
    closing = true;
    setTimeout(quit, CLOSES_WITHIN).unref();
    studio.close().then(quit, quit);
  });
}

/** There is no window yet that could tell. */
function giveUp(thrown: unknown): void {
  const problem = plainProblem(thrown);
  const { happened, kept, next } = explain(problem);
  const words = [happened, kept, next].filter(Boolean).join(' ');
  dialog.showErrorBox('Lectern could not start', `${words}\n\n${problem.code}: ${problem.message}`);
  app.exit(1);
}
