import { readdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as v from 'valibot';
import { TAKE_RATE } from '../model/pcm.ts';
import type { Database } from './database.ts';
import { fileProblem } from './files.ts';
import { BYTES_PER_FRAME } from './sound-file.ts';

/** A take that lies on the disk. */
export interface KeptTake {
  key: string;
  bytes: number;
  seconds: number;
  /** When it was made or read last, in ms since 1970; it may have been read up to an hour later. */
  used: number;
}

interface Needs {
  database: Database;
  /** Folder of the folders of takes. */
  root: string;
  pathOf: (key: string) => string;
  /** A take has gone. */
  forgotten: (key: string) => void;
}

const rowShape = v.object({ key: v.string(), bytes: v.number(), seconds: v.number(), used: v.number() });
/** Takes that go in one step: a write for each would take as long as the disk needs to sync, one for all lock others out. */
const AT_A_TIME = 200;

/** All takes at once, to see what they take and to make room. */
export function takeFiles({ database, root, pathOf, forgotten }: Needs) {
  return {
    /** Those of the rows, and files that no row knows any more. */
    async list(): Promise<KeptTake[]> {
      const rows = database.all(rowShape, 'SELECT key, bytes, CAST(frames AS REAL) / rate AS seconds, used FROM takes');
      const known = new Set(rows.map(({ key }) => key));
      const files = (await Promise.all((await namesIn(root)).map((folder) => namesIn(join(root, folder))))).flat();
      const strays = files.filter((name) => /^[0-9a-f]{64}\.pcm$/.test(name)).map((name) => basename(name, '.pcm'));
      const found = strays.filter((key) => !known.has(key)).map((key) => stray(key, pathOf(key)));
      return [...rows, ...(await Promise.all(found)).filter((take) => take !== null)];
    },

    async clear(keys: readonly string[]): Promise<void> {
      for (let from = 0; from < keys.length; from += AT_A_TIME) {
        const some = keys.slice(from, from + AT_A_TIME);
        database.write(() => some.forEach((key) => database.run('DELETE FROM takes WHERE key = ?', key)));
        some.forEach(forgotten);
        await Promise.all(some.map((key) => removed(pathOf(key))));
      }
    },
  };
}

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

async function stray(key: string, path: string): Promise<KeptTake | null> {
  const found = await stat(path).catch(() => null);
  const seconds = (found?.size ?? 0) / BYTES_PER_FRAME / TAKE_RATE;
  return found && { key, bytes: found.size, seconds, used: found.mtimeMs };
}

const removed = (path: string) =>
  rm(path, { force: true }).catch((cause: unknown) => {
    throw fileProblem(cause, path);
  });
