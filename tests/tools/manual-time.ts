import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../app/together/http/clock.ts';

interface Sleeper {
  at: number;
  wake(): void;
}

/** Time of the client that stands until the test moves it. */
export class ManualTime implements Clock {
  #now = Date.parse('Sat, 21 Nov 2026 10:00:00 GMT');
  readonly #sleepers = new Set<Sleeper>();

  now(): number {
    return this.#now;
  }

  date(): number {
    return this.#now;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void) => () => {
        this.#sleepers.delete(sleeper);
        signal.removeEventListener('abort', abort);
        settle();
      };
      const sleeper = { at: this.#now + ms, wake: end(resolve) };
      const abort = end(() => reject(signal.reason));
      if (signal.aborted) return reject(signal.reason);
      signal.addEventListener('abort', abort, { once: true });
      this.#sleepers.add(sleeper);
    });
  }

  /** How many wait. */
  get sleepers(): number {
    return this.#sleepers.size;
  }

  /** Lets `ms` pass; whoever falls due meanwhile wakes at its time, and does what follows from it. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      await turn();
      const due = [...this.#sleepers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.#now = Math.max(this.#now, due.at);
      due.wake();
    }
    this.#now = end;
    await turn();
  }
}
