import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { type Home, ended, firstLine, lectern, makeHome, startLectern } from '../tools/lectern.ts';
import { speechWav } from '../tools/speech-wav.ts';

/** Whom a Lectern of its own connects to; what it starts is watched, too. */
async function watched(): Promise<{ home: Home; met: () => Promise<{ hosts: Set<string>; processes: number }> }> {
  const home = await makeHome();
  onTestFinished(() => home.leave());
  const notes = join(home.folder, 'connections');
  const hook = pathToFileURL(join(process.cwd(), 'tests/tools/connections.mjs'));
  Object.assign(home.environment, { LECTERN_CONNECTIONS: notes, NODE_OPTIONS: `--import ${hook.href}` });
  return {
    home,
    async met() {
      const lines = (await readFile(notes, 'utf8')).split('\n').filter(Boolean);
      const all = lines.map((line) => JSON.parse(line) as { host?: string; ready?: number });
      return {
        hosts: new Set(all.flatMap(({ host }) => host ?? [])),
        processes: new Set(all.flatMap(({ ready }) => ready ?? [])).size,
      };
    },
  };
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1']);
const elsewhere = (hosts: Set<string>) => [...hosts].filter((host) => !LOOPBACK.has(host));

test('with the offline voices nothing but this machine is connected to: a window reads, plays, exports, dictates', async () => {
  const { home, met } = await watched();
  const app = startLectern(home, ['serve']);
  app.stderr?.resume();
  const link = await firstLine(app);
  const { origin, host } = new URL(link);
  const admitted = await fetch(link, { redirect: 'manual' });
  const headers = { cookie: admitted.headers.getSetCookie()[0]!.split(';')[0]!, origin };
  const wire = new WebSocket(`ws://${host}/contract`, { headers });
  const answers = new Map<number, (value: unknown) => void>();
  wire.on('message', (frame) => {
    const { id, value, problem } = JSON.parse(String(frame)) as { id?: number; value?: unknown; problem?: unknown };
    if (id !== undefined) answers.get(id)?.(problem ?? value);
  });
  await new Promise((open) => wire.once('open', open));
  const ask = <Value>(call: string, input?: unknown) =>
    new Promise<Value>((resolve) => {
      const id = answers.size;
      answers.set(id, resolve as (value: unknown) => void);
      wire.send(JSON.stringify({ id, call, input }));
    });

  await ask('app.chooseService', { service: 'local' });
  const { import: id } = await ask<{ import: string }>('library.read', {
    text: 'Once upon a time.\n\nThere was a king.',
  });
  const { id: project } = await ask<{ id: string }>('library.import', {
    ...{ import: id, chapters: [0], title: 'Story', author: null },
  });
  await ask('voices.list', { model: 'lectern/flite' });
  await ask('player.play', { project });
  const { job } = await ask<{ job: string }>('export.start', { project, format: 'wav' });
  await vi.waitFor(
    async () => {
      const jobs = await ask<{ job: string; phase: string }[]>('export.list');
      expect(jobs.find((each) => each.job === job)?.phase).toMatch(/done|failed/);
    },
    { timeout: 60_000, interval: 100 },
  );
  expect(await ask('settings.test', { service: 'local' })).toMatchObject({ ms: expect.any(Number) as number });
  await ask('settings.diagnostics');
  await ask('dictation.start', {});
  await ask('dictation.cancel');
  await ask('player.stop');
  wire.terminate();
  app.kill('SIGTERM');
  await ended(app);

  const { hosts, processes } = await met();
  expect(elsewhere(hosts)).toEqual([]);
  expect(hosts, 'the voices were asked over a socket').toContain('127.0.0.1');
  expect(processes, 'the offline service was watched, too').toBeGreaterThanOrEqual(2);
});

test('nor by a command line; and with Together it is that service alone, by its name', async () => {
  const { home, met } = await watched();
  const recording = join(home.folder, 'said.wav');
  await writeFile(recording, await speechWav('Once upon a time.'));
  await lectern(home, ['transcribe', recording, '--service', 'local']);
  expect(elsewhere((await met()).hosts)).toEqual([]);
  home.environment['TOGETHER_API_KEY'] = 'tgp_v1_nobodys';
  home.environment['TOGETHER_BASE_URL'] = 'https://together.invalid/v1';
  await lectern(home, ['voices', '--service', 'together']);
  expect(new Set(elsewhere((await met()).hosts))).toEqual(new Set(['together.invalid']));
});
