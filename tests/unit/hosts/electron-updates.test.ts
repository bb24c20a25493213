import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { type ClientRequest, createServer, type IncomingHttpHeaders, request, type RequestOptions } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { configureRequestOptions, configureRequestUrl, type DownloadOptions, HttpExecutor } from 'builder-util-runtime';
import electronUpdater, { type AppUpdater } from 'electron-updater';
import { expect, onTestFinished, test } from 'vitest';
import { electronUpdates, updatesThrough } from '../../../app/hosts/electron/updates.ts';
import { app } from '../../electron/double.ts';

/** Fetches as electron-updater does in Electron, with what Node has in the place of Chromium's network. */
class PlainExecutor extends HttpExecutor<ClientRequest> {
  createRequest(options: RequestOptions, callback: (response: unknown) => void): ClientRequest {
    return request(options, callback);
  }

  download(url: URL, destination: string, options: DownloadOptions): Promise<string> {
    return options.cancellationToken.createPromise((resolve, reject, onCancel) => {
      const asked = { headers: options.headers ?? {}, redirect: 'manual' };
      configureRequestUrl(url, asked);
      configureRequestOptions(asked);
      const callback = (failure: Error | null) => (failure ? reject(failure) : resolve(destination));
      this.doDownload(asked, { destination, options, onCancel, callback, responseHandler: null }, 0);
    });
  }
}

const PACKAGE = Buffer.alloc(300_000, 'Lectern 2');
const NAME = 'Lectern-2.0.0-linux-x64.AppImage';

interface Offer {
  version?: string;
  /** Of how many in a hundred it is the turn. */
  stage?: number;
  notes?: string;
  /** What is there to be fetched. */
  content?: Buffer;
  /** Holds back what is fetched. */
  held?: boolean;
}

