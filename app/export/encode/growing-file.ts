import type { FileHandle } from 'node:fs/promises';

/** Bytes that are gathered before they are written, so that a packet of 288 bytes does not cost a write each. */
const WRITE_BYTES = 256 * 1024;

/** A file that is written from its start to its end, and then mended in places. */
export interface GrowingFile {
  /** Bytes so far, written or gathered. */
  readonly length: number;
  /** Puts bytes at the end; they are the file's from now on. */
  push(bytes: Uint8Array): void;
  /** Settles when no more than a little is gathered. Throws what the disk throws. */
  drain(): Promise<void>;
  /** Writes bytes over what was pushed before, all of which is on the disk then. */
  mend(bytes: Uint8Array, position: number): Promise<void>;
  /** Writes all that is gathered. */
  flush(): Promise<void>;
}

/** `handle` is an empty file, open for writing; it stays open. */
export function growingFile(handle: FileHandle): GrowingFile {
  let gathered: Uint8Array[] = [];
  let waiting = 0;
  let written = 0;

  const flush = async () => {
    const bytes = Buffer.concat(gathered);
    gathered = [];
    waiting = 0;
    await writeAt(handle, bytes, written);
    written += bytes.length;
  };
  return {
    get length() {
      return written + waiting;
    },
    push(bytes) {
      gathered.push(bytes);
      waiting += bytes.length;
    },
    drain: async () => {
      if (waiting >= WRITE_BYTES) await flush();
    },
    mend: async (bytes, position) => {
      await flush();
      await writeAt(handle, bytes, position);
    },
    flush,
  };
}

/** One call may write less than all, as the disk fills up. */
async function writeAt(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    at += (await handle.write(bytes, at, bytes.length - at, position + at)).bytesWritten;
  }
}
