import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { createTemporary, fileProblem, sweepTemporaries } from '../../../app/store/files.ts';
import { temporaryFolder } from './temporary-folder.ts';

const DAY = 24 * 60 * 60 * 1000;

test('a file appears under its name only when committed, in place of the old one', async () => {
  const target = join(temporaryFolder(), 'book.wav');
  writeFileSync(target, 'old');
  const temporary = await createTemporary(target);
  await temporary.handle.write('new');
  expect([dirname(temporary.path), readFileSync(target, 'utf8')]).toEqual([dirname(target), 'old']);
  expect(basename(temporary.path)).toMatch(new RegExp(`^\\.book\\.wav\\.${process.pid}\\.[0-9a-f]{12}\\.part$`));
  await temporary.commit();
  await temporary.discard();
  expect([readdirSync(dirname(target)), readFileSync(target, 'utf8')]).toEqual([['book.wav'], 'new']);
});

test('a discarded file leaves nothing, and may be discarded twice', async () => {
  const folder = temporaryFolder();
  const temporary = await createTemporary(join(folder, 'book.wav'));
  await temporary.discard();
  await temporary.discard();
  expect(readdirSync(folder)).toEqual([]);
});

test('the longest name that a file system takes is no hindrance', async () => {
  const folder = temporaryFolder();
  const name = `${'語'.repeat(83)}.wav`;
  const temporary = await createTemporary(join(folder, name));
  await temporary.commit();
  expect(readdirSync(folder)).toEqual([name]);
});

test('a commit that fails discards the file and names the target', async () => {
  const folder = temporaryFolder();
  const target = join(folder, 'taken');
  await (await createTemporary(join(target, 'inside'))).commit();
  const temporary = await createTemporary(target);
  await expect(temporary.commit()).rejects.toMatchObject({ code: 'destination-unwritable', details: { path: target } });
  expect(readdirSync(folder)).toEqual(['taken']);
});

test('a place where no file can be is unwritable', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  await expect(createTemporary(join(file, 'inside'))).rejects.toMatchObject({ code: 'destination-unwritable' });
});

test.runIf(process.platform === 'linux')('a device without room is a full disk', async () => {
  const full = await open('/dev/full', 'w');
  const thrown = await full.write('x').then(
    () => null,
    (failure: unknown) => failure,
  );
  await full.close();
  expect(fileProblem(thrown, '/there')).toMatchObject({ code: 'disk-full', details: { path: '/there' } });
});

test('what is no failure of a file stays what it is', () => {
  const thrown = new TypeError('ours');
  expect(fileProblem(thrown, '/there')).toBe(thrown);
});

test('sweeping takes what the dead left and what is older than a day, and nothing else', async () => {
  const folder = temporaryFolder();
  const now = Date.now();
  // Beyond every system's largest process id.
  const dead = 999_999_999;
  const put = (name: string, age: number) => {
    writeFileSync(join(folder, name), '');
    utimesSync(join(folder, name), (now - age) / 1000, (now - age) / 1000);
  };
  put(`.a.pcm.${dead}.0123456789ab.part`, 0);
  put(`.b.pcm.${process.pid}.0123456789ab.part`, DAY + 60_000);
  put(`.c.pcm.${process.pid}.0123456789ab.part`, DAY - 60_000);
  put('.d.part', 9 * DAY);
  put('e.pcm', 9 * DAY);
  expect(await sweepTemporaries(folder, now)).toBe(2);
  expect(readdirSync(folder).sort()).toEqual([`.c.pcm.${process.pid}.0123456789ab.part`, '.d.part', 'e.pcm']);
});
