import { statSync } from 'node:fs';
import { mkdir, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Pcm } from '../model/pcm.ts';
import { Problem } from '../model/problem.ts';
import type { Take } from '../model/take.ts';
import type { Database } from './database.ts';
import { fileProblem, sweepTemporaries } from './files.ts';
import { BLOCK_FRAMES, BYTES_PER_FRAME, createSoundFile, readFrames, type SoundFile } from './sound-file.ts';

/** A take in the making. */
export interface TakeWriter extends Omit<SoundFile, 'commit'> {
  /** Puts the take on the disk for good, where `find` finds it. */
  commit(): Promise<Take>;
}

export interface ReadOptions {
  fromFrame?: number;
  signal?: AbortSignal;
}

/** What was bought once and need not be bought again. */
export interface Takes {
  /** The take of a key, or null; a file that is missing or of the wrong length is forgotten. */
  find(key: string): Take | null;
  /** Begins a take; it can be found once committed, and is gone where closed before. Throws as `createTemporary` does. */
  begin(key: string, rate: number): Promise<TakeWriter>;
  /**
   * A take's sound in blocks of 64 KiB at most, each an array of its own. Throws `library-damaged`, retryable, where
   * the file has gone or been cut since it was found: the take is then forgotten and may be made again.
   */
  read(take: Take, options?: ReadOptions): AsyncGenerator<Pcm, void, undefined>;
  usage(): { takes: number; bytes: number };
  /** The keys of all of them, whether or not their files are still there. */
  keys(): Set<string>;
  /** Hears of each take that comes (`there`) or is forgotten, until the returned function is called. */
  watch(listener: (key: string, there: boolean) => void): () => void;
}

/** How stale the note of a take's last use may be, in ms; to keep it exact would cost a write for every read. */
const USE_GRAIN = 60 * 60 * 1000;

const rowShape = v.object({ rate: v.number(), frames: v.number(), bytes: v.number(), used: v.number() });
const keyShape = v.object({ key: v.string() });
const usageShape = v.object({ takes: v.number(), bytes: v.number() });

/**
 * The takes below `<folder>/takes`, in files named by their key, with a row each in the database. Sweeps out what
 * dead processes left half written. `clock` tells the ms since 1970.
 */
export async function openTakes(database: Database, folder: string, clock: () => number): Promise<Takes> {
  const root = join(folder, 'takes');
  await sweep(root, clock());
  const pathOf = (key: string) => join(root, key.slice(0, 2), `${key}.pcm`);
  const watchers = new Set<(key: string, there: boolean) => void>();
  const tell = (key: string, there: boolean) => watchers.forEach((watcher) => watcher(key, there));
  const forget = (key: string) => {
    database.run('DELETE FROM takes WHERE key = ?', key);
    tell(key, false);
  };

  return {
    find: (key) => {
      const row = database.one(rowShape, 'SELECT rate, frames, bytes, used FROM takes WHERE key = ?', key);
      if (!row) return null;
      const path = pathOf(key);
      if (sizeOf(path) !== row.bytes) {
        forget(key);
        return null;
      }
      if (clock() - row.used > USE_GRAIN) database.run('UPDATE takes SET used = ? WHERE key = ?', clock(), key);
      return { key, path, rate: row.rate, frames: row.frames };
    },

    begin: async (key, rate) => {
      const path = pathOf(key);
      const file = await createSoundFile(path);
      const record = () => {
        const sql = 'INSERT OR REPLACE INTO takes (key, rate, frames, bytes, created, used) VALUES (?, ?, ?, ?, ?, ?)';
        database.run(sql, key, rate, file.frames, file.frames * BYTES_PER_FRAME, clock(), clock());
      };
      return {
        get frames() {
          return file.frames;
        },
        write: (samples) => file.write(samples),
        read: (fromFrame) => file.read(fromFrame),
        close: () => file.close(),
        commit: async () => {
          // One step for every process: else two that made the same take could leave one's row with the other's file.
          await file.commit((rename) =>
            database.write(() => {
              rename();
              record();
            }),
          );
          tell(key, true);
          return { key, path, rate, frames: file.frames };
        },
      };
    },

    read: (take, options) => readTake(take, options, () => forget(take.key)),

    usage: () => database.one(usageShape, 'SELECT count(*) AS takes, coalesce(sum(bytes), 0) AS bytes FROM takes')!,

    keys: () => new Set(database.all(keyShape, 'SELECT key FROM takes').map(({ key }) => key)),

    watch(listener) {
      watchers.add(listener);
      return () => watchers.delete(listener);
    },
  };
}

async function* readTake(
  take: Take,
  { fromFrame = 0, signal }: ReadOptions = {},
  forget: () => void,
): AsyncGenerator<Pcm, void, undefined> {
  signal?.throwIfAborted();
  const damaged = (cause?: unknown) => {
    forget();
    return new Problem('library-damaged', 'a take has gone or is cut short', { retryable: true, cause });
  };
  const handle = await open(take.path, 'r').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') throw damaged(cause);
    throw new Problem('file-unreadable', 'a take cannot be opened', { cause, details: { path: take.path } });
  });
  try {
    for (let frame = fromFrame; frame < take.frames;) {
      signal?.throwIfAborted();
      const samples = await readFrames(handle, frame, Math.min(BLOCK_FRAMES, take.frames - frame));
      if (samples.length === 0) throw damaged();
      yield { rate: take.rate, channels: 1, samples };
      frame += samples.length;
    }
  } finally {
    await handle.close();
  }
}

/** Bytes; null for what is not there or out of reach. */
function sizeOf(path: string): number | null {
  try {
    return statSync(path, { throwIfNoEntry: false })?.size ?? null;
  } catch {
    return null;
  }
}

async function sweep(root: string, now: number): Promise<void> {
  try {
    await mkdir(root, { recursive: true });
    for (const entry of await readdir(root, { withFileTypes: true })) {
      if (entry.isDirectory()) await sweepTemporaries(join(root, entry.name), now);
    }
  } catch (thrown) {
    throw fileProblem(thrown, root);
  }
}
