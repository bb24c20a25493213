import { CallProblem } from './call-problem.ts';
import type { Clock } from './clock.ts';
import type { Headers } from './headers.ts';
import { RateQueue } from './queue.ts';
import { rateLimits } from './rate.ts';

/** The queues of a client: one for each model, whichever way its requests go, since their limits are one. */
export class RateQueues {
  readonly #clock: Clock;
  readonly #queues = new Map<string, RateQueue>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Makes the attempt when its turn has come; see RateQueue. */
  run<Result>(model: string, attempt: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
    return this.#of(model).run(attempt, judged, signal);
  }

  /** Takes to heart what a reply about the model tells of limits; `characters` are those of the request's text. */
  heed(model: string, headers: Headers, characters = 0): void {
    this.#of(model).heed(rateLimits(headers, this.#clock.date()), characters);
  }

  #of(model: string): RateQueue {
    const queue = this.#queues.get(model) ?? new RateQueue({ clock: this.#clock });
    this.#queues.set(model, queue);
    return queue;
  }
}

/** 429 is ours to answer for; 503 and all other failures are not, though a wait that comes with them holds for all. */
function judged(failure: unknown): { ending: 'limited' | 'failed'; wait: number | null } {
  if (!(failure instanceof CallProblem)) return { ending: 'failed', wait: null };
  return { ending: failure.code === 'rate-limited' ? 'limited' : 'failed', wait: failure.wait };
}
