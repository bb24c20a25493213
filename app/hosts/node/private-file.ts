import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Problem } from '../../model/problem.ts';

/**
 * Writes a file that only its owner can read, in a folder that is made where missing. The file takes its name when it
 * is whole: at no moment can others read it, and at none is the old content gone without the new.
 * Throws the Problems `disk-full` and `destination-unwritable`.
 */
export async function writePrivateFile(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${path}.${randomUUID()}`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(temporary, content, { mode: 0o600, flag: 'wx', flush: true });
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    const code = (cause as NodeJS.ErrnoException).code === 'ENOSPC' ? 'disk-full' : 'destination-unwritable';
    throw new Problem(code, 'a private file could not be written', { cause, details: { path } });
  }
}
