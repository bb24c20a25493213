import type { Clock } from './clock.ts';
import type { RateLimits } from './rate.ts';

export interface QueueOptions {
  clock: Pick<Clock, 'now' | 'sleep'>;
  /** Requests that may wait for their first sound at once, at first and at most. */
  first?: number;
  most?: number;
}

/** How a request of the queue ended. `limited`: it was one too many; `failed`: that had nothing to do with us. */
type Ending = 'well' | 'limited' | 'failed';

/** ms. A pause that the service wants to be longer is not kept here: whoever asks then shall hear of it. */
const LONGEST_PAUSE = 60_000;
/** ms that a timer may be late without holding up all that follows. */
const LATE = 50;

/**
 * The requests to one model, in the order in which they came. How many are under way follows what the service takes:
 * one more for each round that went well, half of it where it says that there were too many. An overloaded service is
 * not our doing and changes nothing. While it asks for a pause, nobody begins. Where it tells how many it takes a
 * second, they begin as far apart as that, once what it says is left has begun: to hold fewer at a time instead would
 * leave its limit, which grows with what went well, as low as it is. A limit that has grown holds for those, too, that
 * wait already.
 */
export class RateQueue {
  readonly #clock: QueueOptions['clock'];
  readonly #most: number;
  #width: number;
  /** The service's own limits, as it last told them, in requests a second. */
  #limit = Infinity;
  #tokenLimit = Infinity;
  #busy = 0;
  /** When the last one began by these limits, in ms. */
  #begun = -Infinity;
  /** Requests that it said it would take at once, without those that were under way then. */
  #left = 0;
  #pausedUntil = 0;
  readonly #waiting: (() => void)[] = [];
  /** When the first of those that wait is let in, and what calls that off. */
  #look: { at: number; off: AbortController } | null = null;

  constructor({ clock, first = 4, most = 8 }: QueueOptions) {
    this.#clock = clock;
    this.#most = most;
    this.#width = Math.min(first, most);
  }

  /** How many may be under way. */
  get width(): number {
    return Math.max(1, Math.floor(this.#width));
  }

  /** Requests that are under way, and that wait for their turn. */
  get busy(): number {
    return this.#busy;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /**
   * Makes the attempt when its turn has come, and settles with it. `judge` says what a failure has to do with us.
   * Aborting while it waits leaves the queue at once, with the signal's reason.
   */
  async run<Result>(
    attempt: () => Promise<Result>,
    judge: (failure: unknown) => { ending: Exclude<Ending, 'well'>; wait: number | null },
    signal: AbortSignal,
  ): Promise<Result> {
    await this.#turn(signal);
    try {
      const result = await attempt();
      this.#width = Math.min(this.#most, this.#width + 1 / this.#width);
      return result;
    } catch (failure) {
      const { ending, wait } = judge(failure);
      if (ending === 'limited') this.#width = Math.max(1, this.#width / 2);
      if (wait !== null) this.#pauseFor(wait);
      throw failure;
    } finally {
      this.#busy--;
      this.#admit();
    }
  }

  /**
   * Takes to heart what a reply tells of limits; one that tells of none changes nothing, as it may come from before
   * the service. A limit of tokens allows as many requests a second as the one with so many `characters` fits in: what
   * a token of speech is, no document says, but hardly less than a character.
   */
  heed({ limit, remaining, tokenLimit, tokensRemaining, reset }: RateLimits, characters = 0): void {
    if (limit !== null) this.#limit = limit;
    if (tokenLimit !== null && characters > 0) this.#tokenLimit = tokenLimit / characters;
    if (remaining !== null) this.#left = Math.max(0, remaining - this.#busy);
    const spent = remaining === 0 || tokensRemaining === 0;
    if (spent && reset !== null) this.#pauseFor(reset);
    this.#admit();
  }

  #pauseFor(ms: number): void {
    if (ms <= LONGEST_PAUSE) this.#pausedUntil = Math.max(this.#pausedUntil, this.#clock.now() + ms);
  }

  #turn(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      const admitted = () => {
        signal.removeEventListener('abort', abort);
        resolve();
      };
      const abort = () => {
        this.#waiting.splice(this.#waiting.indexOf(admitted), 1);
        this.#admit();
        reject(signal.reason);
      };
      signal.addEventListener('abort', abort, { once: true });
      this.#waiting.push(admitted);
      this.#admit();
    });
  }

  #admit(): void {
    while (this.#waiting.length > 0 && this.#busy < this.width) {
      const now = this.#clock.now();
      const at = this.#opens();
      if (at > now) return this.#admitAt(at);
      this.#begun = now - at > LATE ? now : at;
      this.#left = Math.max(0, this.#left - 1);
      this.#busy++;
      this.#waiting.shift()!();
    }
    // A timer that nobody waits for would keep the process.
    this.#admitAt(null);
  }

  /** When the next may begin, in ms. */
  #opens(): number {
    const apart = Math.min(LONGEST_PAUSE, 1_000 / Math.min(this.#limit, this.#tokenLimit));
    return Math.max(this.#pausedUntil, this.#left >= 1 ? -Infinity : this.#begun + apart);
  }

  #admitAt(at: number | null): void {
    if (this.#look?.at === at) return;
    this.#look?.off.abort();
    this.#look = null;
    if (at === null) return;
    const off = new AbortController();
    this.#look = { at, off };
    const again = () => {
      if (off.signal.aborted) return;
      this.#look = null;
      this.#admit();
    };
    this.#clock.sleep(Math.max(0, at - this.#clock.now()), off.signal).then(again, () => undefined);
  }
}
