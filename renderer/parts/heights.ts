/** Heights of rows one below the other, in px, in a Fenwick tree: every question and every change takes O(log n). */
export class Heights {
  readonly #heights: Float64Array;
  readonly #sums: Float64Array;
  readonly #step: number;

  constructor(heights: readonly number[]) {
    const count = heights.length;
    this.#heights = Float64Array.from(heights);
    this.#sums = new Float64Array(count + 1);
    this.#step = count === 0 ? 0 : 2 ** Math.floor(Math.log2(count));
    for (let i = 1; i <= count; i++) {
      this.#sums[i]! += this.#heights[i - 1]!;
      const parent = i + (i & -i);
      if (parent <= count) this.#sums[parent]! += this.#sums[i]!;
    }
  }

  get count(): number {
    return this.#heights.length;
  }

  get total(): number {
    return this.top(this.count);
  }

  of(row: number): number {
    return this.#heights[row] ?? 0;
  }

  set(row: number, height: number): void {
    const more = height - this.of(row);
    if (more === 0 || row >= this.count) return;
    this.#heights[row] = height;
    for (let i = row + 1; i <= this.count; i += i & -i) this.#sums[i]! += more;
  }

  /** How far from the start a row begins. */
  top(row: number): number {
    let sum = 0;
    for (let i = Math.min(row, this.count); i > 0; i -= i & -i) sum += this.#sums[i]!;
    return sum;
  }

  /** The row that lies at that distance from the start; the first or the last one beyond the ends. */
  at(distance: number): number {
    let row = 0;
    let left = distance;
    for (let step = this.#step; step > 0; step >>= 1) {
      const next = row + step;
      if (next <= this.count && this.#sums[next]! <= left) {
        row = next;
        left -= this.#sums[next]!;
      }
    }
    return Math.max(0, Math.min(row, this.count - 1));
  }
}
