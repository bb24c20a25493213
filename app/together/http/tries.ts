import { CallProblem } from './call-problem.ts';

/** Connections that are tried after one that failed, and ms before each, doubled (Together's own client). */
const MORE = 2;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15_000;
/** Where the service asks for more, in ms, a person should hear of it. */
const LONGEST_ASKED = 60_000;

/** How often a connection that is lost is followed by another one. */
export class Tries {
  readonly #random: () => number;
  #made = 0;

  /** `random`: evenly in [0, 1). */
  constructor(random: () => number) {
    this.#random = random;
  }

  /** All went well. */
  reset(): void {
    this.#made = 0;
  }

  /**
   * ms to wait before the next try; throws the failure where there shall be none. Nothing is bought by a handshake,
   * so that a 500, which no request is repeated after, does not stand in the way.
   */
  next(failure: unknown): number {
    const passing = failure instanceof CallProblem && (failure.again || Number(failure.details['status']) >= 500);
    const asked = passing ? (failure.wait ?? 0) : 0;
    if (!passing || this.#made >= MORE || asked > LONGEST_ASKED) throw failure;
    const longest = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** this.#made++);
    return Math.max(asked, this.#random() * longest);
  }
}
