/** A file that lives in memory, written at a place that moves along. */
export class MemoryFile {
  #bytes = new Uint8Array(1 << 16);
  #size = 0;
  #at = 0;

  /** Where it stands then; null where there is no such place. `whence`: 0 from the start, 1 from here, 2 from the end. */
  seek(offset: number, whence: number): number | null {
    const at = offset + ([0, this.#at, this.#size][whence] ?? NaN);
    if (!(at >= 0)) return null;
    return (this.#at = at);
  }

  write(bytes: Uint8Array): void {
    const end = this.#at + bytes.length;
    if (end > this.#bytes.length) {
      const larger = new Uint8Array(end * 2);
      larger.set(this.#bytes.subarray(0, this.#size));
      this.#bytes = larger;
    }
    this.#bytes.set(bytes, this.#at);
    this.#at = end;
    this.#size = Math.max(this.#size, end);
  }

  bytes(): Uint8Array {
    return this.#bytes.slice(0, this.#size);
  }
}
