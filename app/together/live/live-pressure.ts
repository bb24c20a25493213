import type { ContextWatch } from './live-context.ts';

export interface LivePressureOptions {
  pause(): void;
  /** `ms`: how long it was paused. */
  resume(ms: number): void;
  now(): number;
}

/** Bytes that may wait for slow consumers: 87 s of speech. Reading goes on when a quarter is left. */
const MOST = 4 * 1024 * 1024;
const LITTLE = MOST / 4;

/**
 * Decides whether a socket is read on: not while a lot of sound waits to be fetched, unless somebody waits for sound
 * that has not come. Without that exception, somebody who hears one text after the other would wait for the first
 * for ever, once enough of the second is there. What may pile up then is bounded by the texts that were asked for.
 */
export class LivePressure implements ContextWatch {
  readonly #options: LivePressureOptions;
  #bytes = 0;
  #hungry = 0;
  #since: number | null = null;
  #ended = false;

  constructor(options: LivePressureOptions) {
    this.#options = options;
  }

  get paused(): boolean {
    return this.#since !== null;
  }

  weigh(bytes: number): void {
    this.#bytes += bytes;
    this.#balance();
  }

  hunger(hungry: boolean): void {
    this.#hungry += hungry ? 1 : -1;
    this.#balance();
  }

  /** The socket is gone. */
  end(): void {
    this.#ended = true;
  }

  #balance(): void {
    if (this.#ended) return;
    const { pause, resume, now } = this.#options;
    if (this.#since === null && this.#bytes > MOST && this.#hungry === 0) {
      this.#since = now();
      pause();
    } else if (this.#since !== null && (this.#bytes < LITTLE || this.#hungry > 0)) {
      const ms = now() - this.#since;
      this.#since = null;
      resume(ms);
    }
  }
}
