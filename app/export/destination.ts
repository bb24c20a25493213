import { access, constants, rmdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Problem } from '../model/problem.ts';
import type { Exports } from '../store/exports.ts';
import { fileProblem, mayReplace, sweepTemporaries } from '../store/files.ts';

/** A place for a file, and the recipe by which it would be made. */
export interface Target {
  path: string;
  recipe: string;
}

/** All, none, or only the one under the very name that a person chose: what they were asked about. */
export type Replace = boolean | 'named';

export interface Destination {
  /** The folder that has to be there; those below it are made. */
  base: string;
  targets: readonly Target[];
  /** The name that a person chose. */
  named: string;
  /** Which other files may be replaced? Those of the very same recipe always may. */
  replace: Replace;
}

/**
 * Makes sure that files may be put at their places before any money is spent on them, and clears their folders of what
 * exports that were killed left there. `now` in ms since 1970. Throws `destination-unwritable` and `file-exists`.
 */
export async function prepareDestination(
  { base, targets, named, replace }: Destination,
  exports: Exports,
  now: number,
) {
  const folders = [...new Set([base, ...targets.map(({ path }) => dirname(path))])];
  for (const folder of folders) {
    await access(folder, constants.W_OK).catch((thrown: NodeJS.ErrnoException) => {
      if (folder === base || thrown.code !== 'ENOENT') throw fileProblem(thrown, targets[0]!.path);
    });
  }
  for (const { path, recipe } of targets) {
    const found = await stat(path).catch(() => null);
    if (found && !found.isFile()) {
      throw new Problem('destination-unwritable', 'the target is no file', { details: { path } });
    }
    const own = exports.find(recipe).some((file) => file.path === path);
    const allowed = own || replace === true || (replace === 'named' && path === named);
    if (found && !allowed) throw new Problem('file-exists', 'another file is there', { details: { path } });
    // Its own one may stand there whole, and then stays as it is.
    if (!own) {
      await mayReplace(path).catch((thrown: unknown) => {
        throw fileProblem(thrown, path);
      });
    }
  }
  // Housekeeping: a folder that may be written but not listed is no reason to refuse.
  for (const folder of folders) await sweepTemporaries(folder, now).catch(() => 0);
}

/** Takes away the folders that stayed empty after an export that came to nothing; never `base`. */
export async function leaveNoEmptyFolders({ base, targets }: Pick<Destination, 'base' | 'targets'>): Promise<void> {
  const folders = [...new Set(targets.map(({ path }) => dirname(path)))].filter((folder) => folder !== base);
  for (const folder of folders) await rmdir(folder).catch(() => undefined);
}
