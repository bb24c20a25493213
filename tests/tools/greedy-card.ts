import { constants, openSync, closeSync, readSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Recording } from './recording.ts';
import { RIG_RATE, type Rig } from './rig.ts';

/** Bytes that it asks for at once: 43 ms of sound. PulseAudio gives it twice as much, and twice as seldom. */
const BLOCK = 2_048;
const EVERY = 5;

/**
 * A card beside a rig's own that takes much sound at once, whatever a player would like, as those behind a network and
 * some headphones do. Whoever plays on it has PULSE_SINK in their environment.
 */
export class GreedyCard {
  readonly recording = new Recording(RIG_RATE);
  readonly #folder: string;
  readonly #pipe: number;
  readonly #timer: NodeJS.Timeout;

  static async in(rig: Rig): Promise<GreedyCard> {
    const folder = await mkdtemp(join(tmpdir(), 'lectern-card-'));
    const shape = [`rate=${RIG_RATE}`, 'channels=1', 'format=s16le'];
    rig.control('load-module', 'module-pipe-sink', 'sink_name=greedy', `file=${join(folder, 'sink')}`, ...shape);
    return new GreedyCard(folder);
  }

  private constructor(folder: string) {
    this.#folder = folder;
    this.#pipe = openSync(join(folder, 'sink'), constants.O_RDONLY | constants.O_NONBLOCK);
    const start = performance.now();
    let taken = 0;
    // The pipe has no clock of its own: whoever reads it is the clock.
    this.#timer = setInterval(() => {
      const due = Math.floor(((performance.now() - start) * RIG_RATE) / 1_000) * 2;
      while (taken + BLOCK <= due) {
        const size = this.#take();
        if (size === 0) return;
        taken += size;
      }
    }, EVERY);
  }

  /** Bytes. */
  #take(): number {
    const block = Buffer.alloc(BLOCK);
    try {
      const size = readSync(this.#pipe, block);
      this.recording.append(block.subarray(0, size));
      return size;
    } catch {
      // There is none yet.
      return 0;
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    closeSync(this.#pipe);
    await rm(this.#folder, { recursive: true, force: true });
  }
}
