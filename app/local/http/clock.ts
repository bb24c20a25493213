import { setTimeout } from 'node:timers/promises';

export interface Clock {
  /** In ms, from any beginning; never goes back. */
  now(): number;
  /** Throws the signal's AbortError. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (ms, signal) => setTimeout(ms, undefined, { signal, ref: false }),
};
