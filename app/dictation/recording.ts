import { closeSync, fsyncSync, ftruncateSync, fstatSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { encode } from '../pcm/convert.ts';
import { concat } from '../pcm/frames.ts';
import { wavHeader } from '../pcm/wav-header.ts';
import { MICROPHONE_RATE } from './microphone.ts';

/** A recording that is on the disk while it is spoken. */
export interface RecordingFile {
  /** Puts sound behind what there is; it is on its way to the disk when this returns. */
  append(samples: Int16Array): void;
  /** Seconds so far. */
  readonly seconds: number;
  /** Settles when all is written and the file says how long it is. Throws what the disk refused. */
  close(): Promise<void>;
}

const HEADER = 44;
/** Bytes of a frame. */
const FRAME = 2;
/** ms between two orders to put on the disk for good what the system holds, against a power cut. */
const SYNC = 1_000;

const header = (frames: number) => wavHeader({ rate: MICROPHONE_RATE, channels: 1, frames });

/**
 * Begins a WAV whose length is not said until its end: readers take it up to the end of the file meanwhile. What was
 * appended outlives the process from the next turn of the disk on, a few ms. Throws what the disk refuses; `failed`
 * hears of it when that comes later.
 */
export async function createRecording(path: string, failed: (failure: unknown) => void): Promise<RecordingFile> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, 'wx', 0o600);
  await file.write(header(0));
  return new Growing(file, failed);
}

class Growing implements RecordingFile {
  readonly #file: FileHandle;
  readonly #failed: (failure: unknown) => void;
  #waiting: Int16Array[] = [];
  #writing: Promise<void> | null = null;
  #frames = 0;
  #synced = performance.now();
  #syncing: Promise<void> | null = null;
  #failure: unknown = null;

  constructor(file: FileHandle, failed: (failure: unknown) => void) {
    this.#file = file;
    this.#failed = failed;
  }

  get seconds(): number {
    return this.#frames / MICROPHONE_RATE;
  }

  append(samples: Int16Array): void {
    this.#frames += samples.length;
    this.#waiting.push(samples);
    this.#writing ??= this.#write().finally(() => (this.#writing = null));
  }

  async close(): Promise<void> {
    await this.#writing;
    await this.#syncing;
    try {
      if (this.#failure === null) {
        await this.#file.write(header(this.#frames), 0, HEADER, 0);
        await this.#file.sync();
      }
    } finally {
      await this.#file.close();
    }
    if (this.#failure !== null) throw this.#failure;
  }

  /** What comes while the disk is busy goes with the next order. */
  async #write(): Promise<void> {
    while (this.#waiting.length > 0 && this.#failure === null) {
      const bytes = encode(concat(this.#waiting.splice(0)), 'pcm_s16le');
      try {
        await this.#file.appendFile(bytes);
        if (performance.now() - this.#synced >= SYNC) this.#syncing ??= this.#sync();
      } catch (failure) {
        this.#fail(failure);
      }
    }
  }

  /** Beside the writing, which must not wait for it. */
  async #sync(): Promise<void> {
    await this.#file.datasync().catch((failure: unknown) => this.#fail(failure));
    this.#synced = performance.now();
    this.#syncing = null;
  }

  #fail(failure: unknown): void {
    if (this.#failure === null) this.#failed(failure);
    this.#failure ??= failure;
  }
}

/** Has a recording whose process ended before its end say how long it is; its seconds, 0 where there is nothing in it. */
export function repairRecording(path: string): number {
  const file = openSync(path, 'r+');
  try {
    const frames = Math.max(0, Math.floor((fstatSync(file).size - HEADER) / FRAME));
    ftruncateSync(file, HEADER + frames * FRAME);
    writeSync(file, header(frames), 0, HEADER, 0);
    fsyncSync(file);
    return frames / MICROPHONE_RATE;
  } finally {
    closeSync(file);
  }
}
