import { join } from 'node:path';
import { app, BrowserWindow, dialog } from 'electron';
import { plainProblem } from '../../model/problem.ts';
import type { Host } from '../../studio/host.ts';
import { openStudio, type Studio } from '../../studio/studio.ts';
import { readPages } from '../node/pages.ts';
import { dictationDesktop } from './desktop/dictation-desktop.ts';
import { chooseDocuments, namedDocuments, receiveDocuments } from './desktop/documents.ts';
import { claimPortal } from './desktop/keys.ts';
import { showMenu } from './desktop/menu.ts';
import { carryOrders } from './desktop/orders.ts';
import { showExports } from './desktop/progress.ts';
import { guardEverything } from './guard.ts';
import { leaveWithLast, prepareDictation } from './dictation.ts';
import { electronHost } from './host.ts';
import { keepLanguage, speakAs } from './language.ts';
import { claimScheme, servePages } from './scheme.ts';
import { lendFiles, type Tickets } from './tickets.ts';
import { openWindow } from './window.ts';

/** dist/main, also inside app.asar. */
const here = import.meta.dirname;
/** What is not wound up by then is given up, in ms: nobody wants to wait for an app that was told to go. */
const CLOSES_WITHIN = 10_000;

app.enableSandbox();
claimScheme();
claimPortal();
// `electron .` has the app's folder among its words.
const words = process.argv.slice(process.defaultApp ? 2 : 1);
const documents = receiveDocuments(namedDocuments(words, process.cwd()));
if (documents) app.whenReady().then(start).catch(giveUp);
else app.quit();

async function start(): Promise<void> {
  guardEverything();
  await speakAs(null);
  const built = await readPages(join(here, '../renderer'));
  const tickets = lendFiles(pages);
  const desktop = dictationDesktop(process.env);
  const host = electronHost({ programs: here, environment: process.env, tickets, desktop });
  tellOfEndings(host);
  const studio = await openStudio(host);
  await speakAs(studio.language());
  servePages(built, studio.language);
  closeBeforeQuitting(studio);
  const dictation = prepareDictation(studio, join(here, '../preload'), desktop);
  openOnDemand(studio, { tickets, dictation });
  await showExports(studio);
}

const pages = () => BrowserWindow.getAllWindows().map((window) => window.webContents);

interface Desk {
  tickets: Tickets;
  /** The window that is always there, and takes no documents. */
  dictation: BrowserWindow;
}

/** One window, whenever something asks for it: a start, a click on the icon, a document. */
function openOnDemand(studio: Studio, { tickets, dictation }: Desk): void {
  const show = () => {
    const [window] = BrowserWindow.getAllWindows().filter((one) => one !== dictation);
    if (!window) return void openWindow(studio, join(here, '../preload')).on('closed', () => leaveWithLast(dictation));
    if (window.isMinimized()) window.restore();
    window.focus();
  };
  const give = carryOrders(() => pages().filter((page) => page !== dictation.webContents));
  const take = (paths: readonly string[]) => {
    show();
    if (paths.length > 0) give({ do: 'import', documents: tickets.lend(paths) });
  };
  const open = async () => {
    const chosen = await chooseDocuments(BrowserWindow.getFocusedWindow());
    if (chosen.length > 0) take(chosen);
  };
  const menu = () => showMenu({ open: () => void open(), give });
  menu();
  keepLanguage(studio, menu);
  app.on('activate', show);
  documents?.(take);
}

/** Which kind of process ended, and why; those that Lectern started itself are started anew when they are needed. */
function tellOfEndings({ log }: Pick<Host, 'log'>): void {
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => log('process-gone', { type, reason, exitCode }));
  app.on('render-process-gone', (_event, _page, { reason, exitCode }) => log('page-gone', { reason, exitCode }));
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
async function giveUp(thrown: unknown): Promise<void> {
  // Its sentences are in the language that is spoken when they are loaded.
  const { explain } = await import('../../words/problems.ts');
  const problem = plainProblem(thrown);
  const { happened, kept, next } = explain(problem);
  const words = [happened, kept, next].filter(Boolean).join(' ');
  dialog.showErrorBox('Lectern could not start', `${words}\n\n${problem.code}: ${problem.message}`);
  app.exit(1);
}
