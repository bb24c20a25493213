import type { Clock } from './clock.ts';
import { Refusal } from './refusal.ts';

/** In ms. */
const WINDOW = 60_000;

/** Counts requests by the minute that the first of them begins. */
export class RateLimit {
  readonly #most: number;
  readonly #clock: Clock;
  #begun = -Infinity;
  #used = 0;

  constructor(most: number, clock: Clock) {
    this.#most = most;
    this.#clock = clock;
  }

  /**
   * Counts a request. The headers for its reply, as Together names them: requests a minute, those that are left of
   * this minute, and seconds until the next. Throws a Refusal with status 429 where none is left.
   */
  take(): Record<string, string> {
    const now = this.#clock.now();
    if (now - this.#begun >= WINDOW) {
      this.#begun = now;
      this.#used = 0;
    }
    const refused = this.#used >= this.#most;
    if (!refused) this.#used += 1;
    // In this order: the sum of a large number and a minute may be a minute and a little.
    const reset = String(Math.ceil((WINDOW - (now - this.#begun)) / 1000));
    const headers = {
      'x-ratelimit-limit': String(this.#most),
      'x-ratelimit-remaining': String(this.#most - this.#used),
      'x-ratelimit-reset': reset,
    };
    if (!refused) return headers;
    throw new Refusal(429, `This service takes ${this.#most} requests a minute.`, {
      // Together names the limit that was met in `type`: https://docs.together.ai/docs/serverless/rate-limits
      type: 'dynamic_request_limited',
      code: 'rate_limit',
      headers: { ...headers, 'retry-after': reset },
    });
  }
}
