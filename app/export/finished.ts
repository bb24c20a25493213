import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { ExportedFile, Exports } from '../store/exports.ts';
import { createTemporary, fileProblem } from '../store/files.ts';

/** Bytes read and hashed at a time: 3 ms of the event loop at the 390 MB/s measured without SHA instructions. */
const BLOCK_BYTES = 1024 * 1024;

/** Size in bytes and SHA-256, in hex, of all that a handle's file holds. Throws AbortError, and what the disk throws. */
export async function digestOf(
  handle: FileHandle,
  signal: AbortSignal,
  sink: (block: Uint8Array) => Promise<void> = async () => {},
): Promise<Pick<ExportedFile, 'size' | 'sha256'>> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const block of blocksOf(handle)) {
    signal.throwIfAborted();
    hash.update(block);
    size += block.length;
    await sink(block);
  }
  return { size, sha256: hash.digest('hex') };
}

/**
 * Sees to it that a file which some export already wrote by this very recipe stands at `out`: it does so already, or
 * it is copied from where it stands. Only files that are byte for byte what was written count. Answers null, with
 * `out` untouched, where there is none. Throws `disk-full`, `destination-unwritable` and AbortError.
 */
export async function reuse(
  recipe: string,
  out: string,
  exports: Exports,
  signal: AbortSignal,
): Promise<ExportedFile | null> {
  const known = exports.find(recipe);
  const here = known.find(({ path }) => path === out);
  if (here && (await isIntact(here, signal))) return here;
  for (const file of known) {
    if (file.path === out) continue;
    const copy = { ...file, path: out };
    if (await copied(file, out, signal, () => exports.record(recipe, copy))) return copy;
  }
  return null;
}

async function isIntact(file: ExportedFile, signal: AbortSignal): Promise<boolean> {
  const handle = await openSame(file);
  if (!handle) return false;
  try {
    return (await digestOf(handle, signal)).sha256 === file.sha256;
  } finally {
    await handle.close();
  }
}

/** What is hashed is what is written, so a source that changes meanwhile cannot slip through. */
async function copied(file: ExportedFile, out: string, signal: AbortSignal, record: () => void): Promise<boolean> {
  const source = await openSame(file);
  if (!source) return false;
  try {
    const temporary = await createTemporary(out);
    try {
      const { sha256 } = await digestOf(source, signal, (block) => temporary.handle.writeFile(block));
      if (sha256 !== file.sha256) return false;
      await temporary.commit(recordedFirst(record));
      return true;
    } catch (thrown) {
      throw fileProblem(thrown, out);
    } finally {
      await temporary.discard();
    }
  } finally {
    await source.close();
  }
}

/** The file, opened, where it is there and has the size that it had. */
async function openSame({ path, size }: ExportedFile): Promise<FileHandle | null> {
  const handle = await open(path, 'r').catch(() => null);
  const found = await handle?.stat();
  if (found?.isFile() && found.size === size) return handle;
  await handle?.close();
  return null;
}

/** The file from its start. A block is overwritten by the next but one, which is read while this one is looked at. */
async function* blocksOf(handle: FileHandle): AsyncGenerator<Uint8Array, void, undefined> {
  const [first, second] = [new Uint8Array(BLOCK_BYTES), new Uint8Array(BLOCK_BYTES)];
  let position = 0;
  let pending = handle.read(first, 0, BLOCK_BYTES, position);
  try {
    for (;;) {
      const { bytesRead, buffer } = await pending;
      if (bytesRead === 0) return;
      position += bytesRead;
      pending = handle.read(buffer === first ? second : first, 0, BLOCK_BYTES, position);
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await pending.catch(() => undefined);
  }
}

/**
 * What is killed between the two leaves a note without its file, which harms nobody; a file without its note would be
 * taken for a stranger's.
 */
export const recordedFirst = (record: () => void) => (rename: () => void) => {
  record();
  rename();
};
