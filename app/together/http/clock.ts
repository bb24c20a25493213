import { setTimeout } from 'node:timers/promises';

/** Time as the client lives by it; a test moves its own. */
export interface Clock {
  /** Whole ms from some moment; never goes back, and knows nothing of a machine's clock that is set. */
  now(): number;
  /** ms since 1970, UTC, for what the service says in dates. */
  date(): number;
  /** Settles after `ms`; rejects with the signal's reason as soon as that is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Math.round(performance.now()),
  date: () => Date.now(),
  async sleep(ms, signal) {
    try {
      await setTimeout(ms, undefined, { signal });
    } catch (failure) {
      signal.throwIfAborted();
      throw failure;
    }
  },
};
