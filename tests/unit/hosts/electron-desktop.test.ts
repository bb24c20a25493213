import { readFileSync } from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import { ORDERS } from '../../../app/hosts/electron/channels.ts';
import {
  chooseDocuments,
  ENDINGS,
  namedDocuments,
  receiveDocuments,
} from '../../../app/hosts/electron/desktop/documents.ts';
import { carryOrders } from '../../../app/hosts/electron/desktop/orders.ts';
import { showExports } from '../../../app/hosts/electron/desktop/progress.ts';
import type { ExportState } from '../../../app/model/export.ts';
import {
  app,
  BrowserWindow,
  dialog,
  FakeContents,
  type Frame,
  ipcMain,
  powerSaveBlocker,
} from '../../electron/double.ts';

beforeEach(() => {
  app.removeAllListeners();
  ipcMain.removeAllListeners();
});

test('a command line names documents by path or URL; options, folders and programs are none', () => {
  const words = ['a.epub', '--flag=b.pdf', '/books/C.PDF', 'file:///books/d%20e.md', 'file://host/f.txt', '.', 'g.exe'];
  words.push('lectern://open?path=/books/h.md', 'LECTERN:/books/i.md', 'https://example.com/j.pdf', 'lectern:k.txt');
  expect(namedDocuments(words, '/home/reader')).toEqual(['/home/reader/a.epub', '/books/C.PDF', '/books/d e.md']);
});

test('the window offers the same kinds of documents as the desktop', () => {
  const offered = /const KINDS =\s*'([^']+)'/.exec(readFileSync('renderer/pick.ts', 'utf8'))![1]!;
  expect(offered.split(',').sort()).toEqual(ENDINGS.map((ending) => `.${ending}`).sort());
});

test('documents are handed over from wherever they come, also before anybody takes them', () => {
  const take = receiveDocuments(['/books/named.epub'])!;
  const opened = { prevented: 0, preventDefault: () => (opened.prevented += 1) };
  app.emit('open-file', opened, '/books/dropped.pdf');
  app.emit('second-instance', {}, ['lectern', '--x', 'ignored.md'], '/', {
    documents: ['/books/second.md', '/bin/sh'],
  });
  const taken: unknown[] = [];
  take((paths) => taken.push([...paths]));
  app.emit('open-file', opened, '/books/later.docx');
  app.emit('second-instance', {}, [], '/', { documents: [] });
  expect(taken).toEqual([
    ['/books/named.epub'],
    ['/books/dropped.pdf'],
    ['/books/second.md'],
    ['/books/later.docx'],
    [],
  ]);
  expect(opened.prevented).toBe(2);
});

test('a link to lectern: opens the app, whatever stands in it', () => {
  const taken: unknown[] = [];
  receiveDocuments([])!((paths) => taken.push([...paths]));
  let prevented = 0;
  app.emit('open-url', { preventDefault: () => (prevented += 1) }, 'lectern:///books/a.epub?do=export#x');
  expect([taken, prevented]).toEqual([[[], []], 1]);
});

test.each([null, undefined, 'text', { documents: 'a.epub' }, { documents: [7] }, ['a.epub']])(
  'a second Lectern that sends %j only brings the first one to the front',
  (sent) => {
    const taken: unknown[] = [];
    receiveDocuments([])!((paths) => taken.push([...paths]));
    app.emit('second-instance', {}, ['lectern', 'a.epub'], '/', sent);
    expect(taken).toEqual([[], []]);
  },
);

test('a second Lectern tells the first what it was started with, and takes nothing itself', () => {
  app.told = [];
  app.first = false;
  expect(receiveDocuments(['/books/a.epub'])).toBeNull();
  app.first = true;
  expect(app.told).toEqual([{ documents: ['/books/a.epub'] }]);
});

test('documents are chosen by the kinds that Lectern reads; Cancel is none', async () => {
  dialog.files = ['/books/a.epub', '/books/b.txt'];
  expect(await chooseDocuments(null)).toEqual(['/books/a.epub', '/books/b.txt']);
  dialog.files = [];
  expect(await chooseDocuments(new BrowserWindow() as never)).toEqual([]);
  expect(dialog.offered[0]).toEqual(dialog.offered[1]);
  expect(dialog.offered[0]).toEqual({
    properties: ['openFile', 'multiSelections'],
    filters: [
      { name: 'Documents', extensions: ENDINGS },
      { name: 'All files', extensions: ['*'] },
    ],
  });
});

