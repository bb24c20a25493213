import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

const RATE = 16_000;
const BLOCK = RATE / 100;

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
    const start = performance.now();
    try {
      for (let block = 0; !this.#ended; block++) {
        const due = start + block * 10 - performance.now();
        if (due > 0) await new Promise((resolve) => setTimeout(resolve, due));
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
