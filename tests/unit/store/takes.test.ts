import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync, truncateSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import * as v from 'valibot';
import type { Pcm } from '../../../app/model/pcm.ts';
import type { Take } from '../../../app/model/take.ts';
import type { Takes } from '../../../app/store/takes.ts';
import { openedDatabase, openedTakes } from './open.ts';

const KEY = 'ab'.repeat(32);
const RATE = 24_000;
const ramp = (length: number) => Int16Array.from({ length }, (_, n) => (n * 7) % 65_536);

async function keep(takes: Takes, key: string, samples: Int16Array): Promise<Take> {
  const writer = await takes.begin(key, RATE);
  try {
    await writer.write(samples);
    return await writer.commit();
  } finally {
    await writer.close();
  }
}

async function heard(sound: AsyncIterable<Pcm>): Promise<number[]> {
  const samples: number[] = [];
  for await (const pcm of sound) samples.push(...pcm.samples);
  return samples;
}

/** How often this process has a file open, where the system tells. */
function openHandles(path: string): number {
  if (process.platform !== 'linux') return 0;
  const links = readdirSync('/proc/self/fd').map((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      return null;
    }
  });
  return links.filter((link) => link === path).length;
}

test('a take is what was written, in a file named by its key', async () => {
  const { takes, folder } = await openedTakes();
  expect(takes.find(KEY)).toBeNull();
  const take = await keep(takes, KEY, ramp(1000));
  expect(take).toEqual({ key: KEY, path: `${folder}/takes/ab/${KEY}.pcm`, rate: RATE, frames: 1000 });
  expect(takes.find(KEY)).toEqual(take);
  expect(await heard(takes.read(take))).toEqual([...ramp(1000)]);
  expect([...readFileSync(take.path).subarray(0, 6)]).toEqual([0, 0, 7, 0, 14, 0]);
});

test('a take is read in blocks of 64 KiB, from any frame, each an array of its own', async () => {
  const { takes } = await openedTakes();
  const take = await keep(takes, KEY, ramp(100_000));
  const blocks: Pcm[] = [];
  for await (const pcm of takes.read(take, { fromFrame: 10 })) blocks.push(pcm);
  expect(blocks.map(({ samples }) => samples.length)).toEqual([32_768, 32_768, 32_768, 1686]);
  expect(new Set(blocks.map(({ samples }) => samples.buffer)).size).toBe(4);
  expect(await heard(takes.read(take, { fromFrame: 65_530 }))).toEqual([...ramp(100_000).subarray(65_530)]);
  expect(await heard(takes.read(take, { fromFrame: 100_000 }))).toEqual([]);
});

test('reading ends with the signal and closes the file however it is left', async () => {
  const { takes } = await openedTakes();
  const take = await keep(takes, KEY, ramp(100_000));
  const controller = new AbortController();
  await expect(async () => {
    for await (const _ of takes.read(take, { signal: controller.signal })) controller.abort();
  }).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  for await (const _ of takes.read(take)) {
    if (process.platform === 'linux') expect(openHandles(take.path)).toBe(1);
    break;
  }
  await expect(async () => {
    for await (const _ of takes.read(take)) throw new Error('enough');
  }).rejects.toThrow('enough');
  expect(openHandles(take.path)).toBe(0);
});

test('a take in the making is not found, but read back as it grows', async () => {
  const { takes, folder } = await openedTakes();
  const writer = await takes.begin(KEY, RATE);
  expect([...(await writer.read(0))]).toEqual([]);
  await writer.write(ramp(50_000));
  expect([takes.find(KEY), takes.usage()]).toEqual([null, { takes: 0, bytes: 0 }]);
  expect([...(await writer.read(40_000))]).toEqual([...ramp(50_000).subarray(40_000)]);
  expect((await writer.read(0)).length).toBe(32_768);
  await writer.commit();
  expect([...(await writer.read(49_998))]).toEqual([...ramp(50_000).subarray(49_998)]);
  await writer.close();
  expect(readdirSync(`${folder}/takes/ab`)).toEqual([`${KEY}.pcm`]);
});

