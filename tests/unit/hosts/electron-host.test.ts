import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { electronHost } from '../../../app/hosts/electron/host.ts';
import { startSpeechService } from '../../../app/hosts/electron/speech-service.ts';
import { lendFiles } from '../../../app/hosts/electron/tickets.ts';
import { app, BrowserWindow, dialog, FakeUtility, ipcMain, shell, utilityProcess } from '../../electron/double.ts';

const environment = { LECTERN_DATA: '/home/reader/library', TOGETHER_API_KEY: 'tgp_1234', LANG: 'de_DE.UTF-8' };
const programs = '/opt/app.assets/Lectern/resources/app.asar/dist/main';
const tickets = lendFiles(() => []);
const desktop = { hear: () => [], insert: async () => 'copied' as const };
const host = electronHost({ programs, environment, tickets, desktop });

/** A utility process that has said something on its stdout. */
function saying(text: string): FakeUtility {
  const utility = new FakeUtility();
  utility.stdout = new PassThrough().end(text);
  utilityProcess.start = () => utility;
  return utility;
}

test('the library is where the other hosts have it, and the key sealed beside theirs', () => {
  expect(host.data).toBe('/home/reader/library');
  expect(host.baseUrl).toBe('https://api.together.ai/v1');
  expect([...ipcMain.handlers.keys()]).toEqual(['lectern:lend']);
});

test('programs are loaded from the archive, the sound binding from beside it', () => {
  const unpacked = '/opt/app.assets/Lectern/resources/app.asar.unpacked/dist/main/lectern_portaudio.node';
  expect(host.documentWorker.href).toBe(pathToFileURL(`${programs}/document-worker.js`).href);
  expect(host.soundBinding.href).toBe(pathToFileURL(unpacked).href);
});

test('a destination is asked for by the name and kind of the export; Cancel is null', async () => {
  new BrowserWindow();
  dialog.choice = '/home/reader/books/Book.mp3';
  expect(await host.destination('Book.mp3')).toBe('/home/reader/books/Book.mp3');
  expect(dialog.asked).toEqual([
    { defaultPath: '/home/reader/music/Book.mp3', filters: [{ name: 'MP3', extensions: ['mp3'] }] },
  ]);
  dialog.choice = '';
  expect(await host.destination('Book.wav')).toBeNull();
});

test('a document that is opened is a recent one; what else is lent is not', () => {
  const lent = tickets.lend(['/home/reader/Book.EPUB', '/home/reader/cover.png']);
  expect(lent.map(({ ticket }) => host.redeem(ticket)?.name)).toEqual(['Book.EPUB', 'cover.png']);
  expect(host.redeem('unknown')).toBeNull();
  expect(app.recent.splice(0)).toEqual(['/home/reader/Book.EPUB']);
});

test('a finished file is shown in its folder', async () => {
  await host.reveal('/home/reader/books/Book.mp3');
  expect(shell.shownInFolder).toEqual(['/home/reader/books/Book.mp3']);
});

test('the speech service gets the environment, but not the key', async () => {
  saying('http://127.0.0.1:4711\n');
  const service = await host.startSpeechService(4711);
  expect(service.url).toBe('http://127.0.0.1:4711');
  expect(utilityProcess.forked.splice(0)).toEqual([
    {
      path: `${programs}/speech-service.js`,
      args: ['--port', '4711'],
      options: {
        serviceName: 'Lectern voices',
        stdio: ['ignore', 'pipe', 'ignore'],
        env: { LECTERN_DATA: '/home/reader/library', LANG: 'de_DE.UTF-8' },
      },
    },
  ]);
});

test('stopping it ends the process; its end is told, whoever ended it', async () => {
  const utility = saying('http://127.0.0.1:4711\n');
  const { stop, ended } = await startSpeechService('/speech-service.js', {});
  await Promise.all([stop(), ended]);
  utility.stdout = new PassThrough().end('http://127.0.0.1:4712\n');
  const other = await startSpeechService('/speech-service.js', {});
  utility.emit('exit', 1);
  await other.ended;
});

test('one that hangs is ended by the system, since it would not hear of anything', async () => {
  const utility = saying('http://127.0.0.1:4711\n');
  const deaf = 'process.on("SIGTERM", () => {}); process.stdout.write("deaf", () => { for (;;); })';
  const child = spawn(process.execPath, ['-e', deaf]);
  await once(child.stdout, 'data');
  utility.pid = child.pid;
  utility.kill = () => child.kill('SIGTERM');
  child.once('exit', () => utility.emit('exit', 0));
  const { kill, ended } = await startSpeechService('/speech-service.js', {});
  kill();
  await ended;
  expect(child.signalCode).toBe('SIGKILL');
});

test.each(['http://example.com:80\n', 'http://127.0.0.1:80@example.com\n', 'https://127.0.0.1:80\n', 'Hello.\n'])(
  'one that says %j is no speech service, and is ended',
  async (line) => {
    const utility = saying(line);
    const ended = new Promise((resolve) => utility.once('exit', resolve));
    await expect(startSpeechService('/speech-service.js', {})).rejects.toMatchObject({
      code: 'offline-service-failed',
    });
    expect(await ended).toBe(0);
  },
);

test('one whose V8 gives up ends like any other', async () => {
  const utility = saying('http://127.0.0.1:4713\n');
  const { ended } = await startSpeechService('/speech-service.js', {});
  utility.emit('error', 'FatalError', 'v8::internal::Heap', '{}');
  utility.emit('exit', 133);
  await ended;
});

test('one that ends before it said anything has failed', async () => {
  const utility = new FakeUtility();
  utility.stdout = new PassThrough();
  utilityProcess.start = () => utility;
  const started = startSpeechService('/speech-service.js', {});
  utility.emit('exit', 1);
  await expect(started).rejects.toMatchObject({ code: 'offline-service-failed', retryable: true });
});
