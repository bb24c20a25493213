import { setTimeout } from 'node:timers/promises';

/** Time as the client lives by it; a test moves its own. */
export interface Clock {
  /** ms since 1970, UTC. */
  now(): number;
  /** Settles after `ms`; rejects with the signal's reason as soon as that is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    try {
      await setTimeout(ms, undefined, { signal });
    } catch (failure) {
      signal.throwIfAborted();
      throw failure;
    }
  },
};