test('a take that was closed before its commit is gone', async () => {
  const { takes, folder } = await openedTakes();
  const writer = await takes.begin(KEY, RATE);
  await writer.write(ramp(10));
  await writer.close();
  await writer.close();
  expect([takes.find(KEY), readdirSync(`${folder}/takes/ab`)]).toEqual([null, []]);
});

test.each([
  ['missing', (path: string) => rmSync(path)],
  ['cut short', (path: string) => truncateSync(path, 1998)],
  ['gone with its folder', (path: string) => rmSync(dirname(path), { recursive: true })],
])('a take whose file is %s is forgotten, and can be made again', async (_, harm) => {
  const { takes } = await openedTakes();
  const take = await keep(takes, KEY, ramp(1000));
  harm(take.path);
  expect([takes.find(KEY), takes.usage().takes]).toEqual([null, 0]);
  expect(await keep(takes, KEY, ramp(1000))).toEqual(take);
  expect(takes.find(KEY)).toEqual(take);
});

test.each([
  ['goes', (path: string) => rmSync(path)],
  ['is cut short', (path: string) => truncateSync(path, 1000)],
])('a take whose file %s after it was found is forgotten by whoever reads it', async (_, harm) => {
  const { takes } = await openedTakes();
  const take = await keep(takes, KEY, ramp(1000));
  harm(take.path);
  await expect(heard(takes.read(take))).rejects.toMatchObject({ code: 'library-damaged', retryable: true });
  expect(takes.usage().takes).toBe(0);
});

test('of two who make the same take, the last to finish is what is found, whole', async () => {
  const { takes, folder } = await openedTakes();
  const [first, second] = await Promise.all([takes.begin(KEY, RATE), takes.begin(KEY, RATE)]);
  await first.write(ramp(500));
  await second.write(ramp(300));
  await Promise.all([first.commit(), second.commit()]);
  await Promise.all([first.close(), second.close()]);
  const found = takes.find(KEY)!;
  expect(statSync(found.path).size).toBe(found.frames * 2);
  expect([takes.usage().takes, readdirSync(`${folder}/takes/ab`)]).toEqual([1, [`${KEY}.pcm`]]);
});

test('while another process writes, a take waits with its file, and the one before it stays whole', async () => {
  const { takes, database, folder } = await openedTakes();
  const before = await keep(takes, KEY, ramp(1000));
  const writer = await takes.begin(KEY, RATE);
  await writer.write(ramp(300));
  database.one(v.looseObject({}), 'PRAGMA busy_timeout = 20');
  const other = openedDatabase(folder);
  other.run('BEGIN IMMEDIATE');
  const thrown: unknown = await writer.commit().catch((failure: unknown) => failure);
  other.run('ROLLBACK');
  await writer.close();
  expect(thrown).toMatchObject({ code: 'library-in-use', retryable: true });
  expect([takes.find(KEY), readdirSync(`${folder}/takes/ab`)]).toEqual([before, [`${KEY}.pcm`]]);
});

test('usage is the sum of what is kept', async () => {
  const { takes } = await openedTakes();
  await keep(takes, KEY, ramp(1000));
  await keep(takes, 'cd'.repeat(32), ramp(10));
  expect(takes.usage()).toEqual({ takes: 2, bytes: 2020 });
});

test('the last use is noted by the hour', async () => {
  let now = 0;
  const { takes, database } = await openedTakes(undefined, () => now);
  await keep(takes, KEY, ramp(10));
  const used = (at: number) => {
    now = at;
    takes.find(KEY);
    return database.one(v.object({ used: v.number() }), 'SELECT used FROM takes')!.used;
  };
  expect([used(1000), used(3_600_001), used(3_700_000)]).toEqual([0, 3_600_001, 3_600_001]);
});

test('a take that cannot be noted is not there at all', async () => {
  const { takes, database, folder } = await openedTakes();
  const writer = await takes.begin(KEY, RATE);
  await writer.write(ramp(10));
  database.run('DROP TABLE takes');
  await expect(writer.commit()).rejects.toThrow(/no such table/);
  await writer.close();
  expect(readdirSync(`${folder}/takes/ab`).filter((name) => name.endsWith('.part'))).toEqual([]);
  expect(existsSync(`${folder}/takes`)).toBe(true);
});
