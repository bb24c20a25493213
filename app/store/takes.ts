import { statSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Pcm } from '../model/pcm.ts';
import type { SpokenWord } from '../model/speech.ts';
import type { Take } from '../model/take.ts';
import type { Database } from './database.ts';
import { fileProblem, sweepTemporaries } from './files.ts';
import { spare } from './spare.ts';
import { BYTES_PER_FRAME, createSoundFile, type SoundFile } from './sound-file.ts';
import { type KeptTake, takeFiles } from './take-files.ts';
import { type ReadOptions, readTake } from './take-sound.ts';

/** A take in the making. */
export interface TakeWriter extends Omit<SoundFile, 'commit'> {
  /** Puts the take on the disk for good, where `find` finds it, with what was told of when its words are heard. */
  commit(about?: TakeNotes): Promise<Take>;
}

/** What is kept about a take besides its sound. */
export interface TakeNotes {
  words?: readonly SpokenWord[];
  /** See WaveMeter. */
  bars?: Uint8Array;
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
  /** Throws a take away for good. */
  discard(key: string): Promise<void>;
  /** All that lies on the disk. */
  list(): Promise<KeptTake[]>;
  /** Throws many away for good. */
  clear(keys: readonly string[]): Promise<void>;
  /** When each word of a take is heard; none where nobody told. */
  words(key: string): SpokenWord[];
  /** How loud it is, for a picture; null where that was not measured. */
  bars(key: string): Uint8Array | null;
  /** Takes note of it afterwards. */
  picture(key: string, bars: Uint8Array): void;
  usage(): { takes: number; bytes: number };
  /** The keys of all of them, whether or not their files are still there. */
  keys(): Set<string>;
  /** Hears of each take that comes (`there`) or is forgotten, until the returned function is called. */
  watch(listener: (key: string, there: boolean) => void): () => void;
}

/** How stale the note of a take's last use may be, in ms; to keep it exact would cost a write for every read. */
const USE_GRAIN = 60 * 60 * 1000;

const rowShape = v.object({ rate: v.number(), frames: v.number(), bytes: v.number(), used: v.number() });
const spokenWord = v.object({
  ...{ word: v.string(), start: v.number(), end: v.number() },
  ...{ from: v.number(), to: v.number() },
}) satisfies v.GenericSchema<unknown, SpokenWord>;
const wordsShape = v.object({ words: v.nullable(v.pipe(v.string(), v.parseJson(), v.array(spokenWord))) });
const barsShape = v.object({ peaks: v.nullable(v.instance(Uint8Array)) });
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
      const stale = clock() - row.used > USE_GRAIN;
      if (stale) spare(() => void database.run('UPDATE takes SET used = ? WHERE key = ?', clock(), key));
      return { key, path, rate: row.rate, frames: row.frames };
    },

    begin: async (key, rate) => {
      const path = pathOf(key);
      const file = await createSoundFile(path);
      return {
        get frames() {
          return file.frames;
        },
        write: (samples) => file.write(samples),
        read: (fromFrame) => file.read(fromFrame),
        close: () => file.close(),
        commit: async (notes = {}) => {
          // One step for every process: else two that made the same take could leave one's row with the other's file.
          await file.commit((rename) =>
            database.write(() => {
              rename();
              record(database, { key, rate, frames: file.frames }, notes, clock());
            }),
          );
          tell(key, true);
          return { key, path, rate, frames: file.frames };
        },
      };
    },

    read: (take, options) => readTake(take, options, () => forget(take.key)),

    discard: async (key) => {
      forget(key);
      await rm(pathOf(key), { force: true }).catch((cause: unknown) => {
        throw fileProblem(cause, pathOf(key));
      });
    },

    ...takeFiles({ database, root, pathOf, forgotten: (key) => tell(key, false) }),
    ...notesIn(database),

    watch(listener) {
      watchers.add(listener);
      return () => watchers.delete(listener);
    },
  };
}

function record(
  database: Database,
  { key, rate, frames }: Pick<Take, 'key' | 'rate' | 'frames'>,
  { words = [], bars }: TakeNotes,
  now: number,
): void {
  const sql = `INSERT OR REPLACE INTO takes (key, rate, frames, bytes, created, used, words, peaks)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`;
  const told = words.length > 0 ? JSON.stringify(words) : null;
  database.run(sql, key, rate, frames, frames * BYTES_PER_FRAME, now, now, told, bars ?? null);
}

/** What the rows say of takes, whether or not their files are still there. */
const notesIn = (database: Database): Pick<Takes, 'words' | 'bars' | 'picture' | 'usage' | 'keys'> => ({
  words: (key) => database.one(wordsShape, 'SELECT words FROM takes WHERE key = ?', key)?.words ?? [],
  bars: (key) => database.one(barsShape, 'SELECT peaks FROM takes WHERE key = ?', key)?.peaks ?? null,
  picture: (key, bars) => void database.run('UPDATE takes SET peaks = ? WHERE key = ?', bars, key),
  usage: () => database.one(usageShape, 'SELECT count(*) AS takes, coalesce(sum(bytes), 0) AS bytes FROM takes')!,
  keys: () => new Set(database.all(keyShape, 'SELECT key FROM takes').map(({ key }) => key)),
});

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
