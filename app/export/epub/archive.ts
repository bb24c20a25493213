import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { Problem } from '../../model/problem.ts';
import { type GrowingFile, growingFile } from '../encode/growing-file.ts';

/** A file to be put into an archive: what it holds, or where that lies on the disk. */
export type Entry = { name: string } & ({ data: string | Uint8Array } | { path: string });

/** What a ZIP file without extensions can count. */
const MOST_BYTES = 0xffff_ffff;
/** The first day that a ZIP file knows: the same book is the same file. */
const FIRST_DAY = 0x21;
const UTF_8_NAMES = 0x800;
/** Of the format's version 2.0. */
const VERSION = 20;
const BLOCK_BYTES = 1024 * 1024;

/**
 * A ZIP archive of entries as they are, in their order, as EPUB's container wants it: sound does not get smaller by
 * another compression, and text is the least of it. Throws `export-settings` beyond 4 GB, AbortError, and what the disk
 * throws. `handle` is an empty file, open for writing.
 */
export async function writeArchive(handle: FileHandle, entries: readonly Entry[], signal: AbortSignal): Promise<void> {
  const file = growingFile(handle);
  const directory: Buffer[] = [];
  for (const entry of entries) {
    const offset = file.length;
    const name = Buffer.from(entry.name);
    file.push(Buffer.concat([Buffer.from('PK\x03\x04'), common(name.length, 0, 0), name]));
    const { size, crc } = await body(file, entry, signal);
    if (file.length > MOST_BYTES) throw tooLarge();
    const head = common(name.length, size, crc);
    await file.mend(head, offset + 4);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([VERSION, 0]), head, tail, name]));
  }
  const offset = file.length;
  for (const part of directory) file.push(part);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(file.length - offset, 12);
  end.writeUInt32LE(offset, 16);
  file.push(end);
  await file.flush();
}

/** What is said of an entry both before it and in the directory. */
function common(nameBytes: number, size: number, crc: number): Buffer {
  const bytes = Buffer.alloc(26);
  bytes.writeUInt16LE(VERSION, 0);
  bytes.writeUInt16LE(UTF_8_NAMES, 2);
  bytes.writeUInt16LE(FIRST_DAY, 8);
  bytes.writeUInt32LE(crc, 10);
  bytes.writeUInt32LE(size, 14);
  bytes.writeUInt32LE(size, 18);
  bytes.writeUInt16LE(nameBytes, 22);
  return bytes;
}

async function body(file: GrowingFile, entry: Entry, signal: AbortSignal): Promise<{ size: number; crc: number }> {
  let [size, crc] = [0, 0];
  const push = async (bytes: Uint8Array) => {
    signal.throwIfAborted();
    size += bytes.length;
    crc = crc32(bytes, crc);
    file.push(bytes);
    await file.drain();
    if (file.length > MOST_BYTES) throw tooLarge();
  };
  if ('data' in entry) {
    await push(Buffer.from(entry.data));
    return { size, crc };
  }
  const source = await open(entry.path, 'r');
  try {
    for await (const chunk of source.createReadStream({ highWaterMark: BLOCK_BYTES, autoClose: false })) {
      await push(chunk as Uint8Array);
    }
  } finally {
    await source.close();
  }
  return { size, crc };
}

const tooLarge = () =>
  new Problem('export-settings', 'an EPUB beyond 4 GB', { details: { setting: 'epub', allowed: 'less than 4 GB' } });
