import { CallProblem } from './call-problem.ts';
import type { Clock } from './clock.ts';

/** How a call is tried again. */
export interface Patience {
  /** How often in all, the first time included. */
  tries: number;
  clock: Clock;
  /** Evenly in [0, 1). */
  random: () => number;
  /** Hears of each wait, in ms, before it begins. */
  waits?: (tried: number, ms: number) => void;
}

/** First pause at most, in ms; doubled each time. Short enough to go unnoticed while something else still plays. */
const FIRST_PAUSE = 500;
/** No pause of our own is longer, in ms. */
const LONGEST_PAUSE = 10_000;
/** Where the service asks for more, in ms, a person should hear of it rather than wait without knowing why. */
const LONGEST_ASKED = 60_000;

/**
 * Makes the attempt again while it fails with a CallProblem that says `again`, and passes every other failure on.
 * It waits as long as the service asked for; otherwise for a random part of a pause that doubles, so that many
 * clients do not come back as one. An attempt is over when it settles: what it hands out is never repeated, so an
 * attempt must settle before the first thing that cannot be taken back, such as audio that somebody hears.
 * Throws the last failure, or the signal's reason.
 */
export async function withRetry<Result>(
  attempt: () => Promise<Result>,
  { tries, clock, random, waits }: Patience,
  signal: AbortSignal,
): Promise<Result> {
  for (let tried = 1; ; tried++) {
    signal.throwIfAborted();
    try {
      return await attempt();
    } catch (failure) {
      signal.throwIfAborted();
      if (tried >= tries || !(failure instanceof CallProblem) || !failure.again) throw failure;
      const ms = failure.wait ?? random() * Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (tried - 1));
      if (ms > LONGEST_ASKED) throw failure;
      waits?.(tried, ms);
      await clock.sleep(ms, signal);
    }
  }
}
