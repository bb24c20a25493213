import { chmodSync, existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import * as v from 'valibot';
import { placesBetween } from '../../../app/script/edit/place.ts';
import { openDatabase } from '../../../app/store/database.ts';
import { createLibrary } from '../../../app/store/library.ts';
import { SCHEMA } from '../../../app/store/schema.ts';
import { openedDatabase } from './open.ts';
import { temporaryFolder } from './temporary-folder.ts';

const anything = v.looseObject({});
const problem = (code: string, details: object = {}) =>
  expect.objectContaining({ name: 'Problem', code, details: expect.objectContaining(details) });

test('a new library is a WAL database that syncs every commit and keeps its references', () => {
  const database = openedDatabase();
  const pragma = (name: string) => Object.values(database.one(anything, `PRAGMA ${name}`)!)[0];
  expect(['journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout', 'user_version'].map(pragma)).toEqual([
    'wal',
    2,
    1,
    5000,
    SCHEMA.length,
  ]);
});

test.skipIf(process.platform === 'win32')('the folder of a library is made, and for its person only', () => {
  const folder = join(temporaryFolder(), 'made', 'here');
  openedDatabase(folder);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

test('opening a library again changes nothing in it', () => {
  const folder = temporaryFolder();
  const first = openedDatabase(folder);
  first.run("INSERT INTO settings (name, value) VALUES ('a', '1')");
  first.close();
  expect(openedDatabase(folder).all(anything, 'SELECT name, value FROM settings')).toEqual([{ name: 'a', value: '1' }]);
});

test('a file that is no database is refused, named and left alone', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'lectern.db');
  writeFileSync(path, 'no database at all, '.repeat(1000));
  expect(() => openDatabase(folder)).toThrow(problem('library-damaged', { path }));
  expect(readFileSync(path, 'utf8')).toMatch(/^no database/);
});

test('a library cut off in the middle is refused', () => {
  const folder = temporaryFolder();
  const database = openDatabase(folder);
  database.write(() => {
    for (let n = 0; n < 200; n++) database.run('INSERT INTO settings VALUES (?, ?)', `${n}`, 'x'.repeat(1000));
  });
  database.close();
  truncateSync(join(folder, 'lectern.db'), 50_000);
  expect(() => openDatabase(folder)).toThrow(problem('library-damaged'));
});

test('a library of the first version keeps its projects in their order', () => {
  const folder = temporaryFolder();
  const old = new DatabaseSync(join(folder, 'lectern.db'));
  old.exec(SCHEMA[0]!);
  old.exec(`
    PRAGMA user_version = 1;
    INSERT INTO projects VALUES ('p', 'Title', NULL, 'en', 'm', 'v', 'en', 1000);
    INSERT INTO chapters VALUES ('p', 'x', 1, 'Last', 'body', 0), ('p', 'y', 0, 'First', 'body', 1);
  `);
  const add = old.prepare("INSERT INTO blocks VALUES ('p', ?, 'y', ?, 'text', ?)");
  const numbers = Array.from({ length: 120 }, (_, n) => n);
  for (const n of numbers.toReversed()) add.run(`b${n}`, n, `text ${n}`);
  old.close();
  const { script } = createLibrary(openedDatabase(folder), () => 2000).read('p');
  expect(script.chapters.map(({ title, included }) => [title, included])).toEqual([
    ['First', true],
    ['Last', false],
  ]);
  const { blocks } = script.chapters[0]!;
  expect(blocks.map(({ text }) => text)).toEqual(numbers.map((n) => `text ${n}`));
  // New places fit in among the old ones.
  expect(placesBetween(blocks[9], blocks[10], 1)[0]).toSatisfy(
    (place: string) => place > blocks[9]!.place && place < blocks[10]!.place,
  );
});

test('a library of a newer version is refused and keeps its version', () => {
  const folder = temporaryFolder();
  openDatabase(folder).close();
  const path = join(folder, 'lectern.db');
  const newer = new DatabaseSync(path);
  newer.exec('PRAGMA user_version = 99');
  newer.close();
  expect(() => openDatabase(folder)).toThrow(problem('library-damaged', { path, version: 99, known: SCHEMA.length }));
  const again = new DatabaseSync(path);
  expect(again.prepare('PRAGMA user_version').get()).toEqual({ user_version: 99 });
  again.close();
});

test('a library where no folder can be is the problem of the place, not of the library', () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  expect(() => openDatabase(join(file, 'library'))).toThrow(problem('destination-unwritable'));
});

test('a transaction that throws leaves nothing behind, and the next one works', () => {
  const database = openedDatabase();
  const add = (name: string) => database.run("INSERT INTO settings VALUES (?, '1')", name);
  expect(() =>
    database.write(() => {
      add('a');
      throw new Error('changed my mind');
    }),
  ).toThrow('changed my mind');
  database.write(() => database.write(() => add('b')));
  expect(database.all(anything, 'SELECT name FROM settings')).toEqual([{ name: 'b' }]);
});

test('a transaction that reads sees one moment, whatever another connection writes meanwhile', () => {
  const folder = temporaryFolder();
  const here = openedDatabase(folder);
  const there = openedDatabase(folder);
  const count = () => here.all(anything, 'SELECT name FROM settings').length;
  const seen = here.read(() => {
    const before = count();
    there.run("INSERT INTO settings VALUES ('a', '1')");
    return [before, count()];
  });
  expect([...seen, count()]).toEqual([0, 0, 1]);
});

test('a row of the wrong shape is damage, not a value', () => {
  const database = openedDatabase();
  database.run("INSERT INTO settings VALUES ('a', '1')");
  const shape = v.object({ value: v.number() });
  expect(() => database.all(shape, 'SELECT value FROM settings')).toThrow(problem('library-damaged'));
});

test('a database that may not grow is a full disk, and what was there stays', () => {
  const database = openedDatabase();
  database.run("INSERT INTO settings VALUES ('a', '1')");
  database.one(anything, 'PRAGMA max_page_count = 1');
  expect(() => database.run("INSERT INTO settings VALUES ('b', ?)", 'x'.repeat(1_000_000))).toThrow(
    problem('disk-full'),
  );
  expect(database.all(anything, 'SELECT name FROM settings')).toEqual([{ name: 'a' }]);
});

test.skipIf(process.getuid?.() === 0)('a library that may not be written is no damage', () => {
  const folder = temporaryFolder();
  chmodSync(folder, 0o500);
  expect(() => openDatabase(folder)).toThrow(problem('destination-unwritable'));
  expect(existsSync(join(folder, 'lectern.db'))).toBe(false);
});
