import { randomBytes } from 'node:crypto';
import { renameSync } from 'node:fs';
import { access, constants, type FileHandle, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Problem } from '../model/problem.ts';
import { isAlive } from './process.ts';

/** A file in the making, under a name of its own beside its target. */
export interface Temporary {
  /** Readable and writable. */
  readonly handle: FileHandle;
  readonly path: string;
  /**
   * Puts the file on the disk for good and gives it the target's name, in place of what was there unless that is
   * read-only; closes the handle.
   * `around` may do something in the same turn as the renaming. Where it fails, the file is discarded.
   */
  commit(around?: (rename: () => void) => void): Promise<void>;
  /** Closes and removes the file; after a commit, and a second time, it does nothing. */
  discard(): Promise<void>;
}

/** A left-over older than this is nobody's, in ms. */
const STALE_AFTER = 24 * 60 * 60 * 1000;
const TEMPORARY_NAME = /^\..*\.(\d+)\.[0-9a-f]{12}\.part$/;
/** Characters of the target's name in the temporary one; a file name may have 255 bytes, a character up to 3 of them. */
const NAME_KEPT = 60;

/**
 * Begins a file that appears under its name only when whole: `.<name>.<pid>.<random>.part` until then. The folder is
 * made where missing. Throws the Problems `disk-full` and `destination-unwritable`.
 */
export async function createTemporary(target: string): Promise<Temporary> {
  const folder = dirname(target);
  const unique = `${process.pid}.${randomBytes(6).toString('hex')}`;
  const path = join(folder, `.${basename(target).slice(0, NAME_KEPT)}.${unique}.part`);
  const handle = await opened(folder, path, target);
  let committed = false;

  const discard = async () => {
    await handle.close();
    // In a folder that has become read-only it stays, until an export that may write there sweeps it out.
    if (!committed) await rm(path, { force: true }).catch(() => undefined);
  };
  const commit = async (around = (rename: () => void) => rename()) => {
    try {
      await handle.sync();
      await handle.close();
      await mayReplace(target);
      around(() => renameSync(path, target));
      committed = true;
    } catch (thrown) {
      await discard();
      throw fileProblem(thrown, target);
    }
    await syncFolder(folder);
  };
  return { handle, path, commit, discard };
}

/** Removes what dead processes left half written in a folder, and whatever is older than a day; tells how many. */
export async function sweepTemporaries(folder: string, now: number): Promise<number> {
  let removed = 0;
  for (const name of await readdir(folder)) {
    const [, pid] = TEMPORARY_NAME.exec(name) ?? [];
    if (pid === undefined) continue;
    const path = join(folder, name);
    const modified = await stat(path).then(
      (found) => found.mtimeMs,
      () => null,
    );
    if (modified === null || (isAlive(Number(pid)) && now - modified < STALE_AFTER)) continue;
    await rm(path, { force: true });
    removed++;
  }
  return removed;
}

/**
 * Renaming asks nothing of the file in its way (POSIX), so it is asked here: what somebody made read-only is not
 * replaced. Throws what the disk throws.
 */
export async function mayReplace(target: string): Promise<void> {
  await access(target, constants.W_OK).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code !== 'ENOENT') throw thrown;
  });
}

/** A failed file operation as a Problem that names the path; what is no file operation stays as it is. */
export function fileProblem(thrown: unknown, path: string): unknown {
  if (!(thrown instanceof Error) || thrown instanceof Problem || !('syscall' in thrown)) return thrown;
  const options = { cause: thrown, details: { path } };
  const { code } = thrown as NodeJS.ErrnoException;
  return code === 'ENOSPC' || code === 'EDQUOT'
    ? new Problem('disk-full', 'no room on the disk', options)
    : new Problem('destination-unwritable', `${code ?? 'a failure'} while writing a file`, options);
}

async function opened(folder: string, path: string, target: string): Promise<FileHandle> {
  try {
    await mkdir(folder, { recursive: true });
    return await open(path, 'wx+');
  } catch (thrown) {
    throw fileProblem(thrown, target);
  }
}

/** So that the new name itself survives a power cut. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {
    // Windows and some network drives do not sync folders; the file is there and whole either way.
  }
}
