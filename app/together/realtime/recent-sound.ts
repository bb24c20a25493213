/** The newest of a stream of samples, found by their number since it began. */
export class RecentSound {
  readonly #ring: Int16Array;
  #head = 0;
  #from = 0;

  /** `capacity` in samples. */
  constructor(capacity: number) {
    this.#ring = new Int16Array(capacity);
  }

  /** Number of the next sample. */
  get head(): number {
    return this.#head;
  }

  /** Number of the first one that is still there. */
  get start(): number {
    return Math.max(this.#from, this.#head - this.#ring.length);
  }

  push(samples: Int16Array): void {
    const kept = samples.subarray(Math.max(0, samples.length - this.#ring.length));
    const at = (this.#head + samples.length - kept.length) % this.#ring.length;
    const first = kept.subarray(0, this.#ring.length - at);
    this.#ring.set(first, at);
    this.#ring.set(kept.subarray(first.length), 0);
    this.#head += samples.length;
  }

  /** Nothing of what there is may be read any more. */
  forget(): void {
    this.#from = this.#head;
    this.#ring.fill(0);
  }

  /** A copy of the samples from one number up to another, none of them older than `start`. */
  read(from: number, to: number): Int16Array {
    const samples = new Int16Array(to - from);
    const at = from % this.#ring.length;
    const first = this.#ring.subarray(at, Math.min(this.#ring.length, at + samples.length));
    samples.set(first);
    samples.set(this.#ring.subarray(0, samples.length - first.length), first.length);
    return samples;
  }
}
