/** Samples that are kept together. To copy all that was heard into a larger place would keep the recorder from listening. */
const BLOCK = 1 << 20;

/** What a loudspeaker was given, from the moment on at which somebody began to listen. */
export class Recording {
  readonly rate: number;
  readonly #blocks: Int16Array[] = [];
  #length = 0;
  /** When each chunk came in (ms since 1970), and the samples that were there then. */
  readonly #times: number[] = [];
  readonly #lengths: number[] = [];
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
    for (let i = 0; i < count; i++) {
      const at = this.#length + i;
      if (at % BLOCK === 0) this.#blocks.push(new Int16Array(BLOCK));
      this.#blocks.at(-1)![at % BLOCK] = bytes.readInt16LE(2 * i);
    }
    this.#length += count;
    this.#times.push(performance.timeOrigin + performance.now());
    this.#lengths.push(this.#length);
  }

  /** Everything since a sample number that `length` once was. */
  since(start: number): Int16Array {
    return this.#part(start, this.#length);
  }

  /** The chunks in which anything sounded from a sample number on, and when they came in (ms since 1970). */
  chunks(start = 0): { at: number; samples: Int16Array }[] {
    return this.#times
      .map((at, i) => ({ at, from: this.#lengths[i - 1] ?? 0, to: this.#lengths[i]! }))
      .filter(({ from }) => from >= start)
      .map(({ at, from, to }) => ({ at, samples: this.#part(from, to).filter((sample) => sample !== 0) }))
      .filter(({ samples }) => samples.length > 0);
  }

  /** When a sample had come in, in ms since 1970; right to the size of a chunk, some 10 ms. */
  arrivalOf(sample: number): number {
    return this.#times[this.#lengths.findIndex((length) => length > sample)] ?? NaN;
  }

  /** Settles when there is sound after a sample number. */
  async sounding(start: number): Promise<void> {
    while (this.since(start).every((sample) => sample === 0)) await new Promise((look) => setTimeout(look, 20));
  }

  /** The first sample that came in after a moment, in ms since 1970. */
  sampleAt(time: number): number {
    return this.#lengths[this.#times.findLastIndex((at) => at <= time)] ?? 0;
  }

  #part(start: number, end: number): Int16Array {
    const part = new Int16Array(Math.max(0, end - start));
    for (let at = start; at < end;) {
      const from = at % BLOCK;
      const count = Math.min(BLOCK - from, end - at);
      part.set(this.#blocks[Math.floor(at / BLOCK)]!.subarray(from, from + count), at - start);
      at += count;
    }
    return part;
  }
}
