import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

const RATE = 16_000;
const BLOCK = RATE / 100;
/** ms that are made up for at most. */
const HURRY = 50;

/** Somebody at the microphone: 10 ms every 10 ms, of what is to be said or of a room's hiss. */
export class Feed {
  readonly #pipe: FileHandle;
  readonly #line: { samples: Int16Array; said: () => void }[] = [];
  #at = 0;
  #ended = false;
  readonly #running: Promise<void>;
  /** Is it muted: nothing but zeros? */
  muted = false;

  static async open(path: string): Promise<Feed> {
    return new Feed(await open(path, constants.O_WRONLY));
  }

  private constructor(pipe: FileHandle) {
    this.#pipe = pipe;
    this.#running = this.#run();
  }

  /** Settles when it was said. */
  say(samples: Int16Array): Promise<void> {
    return new Promise((said) => this.#line.push({ samples, said }));
  }

  /** Samples so far of what is being said. */
  get spoken(): number {
    return this.#at;
  }

  /** Breaks off what is being said. */
  hush(): void {
    for (const { said } of this.#line.splice(0)) said();
    this.#at = 0;
  }

  async stop(): Promise<void> {
    this.#ended = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    let due = performance.now();
    try {
      while (!this.#ended) {
        const wait = due - performance.now();
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
        // Nobody speaks faster because nobody listened for a while.
        due = Math.max(due, performance.now() - HURRY) + 10;
        const part = this.#next();
        await this.#pipe.write(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
      }
    } catch {
      // Unplugged: nobody reads any more.
    } finally {
      await this.#pipe.close();
    }
  }

  #next(): Int16Array {
    const first = this.#line[0];
    if (!first) return this.#quiet(BLOCK);
    const part = first.samples.slice(this.#at, this.#at + BLOCK);
    this.#at += BLOCK;
    if (this.#at >= first.samples.length) {
      this.#line.shift();
      this.#at = 0;
      first.said();
    }
    if (part.length === BLOCK) return part;
    const whole = this.#quiet(BLOCK);
    whole.set(part);
    return whole;
  }

  /** Some -80 dBFS. */
  #quiet(length: number): Int16Array {
    return Int16Array.from({ length }, () => (this.muted ? 0 : Math.round((Math.random() - 0.5) * 8)));
  }
}