/** A window with our page in it. */
function shown(): FakeContents {
  const contents = new FakeContents();
  contents.mainFrame.url = 'app://lectern/index.html';
  return contents;
}
const listen = (sender: FakeContents, senderFrame: Frame | null = sender.mainFrame) =>
  ipcMain.emit(ORDERS, { sender, senderFrame });
const heard = ({ sent }: FakeContents) => sent.splice(0).map(({ channel, message }) => [channel, message]);
const handed = { do: 'import', documents: [{ ticket: '1', name: 'a.epub' }] } as const;

test('an order reaches the page that listens; a document waits for one, anything else does not', () => {
  const window = shown();
  const give = carryOrders(() => [window as never]);
  give({ do: 'toggle' });
  give({ ...handed, documents: [...handed.documents] });
  expect(heard(window)).toEqual([]);
  listen(window);
  expect(heard(window)).toEqual([[ORDERS, handed]]);
  give({ do: 'export' });
  expect(heard(window)).toEqual([[ORDERS, { do: 'export' }]]);
});

test('after a reload, a crash or the end of its window a page gets nothing until it listens again', () => {
  const leaving: ((window: FakeContents) => void)[] = [
    (window) => window.reload(),
    (window) => window.forcefullyCrashRenderer(),
    (window) => window.destroy(),
  ];
  for (const leave of leaving) {
    ipcMain.removeAllListeners();
    const window = shown();
    const give = carryOrders(() => [window as never]);
    listen(window);
    leave(window);
    give({ do: 'export' });
    give({ ...handed, documents: [...handed.documents] });
    give({ do: 'revived' });
    expect(heard(window)).toEqual([]);
    listen(window);
    expect(heard(window)).toEqual([
      [ORDERS, handed],
      [ORDERS, { do: 'revived' }],
    ]);
  }
});

test('nobody but the page of a window of ours hears what documents were handed over', () => {
  const ours = shown();
  const stranger = shown();
  const give = carryOrders(() => [ours as never]);
  give({ ...handed, documents: [...handed.documents] });
  listen(stranger);
  listen(ours, { url: 'https://example.com/', parent: null });
  listen(ours, { url: ours.mainFrame.url, parent: ours.mainFrame });
  listen(ours, null);
  expect([heard(ours), heard(stranger)]).toEqual([[], []]);
});

test('exports show in the taskbar and keep the machine awake while they are under way, and no longer', async () => {
  const window = new BrowserWindow();
  let tell: (state: ExportState) => void = () => undefined;
  const about = (job: string) => ({ job, project: 'p', format: 'mp3' }) as const;
  const left: ExportState[] = [
    { ...about('a'), phase: 'waiting' },
    { ...about('b'), phase: 'paused', segments: 4, done: 2, remaining: null, toPay: null },
  ];
  await showExports({
    handlers: { export: { list: () => left } },
    sources: { export: { changed: (listener: typeof tell) => ((tell = listener), () => undefined) } },
  } as never);
  expect([...powerSaveBlocker.on.values()]).toEqual(['prevent-app-suspension']);
  tell({ ...about('a'), phase: 'working', segments: 4, done: 1, remaining: 60, toPay: null });
  tell({ ...about('b'), phase: 'waiting' });
  tell({ ...about('b'), phase: 'failed', problem: { code: 'internal', message: '', retryable: false, details: {} } });
  expect(powerSaveBlocker.on.size).toBe(1);
  tell({ ...about('a'), phase: 'cancelled' });
  expect(window.progress).toEqual([0, 0, 0.25, 0.125, 0.25, -1]);
  expect(powerSaveBlocker.on.size).toBe(0);
  tell({ ...about('c'), phase: 'working', segments: 0, done: 0, remaining: null, toPay: null });
  expect([window.progress.at(-1), powerSaveBlocker.on.size]).toEqual([0, 1]);
});
