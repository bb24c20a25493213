import { expect, test } from 'vitest';
import { Problem } from '../../../app/model/problem.ts';
import type { Release, UpdateState } from '../../../app/model/update.ts';
import type { Updates } from '../../../app/studio/host.ts';
import { createUpdating } from '../../../app/studio/updating.ts';
import type { Settings } from '../../../app/store/settings.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));
const release: Release = { version: '2.0.0', notes: 'Better.' };

/** Updates of which a test says what is found, and how it is fetched. */
function desk({ automatic = false, found = release as Release | Problem | null, download = async () => {} } = {}) {
  const asked: string[] = [];
  const updates: Updates = {
    async check() {
      asked.push('check');
      if (found instanceof Problem) throw found;
      return found;
    },
    async download(...how) {
      asked.push('download');
      await (download as Updates['download'])(...how);
    },
    install: () => void asked.push('install'),
  };
  let automaticUpdates = automatic;
  const settings = {
    read: () => ({ automaticUpdates }),
    change: (part: { automaticUpdates: boolean }) => ({ automaticUpdates } = part),
  } as unknown as Settings;
  const { handlers, sources, close } = createUpdating({ updates, log: () => undefined }, settings);
  const told: string[] = [];
  sources.changed(({ phase }) => told.push(phase));
  const state = () => handlers.state(undefined) as UpdateState;
  return { asked, told, state, handlers, close };
}
const failure = new Problem('update-failed', 'check: unknown', { retryable: true });

test('nobody is asked anything before a person says so', async () => {
  const { asked, state } = desk();
  await turn();
  expect([asked, state()]).toEqual([[], { phase: 'idle', automatic: false }]);
});

test('each step waits for its word: asked, fetched, put in place', async () => {
  const { asked, told, state, handlers } = desk();
  void handlers.install(undefined);
  void handlers.download(undefined);
  void handlers.check(undefined);
  await turn();
  expect([asked, state()]).toEqual([['check'], { phase: 'found', release, automatic: false }]);
  void handlers.install(undefined);
  void handlers.download(undefined);
  await turn();
  expect([asked, state().phase]).toEqual([['check', 'download'], 'ready']);
  void handlers.check(undefined);
  void handlers.install(undefined);
  await turn();
  expect(asked).toEqual(['check', 'download', 'install']);
  expect(told).toEqual(['checking', 'found', 'loading', 'ready']);
});

test('once allowed, it asks at each start, and speaks only where there is something new', async () => {
  const nothing = desk({ automatic: true, found: null });
  const failing = desk({ automatic: true, found: failure });
  const newer = desk({ automatic: true });
  await turn();
  expect([nothing, failing, newer].map(({ asked, state }) => [asked, state().phase])).toEqual([
    [['check'], 'idle'],
    [['check'], 'idle'],
    [['check'], 'found'],
  ]);
});

test('to allow it asks nothing yet', async () => {
  const { asked, state, handlers } = desk();
  void handlers.choose({ automatic: true });
  await turn();
  expect([asked, state().automatic]).toEqual([[], true]);
});

test('a person hears that there is nothing newer, or that it failed, and puts that away', async () => {
  for (const [found, phase] of [
    [null, 'current'],
    [failure, 'failed'],
  ] as const) {
    const { state, handlers } = desk({ found });
    void handlers.check(undefined);
    await turn();
    expect(state()).toMatchObject({ phase, ...(found ? { problem: { code: 'update-failed' } } : {}) });
    void handlers.dismiss(undefined);
    expect(state().phase).toBe('idle');
  }
});

test('fetching tells how far it is, can be called off, and begun again', async () => {
  const shares: number[] = [];
  const download = ((tell, signal) => {
    tell(0.5);
    return new Promise<void>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error));
    });
  }) as Updates['download'];
  const { asked, state, handlers, close } = desk({ download: download as () => Promise<void> });
  void handlers.check(undefined);
  await turn();
  void handlers.download(undefined);
  const loading = state();
  if (loading.phase === 'loading') shares.push(loading.share);
  void handlers.cancel(undefined);
  await turn();
  expect([shares, state().phase]).toEqual([[0.5], 'found']);
  void handlers.download(undefined);
  close();
  await turn();
  expect([asked, state().phase]).toEqual([['check', 'download', 'download'], 'found']);
});

test('a host that does not renew itself has nothing to ask', async () => {
  const settings = { read: () => ({ automaticUpdates: true }) } as unknown as Settings;
  const { handlers } = createUpdating({ log: () => undefined }, settings);
  for (const name of ['check', 'download', 'cancel', 'install', 'dismiss'] as const) void handlers[name](undefined);
  await turn();
  expect(handlers.state(undefined)).toEqual({ phase: 'unavailable', automatic: true });
});
