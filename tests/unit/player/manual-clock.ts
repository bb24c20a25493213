import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../../app/player/clock.ts';

/** A clock that stands until the test moves it. */
export class ManualClock implements Clock {
  #now = 0;
  #due: { at: number; call: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, call: () => void): () => void {
    const entry = { at: this.#now + ms, call };
    this.#due.push(entry);
    return () => {
      this.#due = this.#due.filter((other) => other !== entry);
    };
  }

  /** Lets `ms` pass; whatever falls due meanwhile happens at its time, and all that follows from it. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await turn();
    for (;;) {
      const entry = this.#due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!entry) break;
      this.#due = this.#due.filter((other) => other !== entry);
      this.#now = Math.max(this.#now, entry.at);
      entry.call();
      await turn();
    }
    this.#now = end;
    await turn();
  }
}
