import { open, stat } from 'node:fs/promises';
import { Problem } from '../model/problem.ts';
import type { Limits } from './limits.ts';

/**
 * Looks at a file before anybody reads it. Throws `file-not-found`, `file-unreadable` (also for folders, pipes and
 * devices, which could keep a reader waiting forever), `file-empty`, `file-too-large`.
 */
export async function checkFile(path: string, { fileBytes }: Limits): Promise<void> {
  const status = await stat(path).catch(refuse);
  if (!status.isFile()) throw new Problem('file-unreadable', 'not a regular file');
  if (status.size === 0) throw new Problem('file-empty', 'the file has no bytes');
  if (status.size > fileBytes) throw tooLarge(fileBytes);
}

/** The first `most` bytes of a file, or all where it is shorter, and whether there are more. */
export async function readStart(path: string, most: number): Promise<{ bytes: Uint8Array; whole: boolean }> {
  const file = await open(path).catch(refuse);
  try {
    const { size } = await file.stat();
    const buffer = new Uint8Array(Math.min(size, most));
    let length = 0;
    while (length < buffer.length) {
      const { bytesRead } = await file.read(buffer, length, buffer.length - length, length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return { bytes: buffer.subarray(0, length), whole: size <= most };
  } catch (thrown) {
    return refuse(thrown);
  } finally {
    await file.close();
  }
}

export function tooLarge(most: number): Problem {
  return new Problem('file-too-large', 'the file is too large', { details: { most } });
}

function refuse(cause: unknown): never {
  const code = cause instanceof Error && 'code' in cause ? cause.code : null;
  const missing = code === 'ENOENT' || code === 'ENOTDIR';
  throw new Problem(missing ? 'file-not-found' : 'file-unreadable', 'the file can not be read', { cause });
}
