/** Seconds that are gathered at least before a dry device sounds, so that a network's usual jitter is not heard. */
const LEAST = 0.25;
/** And at most: what a device holds. */
const MOST = 2;
/** After so many ms without running dry, a little less is gathered. */
const WELL_FOR = 30_000;
const LESS = 0.8;

/** How much sound is gathered before a dry device sounds: learnt from how the service has kept up so far. */
export class Prebuffer {
  #seconds = LEAST;
  #since = 0;

  get seconds(): number {
    return this.#seconds;
  }

  /** The device ran dry at `now`, in ms: twice as much from here on. */
  ranDry(now: number): void {
    this.#seconds = Math.min(MOST, this.#seconds * 2);
    this.#since = now;
  }

  /** At `now`, in ms, it still sounds. */
  sounds(now: number): void {
    if (now - this.#since < WELL_FOR) return;
    this.#seconds = Math.max(LEAST, this.#seconds * LESS);
    this.#since = now;
  }
}
