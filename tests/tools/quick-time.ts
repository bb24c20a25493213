import type { Clock } from '../../app/together/http/clock.ts';

/**
 * Time that passes quickly, and tick by tick: half a second is soon over, and a machine that has no time for us makes
 * nobody late.
 */
export class QuickTime implements Clock {
  #now = Date.parse('Sat, 21 Nov 2026 10:00:00 GMT');
  #timer: NodeJS.Timeout | undefined;
  readonly #sleepers = new Map<object, { at: number; wake: () => void }>();
  readonly #tickLength: number;

  /** ms of its own that pass in a tick, which takes a real one at least. */
  constructor(tick = 50) {
    this.#tickLength = tick;
  }

  now(): number {
    return this.#now;
  }

  date(): number {
    return this.#now;
  }

  get sleepers(): number {
    return this.#sleepers.size;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const sleeper = {};
      const end = (settle: () => void) => () => {
        this.#sleepers.delete(sleeper);
        if (this.#sleepers.size === 0) clearInterval(this.#timer);
        signal.removeEventListener('abort', abort);
        settle();
      };
      const abort = end(() => reject(signal.reason));
      signal.addEventListener('abort', abort, { once: true });
      this.#sleepers.set(sleeper, { at: this.#now + ms, wake: end(resolve) });
      if (this.#sleepers.size === 1) this.#timer = setInterval(() => this.#tick(), 1);
    });
  }

  #tick(): void {
    this.#now += this.#tickLength;
    for (const { at, wake } of this.#sleepers.values()) if (at <= this.#now) wake();
  }
}
