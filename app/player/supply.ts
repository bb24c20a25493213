/** What the newest measure counts, against all before it: services change within minutes. */
const NEWEST = 0.3;
/** Segments that are made ahead at least: the one that follows, and one more while that is made. */
const LEAST = 2;
/** And at most: a person who stops listening has paid for no more than these, some two minutes of speech. */
const MOST = 8;
/** Made at once at most; services count requests, too. */
const WIDEST = 3;

/** How fast speech is made, measured, and how far ahead it is to be made therefore. */
export class Supply {
  #rate: number | null = null;

  /** Seconds of speech that one request makes in a second; null before the first. */
  get rate(): number | null {
    return this.#rate;
  }

  /** So many seconds of speech took so many ms to make. */
  made(seconds: number, ms: number): void {
    const rate = seconds / Math.max(0.001, ms / 1000);
    this.#rate = this.#rate === null ? rate : this.#rate + NEWEST * (rate - this.#rate);
  }

  /** How many segments to make ahead where speech is heard at `speed`, and how many at once. */
  ahead(speed: number): { segments: number; width: number } {
    const need = this.#rate === null ? 0 : speed / Math.max(0.01, this.#rate);
    return {
      segments: Math.min(MOST, Math.max(LEAST, Math.ceil(2 * need))),
      width: Math.min(WIDEST, Math.max(1, Math.ceil(need))),
    };
  }
}
