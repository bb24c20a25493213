import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import * as v from 'valibot';
import { openDatabase } from '../../app/store/database.ts';
import { openTakes } from '../../app/store/takes.ts';
import { openedTakes } from '../unit/store/open.ts';
import { temporaryFolder } from '../unit/store/temporary-folder.ts';

const script = join(import.meta.dirname, 'store.child.ts');

function start(...words: string[]): ChildProcess {
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

const ended = async (child: ChildProcess) => (await once(child, 'close'))[0] as number | null;

function takeFiles(folder: string): string[] {
  const entries = readdirSync(join(folder, 'takes'), { recursive: true, withFileTypes: true });
  return entries.flatMap((entry) => (entry.isFile() ? [entry.name] : []));
}

test('processes that open a new library at once and write into it lose nothing', async () => {
  const folder = temporaryFolder();
  const names = ['a', 'b', 'c', 'd'];
  const codes = await Promise.all(names.map((name) => ended(start('count', folder, name))));
  const database = openDatabase(folder);
  const rows = database.all(v.looseObject({}), 'SELECT name, value FROM settings ORDER BY name');
  const sound = database.one(v.looseObject({}), 'PRAGMA integrity_check');
  database.close();
  expect([codes, rows, sound]).toEqual([
    [0, 0, 0, 0],
    [...names.map((name) => ({ name, value: '100' })), { name: 'all', value: '400' }].sort((a, b) =>
      a.name < b.name ? -1 : 1,
    ),
    { integrity_check: 'ok' },
  ]);
});

test('processes that keep the same take at once leave one whole take', async () => {
  const folder = temporaryFolder();
  const codes = await Promise.all(['a', 'b'].map((name) => ended(start('keep', folder, name))));
  const { takes } = await openedTakes(folder);
  const take = takes.find('ab'.repeat(32))!;
  expect(codes).toEqual([0, 0]);
  expect([takeFiles(folder), statSync(take.path).size]).toEqual([[`${take.key}.pcm`], take.frames * 2]);
});

test('a process that is killed in the middle of writing leaves whole takes only, and the next opening is clean', async () => {
  const folder = temporaryFolder();
  for (let round = 0; round < 4; round++) {
    const child = start('linger', folder, `${round}`);
    const gone = ended(child);
    for await (const line of createInterface({ input: child.stdout! })) if (line === 'half') child.kill('SIGKILL');
    await gone;
    const { takes, database } = await openedTakes(folder);
    const keys = database
      .all(v.object({ key: v.string() }), 'SELECT key FROM takes ORDER BY key')
      .map(({ key }) => key);
    expect(keys.length).toBeGreaterThanOrEqual(round);
    for (const [n, key] of keys.entries()) {
      const heard = new Set<number>();
      for await (const { samples } of takes.read(takes.find(key)!)) samples.forEach((sample) => heard.add(sample));
      expect([key, takes.find(key)!.frames, [...heard]]).toEqual([n.toString(16).padStart(64, '0'), 32_000, [n]]);
    }
    expect(takeFiles(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
    database.close();
  }
});

test('opening the takes leaves what another running process is writing', async () => {
  const folder = temporaryFolder();
  const first = await openedTakes(folder);
  const writer = await first.takes.begin('ab'.repeat(32), 24_000);
  await writer.write(new Int16Array(100));
  const foreign = `.x.pcm.${process.ppid}.0123456789ab.part`;
  writeFileSync(join(folder, 'takes', 'ab', foreign), '');
  const database = openDatabase(folder);
  const takes = await openTakes(database, folder, Date.now);
  expect((await writer.commit()).frames).toBe(100);
  await writer.close();
  expect([takes.find('ab'.repeat(32))?.frames, takeFiles(folder).sort()]).toEqual([
    100,
    [foreign, `${'ab'.repeat(32)}.pcm`],
  ]);
  database.close();
});
