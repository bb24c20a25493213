/** Lets `perSecond` things through in the long run, and `atOnce` of them in a moment. */
export class Rate {
  readonly #perSecond: number;
  readonly #atOnce: number;
  #left: number;
  #at = performance.now();

  constructor({ perSecond, atOnce }: { perSecond: number; atOnce: number }) {
    this.#perSecond = perSecond;
    this.#atOnce = atOnce;
    this.#left = atOnce;
  }

  /** Takes one; answers the ms until there will be one, 0 where there was. */
  take(): number {
    const now = performance.now();
    this.#left = Math.min(this.#atOnce, this.#left + ((now - this.#at) / 1000) * this.#perSecond);
    this.#at = now;
    if (this.#left < 1) return ((1 - this.#left) / this.#perSecond) * 1000;
    this.#left--;
    return 0;
  }
}
