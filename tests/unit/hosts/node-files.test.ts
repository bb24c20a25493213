import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { freeName } from '../../../app/hosts/node/free-name.ts';
import { fileLog } from '../../../app/hosts/node/log.ts';
import { readPages } from '../../../app/hosts/node/pages.ts';
import { nodeSecrets, withoutKey } from '../../../app/hosts/node/secrets.ts';

async function temporary(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-hosts-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
const mode = async (path: string) => (await stat(path)).mode & 0o777;

test('a saved key is in a file for its owner alone, in a folder for its owner alone', async () => {
  const folder = join(await temporary(), 'data');
  const secrets = nodeSecrets({}, join(folder, 'key'));
  expect(await secrets.read()).toBeNull();
  await secrets.write('tgp_1234');
  expect([await secrets.read(), secrets.place]).toEqual(['tgp_1234', join(folder, 'key')]);
  expect([await mode(join(folder, 'key')), await mode(folder)]).toEqual([0o600, 0o700]);
  expect(await readdir(folder)).toEqual(['key']);
});

test('a key saved over a file that everybody can read is not readable by everybody', async () => {
  const file = join(await temporary(), 'key');
  await writeFile(file, 'old', { mode: 0o644 });
  await nodeSecrets({}, file).write('tgp_1234');
  expect([await readFile(file, 'utf8'), await mode(file)]).toEqual(['tgp_1234\n', 0o600]);
});

test('the environment wins over the file, whose key is kept', async () => {
  const file = join(await temporary(), 'key');
  await nodeSecrets({}, file).write('of the file');
  const secrets = nodeSecrets({ TOGETHER_API_KEY: ' of the environment ' }, file);
  expect([await secrets.read(), secrets.place]).toEqual(['of the environment', 'TOGETHER_API_KEY']);
  expect(await nodeSecrets({ TOGETHER_API_KEY: ' ' }, file).read()).toBe('of the file');
});

test('a forgotten key is gone, and may be forgotten again', async () => {
  const secrets = nodeSecrets({}, join(await temporary(), 'key'));
  await secrets.write('tgp_1234');
  await secrets.forget();
  await secrets.forget();
  expect(await secrets.read()).toBeNull();
});

test('a key that can not be kept is a problem that names the file, and leaves nothing', async () => {
  const folder = await temporary();
  await mkdir(join(folder, 'key'));
  await expect(nodeSecrets({}, join(folder, 'key')).write('tgp_1234')).rejects.toMatchObject({
    code: 'destination-unwritable',
    details: { path: join(folder, 'key') },
  });
  expect(await readdir(folder)).toEqual(['key']);
});

test('another process gets everything but the key', () => {
  expect(withoutKey({ TOGETHER_API_KEY: 'tgp_1234', PATH: '/bin' })).toEqual({ PATH: '/bin' });
});

test('a name that is taken gets a number, before its ending', async () => {
  const folder = await temporary();
  const name = async (suggested: string) => (await freeName(folder, suggested, new Set())).slice(folder.length + 1);
  expect(await name('Book.mp3')).toBe('Book.mp3');
  await writeFile(join(folder, 'Book.mp3'), '');
  expect(await name('Book.mp3')).toBe('Book (2).mp3');
  await mkdir(join(folder, 'Book (2).mp3'));
  expect(await name('Book.mp3')).toBe('Book (3).mp3');
  expect(await name('Book.wav')).toBe('Book.wav');
});

test.each(['../Book.mp3', '/etc/Book.mp3', 'a/b/Book.mp3'])('%s leads to no other folder', async (suggested) => {
  const folder = await temporary();
  expect(await freeName(folder, suggested, new Set())).toBe(join(folder, 'Book.mp3'));
});

test('the log has a line an event, and makes its folder with the first', async () => {
  const folder = join(await temporary(), 'data');
  const log = fileLog(folder);
  expect(await readdir(join(folder, '..'))).toEqual([]);
  log('export-failed', { code: 'disk-full' });
  log('speech-service-ended');
  const lines = await vi.waitFor(async () => {
    const found = (await readFile(join(folder, 'lectern.log'), 'utf8')).trim().split('\n');
    expect(found.length).toBe(2);
    return found.map((line) => JSON.parse(line) as object);
  });
  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT/);
  expect(lines).toEqual([
    { time, event: 'export-failed', code: 'disk-full' },
    { time, event: 'speech-service-ended' },
  ]);
  expect([await mode(folder), await mode(join(folder, 'lectern.log'))]).toEqual([0o700, 0o600]);
});

test('a log that has grown large makes way for a new one, and only one is kept', async () => {
  const folder = await temporary();
  await writeFile(join(folder, 'lectern.log.1'), 'older');
  await writeFile(join(folder, 'lectern.log'), 'old');
  await truncate(join(folder, 'lectern.log'), 1_000_001);
  fileLog(folder)('start');
  await vi.waitFor(async () => expect((await stat(join(folder, 'lectern.log.1'))).size).toBe(1_000_001));
  await vi.waitFor(async () => expect(await readFile(join(folder, 'lectern.log'), 'utf8')).toContain('"start"'));
});

test('pages are known by their path, the first one also by none', async () => {
  const folder = await temporary();
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<html>');
  await writeFile(join(folder, 'assets/a.woff2'), 'font');
  await writeFile(join(folder, 'assets/strange'), '?');
  const pages = await readPages(folder);
  expect([...pages].map(([name, { type }]) => [name, type]).sort()).toEqual([
    ['/', 'text/html; charset=utf-8'],
    ['/assets/a.woff2', 'font/woff2'],
    ['/assets/strange', 'application/octet-stream'],
    ['/index.html', 'text/html; charset=utf-8'],
  ]);
});

test('a name that was given stays given before its file is there', async () => {
  const folder = await temporary();
  const given = new Set<string>();
  expect(await freeName(folder, 'Book.mp3', given)).toBe(join(folder, 'Book.mp3'));
  expect(await freeName(folder, 'Book.mp3', given)).toBe(join(folder, 'Book (2).mp3'));
});

test('a name is not free where the chapters of an earlier export are', async () => {
  const folder = await temporary();
  await mkdir(join(folder, 'Book'));
  expect(await freeName(folder, 'Book.mp3', new Set())).toBe(join(folder, 'Book (2).mp3'));
});