/** A place from which newer versions come, as a release leaves it, and a Lectern 1.0.0 that knows it. */
async function place({ version = '2.0.0', stage, notes = '', content = PACKAGE, held = false }: Offer = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-updates-'));
  const requests: { path: string; headers: IncomingHttpHeaders }[] = [];
  const sum = createHash('sha512').update(PACKAGE).digest('base64');
  const latest = [
    `version: ${version}`,
    `files:\n  - { url: ${NAME}, sha512: ${sum}, size: ${PACKAGE.length} }`,
    `path: ${NAME}\nsha512: ${sum}\nreleaseDate: '2026-12-01T00:00:00.000Z'`,
    `releaseNotes: ${JSON.stringify(notes)}`,
    ...(stage === undefined ? [] : [`stagingPercentage: ${stage}`]),
  ].join('\n');
  const server = createServer((request, response) => {
    const path = new URL(request.url!, 'http://localhost').pathname;
    requests.push({ path, headers: request.headers });
    if (path === `/latest-linux${process.arch === 'x64' ? '' : `-${process.arch}`}.yml`) return response.end(latest);
    if (path !== `/${NAME}`) return response.writeHead(404).end();
    response.writeHead(200, { 'content-length': content.length });
    if (held) return response.write(content.subarray(0, 1_000));
    return response.end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const current = join(folder, 'Lectern.AppImage');
  await writeFile(current, 'Lectern 1');
  await writeFile(join(folder, 'app-update.yml'), 'updaterCacheDirName: lectern-updater\n');
  process.env['APPIMAGE'] = current;
  onTestFinished(async () => {
    delete process.env['APPIMAGE'];
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true, force: true });
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const adapter = {
    ...{ version: '1.0.0', name: 'lectern', isPackaged: true, appUpdateConfigPath: join(folder, 'app-update.yml') },
    ...{ userDataPath: folder, baseCachePath: join(folder, 'cache') },
    ...{ whenReady: async () => undefined, relaunch: () => undefined, quit: () => undefined, onQuit: () => undefined },
  };
  const updater: AppUpdater = new electronUpdater.AppImageUpdater(null, adapter);
  const ways: unknown[] = [];
  Object.defineProperty(updater, 'netSession', { value: { setProxy: async (way: unknown) => void ways.push(way) } });
  Object.assign(updater, { httpExecutor: new PlainExecutor(), _testOnlyOptions: { platform: 'linux' } });
  updater.setFeedURL({ provider: 'generic', url });
  let loads = 0;
  const load = async () => ((loads += 1), { updater, token: () => new electronUpdater.CancellationToken() });
  const went: (() => void)[] = [];
  const updates = updatesThrough(load, { go: (last) => void went.push(last) });
  return { updates, updater, requests, ways, went, current, url, loads: () => loads };
}
const never = new AbortController().signal;
const system = { kind: 'system' } as const;

test('nothing is loaded and nobody is asked before the first question', async () => {
  const { requests, loads } = await place();
  await turn();
  expect([requests, loads()]).toEqual([[], 0]);
});

test('a newer version is told with its notes, and not fetched', async () => {
  const notes = '<h2>New</h2>\n- <script>alert(1)</script>Dictation is quicker.';
  const { updates, requests } = await place({ notes });
  expect(await updates.check(system)).toEqual({ version: '2.0.0', notes: 'New\n- alert(1)Dictation is quicker.' });
  await turn();
  expect(requests.map(({ path }) => path)).toEqual(['/latest-linux.yml']);
});

test.each([
  [{ kind: 'none' }, { mode: 'direct' }],
  [system, { mode: 'system' }],
  [
    { kind: 'server', address: 'proxy.example:3128' },
    { mode: 'fixed_servers', proxyRules: 'proxy.example:3128' },
  ],
  [
    { kind: 'pac', address: 'https://proxy.example/proxy.pac' },
    { mode: 'pac_script', pacScript: 'https://proxy.example/proxy.pac' },
  ],
] as const)('it is asked for and fetched by the way that somebody wishes: %o', async (wish, way) => {
  const { updates, ways } = await place();
  await updates.check(wish);
  await updates.download(() => undefined, never, wish);
  expect(ways).toEqual([way, way]);
});

test('the question says nothing of who asks', async () => {
  const { updates, requests } = await place();
  await updates.check(system);
  const { 'x-user-staging-id': id, cookie, ...headers } = requests[0]!.headers;
  expect([id, cookie]).toEqual(['', undefined]);
  expect(Object.keys(headers).sort()).toEqual(['cache-control', 'connection', 'host', 'user-agent']);
  expect(headers['user-agent']).toBe('electron-builder');
});

test.each([
  ['the same', { version: '1.0.0' }],
  ['an older one', { version: '0.9.0' }],
  ['one whose turn it is for nobody yet', { stage: 0 }],
])('%s is nothing new', async (_which, offer) => {
  const { updates } = await place(offer);
  expect(await updates.check(system)).toBeNull();
});

test('one that is offered to everybody is found by everybody', async () => {
  const { updates } = await place({ stage: 100 });
  expect(await updates.check(system)).toMatchObject({ version: '2.0.0' });
});

test('what is fetched lies ready, checked by its sum, and is put in place on the last word only', async () => {
  const { updates, updater, went, current } = await place();
  await updates.check(system);
  const shares: number[] = [];
  await updates.download((share) => shares.push(share), never, system);
  expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
  expect(await readFile(current, 'utf8')).toBe('Lectern 1');
  const calls: unknown[][] = [];
  updater.quitAndInstall = (...how) => void calls.push(how);
  updates.install();
  expect([went.length, calls]).toEqual([1, []]);
  went[0]!();
  await turn();
  expect(calls).toEqual([[false, true]]);
  updater.emit('error', new Error('as the test wished'));
  expect([app.relaunches, app.exits]).toEqual([1, [undefined]]);
});

test('a package that is not what was promised is refused', async () => {
  const { updates, current } = await place({ content: Buffer.alloc(PACKAGE.length, 'Evil') });
  await updates.check(system);
  const refused = updates.download(() => undefined, never, system);
  await expect(refused).rejects.toMatchObject({ code: 'update-failed', details: { step: 'download' } });
  expect(await readFile(current, 'utf8')).toBe('Lectern 1');
});

test('fetching is called off at once, and may be begun again', async () => {
  const { updates, requests } = await place({ held: true });
  await updates.check(system);
  for (let times = 0; times < 2; times++) {
    const stop = new AbortController();
    const fetched = updates.download(() => undefined, stop.signal, system);
    const before = requests.length;
    while (requests.filter(({ path }) => path === `/${NAME}`).length <= times) await turn();
    stop.abort();
    await expect(fetched).rejects.toMatchObject({ name: 'AbortError' });
    expect(requests.length).toBeGreaterThan(before - 1);
  }
});

test('a place that is gone is a problem of the question', async () => {
  const { updates, updater, url } = await place();
  updater.setFeedURL({ provider: 'generic', url: `${url}/gone` });
  await expect(updates.check(system)).rejects.toMatchObject({
    code: 'update-failed',
    retryable: true,
    details: { step: 'check' },
  });
});

test('a copy that was not published, or cannot be exchanged, does not renew itself', () => {
  const leaving = { go: () => undefined };
  expect(electronUpdates({}, leaving)).toBeUndefined();
  expect(electronUpdates({ APPIMAGE: '/home/reader/Lectern.AppImage' }, leaving)).toBeUndefined();
  Object.assign(process, { resourcesPath: '/nowhere' });
  expect(electronUpdates({ APPIMAGE: '/home/reader/Lectern.AppImage' }, leaving)).toBeUndefined();
  Object.assign(process, { resourcesPath: undefined });
});
