import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire, registerHooks } from 'node:module';
import { join, resolve } from 'node:path';
import { connect } from '../../app/ipc/connect.ts';
import type { ExportState } from '../../app/model/export.ts';
import type { Order } from '../../app/model/order.ts';
import type { Wire } from '../../app/ipc/wire.ts';
import * as electron from '../electron/double.ts';

/**
 * Runs the built app in plain Node on the double of Electron: its main program, its preload, its speech service.
 * `built-app.ts <dist> <document> <out.wav> <out.mp3>` imports the document as a window would, exports it twice,
 * quits, and prints what it saw as JSON. Real are all programs of Lectern; only Electron itself is not.
 */
const [dist = '', document = '', ...outs] = process.argv.slice(2);

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: new URL('../electron/double.ts', import.meta.url).href, shortCircuit: true }
      : next(specifier, context),
});

/** A utility process is Electron's own kind of child; a plain one shows that the program runs by itself. */
electron.utilityProcess.start = (path, { env }) => {
  const child = spawn(process.execPath, [path], { stdio: ['ignore', 'pipe', 'ignore'], env: env as NodeJS.ProcessEnv });
  const utility = new electron.FakeUtility();
  utility.stdout = child.stdout;
  utility.kill = () => child.kill();
  child.once('exit', (code) => utility.emit('exit', code));
  return utility;
};

await import(join(dist, 'main/main.js'));
const studio = () => electron.BrowserWindow.all.find(({ shown }) => shown);
// The window of dictation waits, and is not shown.
while (!studio()) await new Promise((resolve) => setImmediate(resolve));
const window = studio();
const { webContents } = window!;

/** What Chromium does between the page's world and the main process. */
const event = { sender: webContents, senderFrame: webContents.mainFrame };
electron.ipcRenderer.send = (channel, message) => {
  const copy: unknown = structuredClone(message);
  setImmediate(() => electron.ipcMain.emit(String(channel), event, copy));
};
electron.ipcRenderer.invoke = async (channel, path) =>
  (await electron.ipcMain.handlers.get(String(channel))!(event, path)) as string;
webContents.on('double:sent', (channel: string, message: unknown) => electron.ipcRenderer.emit(channel, {}, message));
electron.webUtils.getPathForFile = () => resolve(document);

createRequire(import.meta.url)(join(dist, 'preload/preload.cjs'));
interface Preload extends Pick<Wire, 'send' | 'receive'> {
  orders(listener: (order: unknown) => void): void;
  lend(file: File): Promise<string>;
}
const { send, receive, orders, lend } = electron.contextBridge.exposed['lectern'] as Preload;
const api = connect({ send, receive, closed: () => undefined });

const page = await electron.protocol.handlers.get('app')!({ url: window!.loaded[0]!, method: 'GET' });
const status = await api.app.status();
const reading = await api.library.read({ ticket: await lend(new File([], 'document')) });
const { title, author, chapters } = await api.library.preview(reading);
const ticked = chapters.flatMap(({ included }, index) => (included ? [index] : []));
const project = await api.library.import({ ...reading, chapters: ticked, title, author });
const offline = await api.voices.list({ model: 'lectern/espeak-ng' });
// A second Lectern was started with a document.
const handed = new Promise((resolve) => orders(resolve));
electron.app.emit('second-instance', {}, [], '/', { documents: [resolve(document)] });
const order = (await handed) as Extract<Order, { do: 'import' }>;
const again = await api.library.read({ ticket: order.documents[0]!.ticket });
const handedTitle = (await api.library.preview(again)).title;
const finished = new Map<string, ExportState>();
api.export.changed((state) => {
  if (['done', 'failed', 'cancelled'].includes(state.phase)) finished.set(state.job, state);
});
const exports: (ExportState | undefined)[] = [];
for (const [index, format] of (['wav', 'mp3'] as const).entries()) {
  electron.dialog.choice = outs[index]!;
  const started = await api.export.start({ project: project.id, format });
  while (started && !finished.has(started.job)) await once(webContents, 'double:sent');
  exports.push(started ? finished.get(started.job) : undefined);
}
const quit = once(electron.app, 'double:quit');
electron.app.quit();
await quit;

const seen = {
  page: { status: page.status, policy: page.headers.get('content-security-policy'), body: await page.text() },
  window: window!.options.webPreferences,
  preload: Object.keys(electron.contextBridge.exposed['lectern'] as object),
  host: status.host,
  title: project.title,
  handed: { name: order.documents[0]!.name, title: handedTitle },
  menu: electron.Menu.shown!.length,
  offlineVoices: offline.length,
  exports: exports.map((state) => (state?.phase === 'done' ? { phase: state.phase, ...state.summary } : state)),
  errors: electron.dialog.errors,
};
process.stdout.write(JSON.stringify(seen));
