import type { FileHandle } from 'node:fs/promises';
import { createTemporary, fileProblem } from '../../store/files.ts';
import { digestOf, recordedFirst } from '../finished.ts';

/**
 * Writes a file whole or not at all; `record` notes it just before it appears. Throws `disk-full`,
 * `destination-unwritable`, what `write` throws, and AbortError.
 */
export async function writeWhole(
  path: string,
  write: (handle: FileHandle) => Promise<void>,
  signal: AbortSignal,
  record: (digest: { size: number; sha256: string }) => void,
): Promise<void> {
  const temporary = await createTemporary(path);
  try {
    await write(temporary.handle);
    const digest = await digestOf(temporary.handle, signal);
    await temporary.commit(recordedFirst(() => record(digest)));
  } catch (thrown) {
    throw fileProblem(thrown, path);
  } finally {
    await temporary.discard();
  }
}
