import { join } from 'node:path';
import { app, BrowserWindow, dialog } from 'electron';
import { plainProblem } from '../../model/problem.ts';
import type { Host } from '../../studio/host.ts';
import { openStudio, type Studio } from '../../studio/studio.ts';
import { readPages } from '../node/pages.ts';
import { describeApp } from './desktop/about.ts';
import { dictationDesktop } from './desktop/dictation-desktop.ts';
import { chooseDocuments, namedDocuments, receiveDocuments } from './desktop/documents.ts';
import { claimPortal } from './desktop/keys.ts';
import { showMenu } from './desktop/menu.ts';
import { carryOrders } from './desktop/orders.ts';
import { showExports } from './desktop/progress.ts';
import { showTray } from './desktop/tray.ts';
import { dictate, leaveWithLast, prepareDictation, showDictation } from './dictation.ts';
import { guardEverything } from './guard.ts';
import { electronHost } from './host.ts';
import { keepLanguage, speakAs } from './language.ts';
import { leaveInOrder } from './leaving.ts';
import { claimScheme, servePages } from './scheme.ts';
import { keepOnScreens } from './screens.ts';
import { lendFiles, type Tickets } from './tickets.ts';
import { electronUpdates } from './updates.ts';
import { openWindow } from './window.ts';

/** dist/main, also inside app.asar. */
const here = import.meta.dirname;
const preload = join(here, '../preload');

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
  const leaving = leaveInOrder();
  const updates = electronUpdates(process.env, leaving);
  const host = electronHost({ programs: here, environment: process.env, tickets, desktop, updates });
  tellOfEndings(host);
  const studio = await openStudio(host);
  await speakAs(studio.language());
  describeApp();
  servePages(built, studio.language);
  leaving.first(() => studio.close());
  const desk = openOnDemand(studio, tickets);
  const dictation = prepareDictation(studio, { folder: preload, desktop, studio: desk.show });
  desk.open(dictation, Boolean(updates));
  keepOnScreens(() => BrowserWindow.getAllWindows());
  const speak = () => void dictate(dictation, studio.handlers.dictation);
  showTray({ studio, pictures: join(here, 'tray'), dictate: speak, open: desk.show });
  await showExports(studio);
}

const pages = () => BrowserWindow.getAllWindows().map((window) => window.webContents);

interface Desk {
  /** Shows the studio's window, or makes one. */
  show(): void;
  /** From now on, with a menu. `dictation` is always there, and takes no documents. */
  open(dictation: BrowserWindow, updatable: boolean): void;
}

/** One window, whenever something asks for it: a start, a click on the icon, a document. */
function openOnDemand(studio: Studio, tickets: Tickets): Desk {
  let dictation: BrowserWindow | null = null;
  const windows = () => BrowserWindow.getAllWindows().filter((one) => one !== dictation);
  const give = carryOrders(() => windows().map((window) => window.webContents));
  const revived = () => void setImmediate(() => give({ do: 'revived' }));
  const toDictation = () => dictation && showDictation(dictation);
  const show = () => {
    const [window] = windows();
    if (!window) {
      const opened = openWindow(studio, { folder: preload, revived, dictate: toDictation });
      return void opened.on('closed', () => dictation && leaveWithLast(dictation));
    }
    if (window.isMinimized()) window.restore();
    window.focus();
  };
  const take = (paths: readonly string[]) => {
    show();
    if (paths.length > 0) give({ do: 'import', documents: tickets.lend(paths) });
  };
  const choose = async () => {
    const chosen = await chooseDocuments(BrowserWindow.getFocusedWindow());
    if (chosen.length > 0) take(chosen);
  };
  const update = () => {
    show();
    void studio.handlers.update.check(undefined);
  };
  return {
    show,
    open(prepared, updatable) {
      dictation = prepared;
      const menu = () => showMenu({ open: () => void choose(), give, ...(updatable ? { update } : {}) });
      menu();
      keepLanguage(studio, menu);
      app.on('activate', show);
      documents?.(take);
    },
  };
}

/** Which kind of process ended, and why; those that Lectern started itself are started anew when they are needed. */
function tellOfEndings({ log }: Pick<Host, 'log'>): void {
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => log('process-gone', { type, reason, exitCode }));
  app.on('render-process-gone', (_event, _page, { reason, exitCode }) => log('page-gone', { reason, exitCode }));
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
