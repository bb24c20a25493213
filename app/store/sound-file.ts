import { type FileHandle, open } from 'node:fs/promises';
import { Problem } from '../model/problem.ts';
import { createTemporary, fileProblem, type Temporary } from './files.ts';

/** Mono pcm_s16le. The samples are stored as they lie in memory: every machine that Lectern runs on is little-endian. */
export const BYTES_PER_FRAME = 2;
/** What is read at a time, 64 KiB: 1.4 s at 24,000 Hz. */
export const BLOCK_FRAMES = 32_768;

/** A file of sound that is read while it grows. Throws the Problems `disk-full` and `destination-unwritable`. */
export interface SoundFile {
  /** Frames that may be read by now. */
  readonly frames: number;
  write(samples: Int16Array): Promise<void>;
  /** Up to 64 KiB of what was written, in an array of its own; none where nothing is yet. Works until `close`. */
  read(fromFrame: number): Promise<Int16Array>;
  /** Gives the file its name for good, as `createTemporary` does. */
  commit(around: (rename: () => void) => void): Promise<void>;
  /** Ends reading; what was not committed is gone. */
  close(): Promise<void>;
}

export async function createSoundFile(target: string): Promise<SoundFile> {
  const temporary = await createTemporary(target);
  try {
    // A handle of its own, since readers who lag behind go on reading while the commit closes the other.
    return soundFile(temporary, await open(temporary.path, 'r'), target);
  } catch (thrown) {
    await temporary.discard();
    throw fileProblem(thrown, target);
  }
}

function soundFile(temporary: Temporary, reader: FileHandle, target: string): SoundFile {
  let frames = 0;
  return {
    get frames() {
      return frames;
    },
    write: async (samples) => {
      await writeFrames(temporary.handle, samples, frames).catch((thrown: unknown) => {
        throw fileProblem(thrown, target);
      });
      frames += samples.length;
    },
    read: (fromFrame) => readFrames(reader, fromFrame, Math.min(BLOCK_FRAMES, frames - fromFrame)),
    commit: (around) => temporary.commit(around),
    close: async () => {
      await reader.close();
      await temporary.discard();
    },
  };
}

/** The frames that lie in a file from a place on, fewer at its end. Throws the Problem `file-unreadable`. */
export async function readFrames(handle: FileHandle, fromFrame: number, count: number): Promise<Int16Array> {
  const samples = new Int16Array(count);
  const bytes = new Uint8Array(samples.buffer);
  const start = fromFrame * BYTES_PER_FRAME;
  let filled = 0;
  try {
    while (filled < bytes.length) {
      const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, start + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
  } catch (cause) {
    throw new Problem('file-unreadable', 'a take cannot be read', { cause });
  }
  return samples.subarray(0, Math.floor(filled / BYTES_PER_FRAME));
}

/** One call may write less than all, as the disk fills up. */
async function writeFrames(handle: FileHandle, samples: Int16Array, atFrame: number): Promise<void> {
  const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  const start = atFrame * BYTES_PER_FRAME;
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, written, bytes.length - written, start + written);
    written += bytesWritten;
  }
}
