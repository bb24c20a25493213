import * as v from 'valibot';
import type { Database } from './database.ts';

/** A file that an export finished. */
export interface ExportedFile {
  path: string;
  /** Bytes. */
  size: number;
  /** SHA-256 of the file, in hex. */
  sha256: string;
  /** Length of the sound. */
  seconds: number;
  /** What was measured of it, as JSON; null where it is no sound, or was written before anything was. */
  report: string | null;
}

/** Which sound was written where: what makes an unchanged export cost nothing. */
export interface Exports {
  /** Files written by a recipe (a hash over all that decides their bytes), newest first. They may have gone since. */
  find(recipe: string): ExportedFile[];
  /** Notes a finished file; what was known of its path before is forgotten. */
  record(recipe: string, file: ExportedFile): void;
}

const fileShape = v.object({
  path: v.string(),
  size: v.number(),
  sha256: v.string(),
  seconds: v.number(),
  report: v.nullable(v.string()),
}) satisfies v.GenericSchema<unknown, ExportedFile>;

/** The finished exports in a database; `clock` tells the ms since 1970. */
export function createExports(database: Database, clock: () => number): Exports {
  return {
    find: (recipe) =>
      database.all(
        fileShape,
        'SELECT path, size, sha256, seconds, report FROM exports WHERE recipe = ? ORDER BY created DESC, rowid DESC',
        recipe,
      ),
    record: (recipe, { path, size, sha256, seconds, report }) => {
      database.run(
        `INSERT OR REPLACE INTO exports (path, recipe, size, sha256, seconds, report, created) VALUES (?, ?, ?, ?, ?, ?, ?)`,
        path,
        recipe,
        size,
        sha256,
        seconds,
        report,
        clock(),
      );
    },
  };
}
