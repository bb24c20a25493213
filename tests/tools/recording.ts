/** What a loudspeaker was given, from the moment on at which somebody began to listen. */
export class Recording {
  readonly rate: number;
  #samples = new Int16Array(1 << 20);
  #length = 0;
  /** When each chunk came in (ms since 1970), and the samples that were there then. */
  readonly #arrivals: { at: number; length: number }[] = [];
  #odd: Buffer | null = null;

  constructor(rate: number) {
    this.rate = rate;
  }

  get length(): number {
    return this.#length;
  }

  append(chunk: Buffer): void {
    const bytes = this.#odd ? Buffer.concat([this.#odd, chunk]) : chunk;
    const count = bytes.length >> 1;
    this.#odd = bytes.length % 2 ? Buffer.from(bytes.subarray(-1)) : null;
    while (this.#length + count > this.#samples.length) {
      const larger = new Int16Array(this.#samples.length * 2);
      larger.set(this.#samples);
      this.#samples = larger;
    }
    for (let i = 0; i < count; i++) this.#samples[this.#length + i] = bytes.readInt16LE(2 * i);
    this.#length += count;
    this.#arrivals.push({ at: performance.timeOrigin + performance.now(), length: this.#length });
  }

  /** Everything since a sample number that `length` once was. */
  since(start: number): Int16Array {
    return this.#samples.slice(start, this.#length);
  }

  /** The chunks in which anything sounded from a sample number on, and when they came in (ms since 1970). */
  chunks(start = 0): { at: number; samples: Int16Array }[] {
    return this.#arrivals
      .map(({ at, length }, i) => ({ at, from: this.#arrivals[i - 1]?.length ?? 0, to: length }))
      .filter(({ from }) => from >= start)
      .map(({ at, from, to }) => ({ at, samples: this.#samples.slice(from, to).filter((sample) => sample !== 0) }))
      .filter(({ samples }) => samples.length > 0);
  }

  /** When a sample had come in, in ms since 1970; right to the size of a chunk, some 10 ms. */
  arrivalOf(sample: number): number {
    return this.#arrivals.find(({ length }) => length > sample)?.at ?? NaN;
  }

  /** Settles when there is sound after a sample number. */
  async sounding(start: number): Promise<void> {
    while (this.since(start).every((sample) => sample === 0)) await new Promise((look) => setTimeout(look, 20));
  }

  /** The first sample that came in after a moment, in ms since 1970. */
  sampleAt(time: number): number {
    return this.#arrivals.findLast(({ at }) => at <= time)?.length ?? 0;
  }
}
