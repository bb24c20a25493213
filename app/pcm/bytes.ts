/** Chunks of bytes, cut anywhere, read by the number of bytes that are wanted. */
export class ByteReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #kept: Uint8Array = new Uint8Array(0);
  #offset = 0;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** Bytes read so far. */
  get offset(): number {
    return this.#offset;
  }

  /** The next `count` bytes, or null where the chunks end before. */
  async take(count: number): Promise<Uint8Array | null> {
    while (this.#kept.length < count) {
      const next = await this.#chunks.next();
      if (next.done) return null;
      const joined = new Uint8Array(this.#kept.length + next.value.length);
      joined.set(this.#kept);
      joined.set(next.value, this.#kept.length);
      this.#kept = joined;
    }
    return this.#drop(count);
  }

  /** Passes over `count` bytes without keeping them; stops quietly where the chunks end. */
  async skip(count: number): Promise<void> {
    for await (const _ of this.#next(count));
  }

  /** The bytes that are left, `most` at most, then closes the chunks; so does leaving it. */
  async *rest(most = Infinity): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      yield* this.#next(most);
    } finally {
      await this.close();
    }
  }

  /** Tells the source that nobody reads on. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  async *#next(most: number): AsyncGenerator<Uint8Array, void, undefined> {
    for (let left = most; left > 0;) {
      if (this.#kept.length === 0) {
        const next = await this.#chunks.next();
        if (next.done) return;
        this.#kept = next.value;
      }
      const bytes = this.#drop(Math.min(left, this.#kept.length));
      left -= bytes.length;
      if (bytes.length > 0) yield bytes;
    }
  }

  #drop(count: number): Uint8Array {
    const bytes = this.#kept.subarray(0, count);
    this.#kept = this.#kept.subarray(count);
    this.#offset += count;
    return bytes;
  }
}
