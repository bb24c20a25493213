import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import * as v from 'valibot';
import { Problem } from '../model/problem.ts';
import { fileProblem } from './files.ts';
import { SCHEMA } from './schema.ts';

/** How long a statement waits for another process's write, in ms; the app and its command line may share a library. */
const PATIENCE = 5_000;

/**
 * The library's tables. Rows come out shaped or not at all. Everything throws Problems: `library-damaged`,
 * `library-in-use` (another process wrote for longer than 5 s), `disk-full`, `destination-unwritable`.
 */
export interface Database {
  all<Row>(shape: v.GenericSchema<unknown, Row>, sql: string, ...values: SQLInputValue[]): Row[];
  /** The first row, or null where there is none. */
  one<Row>(shape: v.GenericSchema<unknown, Row>, sql: string, ...values: SQLInputValue[]): Row | null;
  /** How many rows changed. */
  run(sql: string, ...values: SQLInputValue[]): number;
  /** All of `work` sees the library as of one moment. */
  read<Result>(work: () => Result): Result;
  /** All of `work` is stored, or, where it throws, nothing; no other process writes meanwhile. */
  write<Result>(work: () => Result): Result;
  close(): void;
}

/** Opens or creates `lectern.db` in a folder, made where missing, and brings it up to this version's schema. */
export function openDatabase(folder: string): Database {
  const path = join(folder, 'lectern.db');
  const database = connect(folder, path);
  try {
    useWriteAheadLog(database);
    // FULL, so that a power cut takes nothing that a person typed.
    database.exec('PRAGMA synchronous = FULL');
    const wrapped = wrap(database, path);
    migrate(wrapped, database, path);
    return wrapped;
  } catch (thrown) {
    database.close();
    throw libraryProblem(thrown, path);
  }
}

function connect(folder: string, path: string): DatabaseSync {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (thrown) {
    throw fileProblem(thrown, folder);
  }
  try {
    return new DatabaseSync(path, { timeout: PATIENCE, enableForeignKeyConstraints: true });
  } catch (thrown) {
    throw libraryProblem(thrown, path);
  }
}

/**
 * With it, a reader never waits for a writer. SQLite does not wait for the lock that the first switch takes, which two
 * processes that open a new library at once both want.
 */
function useWriteAheadLog(database: DatabaseSync): void {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let patience = PATIENCE; ; patience -= 10) {
    try {
      return database.exec('PRAGMA journal_mode = WAL');
    } catch (thrown) {
      if (resultCode(thrown) !== BUSY || patience <= 0) throw thrown;
      Atomics.wait(pause, 0, 0, 10);
    }
  }
}

function migrate(wrapped: Database, database: DatabaseSync, path: string): void {
  const version = () => wrapped.one(versionShape, 'PRAGMA user_version')!.user_version;
  if (version() < SCHEMA.length) {
    wrapped.write(() => {
      // Asked again inside the lock: another process may have opened the same old library at the same moment.
      for (const step of SCHEMA.slice(version())) database.exec(step);
      database.exec(`PRAGMA user_version = ${Math.max(SCHEMA.length, version())}`);
    });
  }
  if (version() > SCHEMA.length) {
    const details = { path, version: version(), known: SCHEMA.length };
    throw new Problem('library-damaged', 'the library was written by a newer version', { details });
  }
}

function wrap(database: DatabaseSync, path: string): Database {
  const statements = new Map<string, StatementSync>();
  const prepared = (sql: string) => {
    const statement = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  const guarded = <Result>(work: () => Result): Result => {
    try {
      return work();
    } catch (thrown) {
      throw libraryProblem(thrown, path);
    }
  };
  const transaction = <Result>(begin: string, work: () => Result): Result => {
    if (database.isTransaction) return work();
    guarded(() => database.exec(begin));
    try {
      const result = work();
      guarded(() => database.exec('COMMIT'));
      return result;
    } finally {
      if (database.isTransaction) guarded(() => database.exec('ROLLBACK'));
    }
  };
  return {
    all: (shape, sql, ...values) => guarded(() => prepared(sql).all(...values)).map((row) => shaped(shape, row, path)),
    one: (shape, sql, ...values) => {
      const row = guarded(() => prepared(sql).get(...values));
      return row === undefined ? null : shaped(shape, row, path);
    },
    run: (sql, ...values) => guarded(() => Number(prepared(sql).run(...values).changes)),
    read: (work) => transaction('BEGIN', work),
    // IMMEDIATE, since a transaction that reads first and writes later cannot wait for another writer.
    write: (work) => transaction('BEGIN IMMEDIATE', work),
    close: () => {
      if (database.isOpen) database.close();
    },
  };
}

function shaped<Row>(shape: v.GenericSchema<unknown, Row>, row: unknown, path: string): Row {
  const result = v.safeParse(shape, row);
  if (result.success) return result.output;
  const at = v.getDotPath(result.issues[0]) ?? 'a row';
  throw new Problem('library-damaged', `${at} is not of the library's shape`, { details: { path } });
}

const versionShape = v.object({ user_version: v.pipe(v.number(), v.integer()) });

/** SQLite's primary result codes (sqlite.org/rescode.html); `errcode` carries the extended ones above the low byte. */
const BUSY = 5;
const LOCKED = 6;
const READONLY = 8;
const IOERR = 10;
const CORRUPT = 11;
const FULL = 13;
const CANTOPEN = 14;
const NOTADB = 26;

/** SQLite's primary result code; 0, its word for success, for what SQLite did not throw. */
function resultCode(thrown: unknown): number {
  return thrown instanceof Error && 'errcode' in thrown && typeof thrown.errcode === 'number'
    ? thrown.errcode & 0xff
    : 0;
}

function libraryProblem(thrown: unknown, path: string): unknown {
  const options = { cause: thrown, details: { path } };
  switch (resultCode(thrown)) {
    case BUSY:
    case LOCKED:
      return new Problem('library-in-use', 'another process is writing', { ...options, retryable: true });
    case FULL:
      return new Problem('disk-full', 'no room for the library', options);
    case CORRUPT:
    case NOTADB:
      return new Problem('library-damaged', 'the library is no sound database', options);
    case READONLY:
    case IOERR:
    case CANTOPEN:
      return new Problem('destination-unwritable', 'the library cannot be opened or written', options);
    default:
      return thrown;
  }
}
