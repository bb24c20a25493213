/** How long a segment sounds: measured where its take exists, estimated where not. */
export interface TimelineEntry {
  id: string;
  seconds: number;
  measured: boolean;
}

/** A place in a narration: a segment by number and the seconds into it. */
export interface Place {
  index: number;
  offset: number;
}

/** Whole nanoseconds add up exactly, so the start of a segment is found in that very segment again. */
const NANOSECONDS = 1e9;

/**
 * Where each segment lies in a narration, in seconds, while lengths keep being replaced.
 * A Fenwick tree: a replacement and a question take log2(n) steps each.
 */
export class Timeline {
  readonly #entries: TimelineEntry[];
  readonly #numbers: Map<string, number>;
  /** `#sums[i]` is the length of the `i & -i` entries that end with number `i - 1`. */
  readonly #sums: Float64Array;

  constructor(entries: Iterable<Readonly<TimelineEntry>>) {
    this.#entries = Array.from(entries, (entry) => ({ ...entry }));
    this.#numbers = new Map(this.#entries.map(({ id }, index) => [id, index]));
    this.#sums = new Float64Array(this.#entries.length + 1);
    this.#entries.forEach(({ seconds }, index) => this.#add(index, nanoseconds(seconds)));
  }

  get count(): number {
    return this.#entries.length;
  }

  /** Length of it all, in seconds. */
  get length(): number {
    return this.startOf(this.count);
  }

  /** Number of a segment, or -1 where it is not in the narration. */
  indexOf(id: string): number {
    return this.#numbers.get(id) ?? -1;
  }

  entry(index: number): Readonly<TimelineEntry> {
    const entry = this.#entries[index];
    if (!entry) throw new RangeError(`no segment ${index} among ${this.count}`);
    return entry;
  }

  /** Where a segment starts, in seconds; the length of it all for `index === count`. */
  startOf(index: number): number {
    let sum = 0;
    for (let i = index; i > 0; i -= i & -i) sum += this.#sums[i]!;
    return sum / NANOSECONDS;
  }

  /** The segment that sounds at `seconds`. Before the start and past the end the nearest place; -1 where empty. */
  at(seconds: number): Place {
    let rest = Math.max(0, nanoseconds(seconds));
    let index = 0;
    for (let step = 2 ** Math.floor(Math.log2(this.count)); step >= 1; step /= 2) {
      const sum = this.#sums[index + step];
      if (sum === undefined || sum > rest) continue;
      index += step;
      rest -= sum;
    }
    if (index < this.count) return { index, offset: rest / NANOSECONDS };
    return { index: this.count - 1, offset: this.#entries.at(-1)?.seconds ?? 0 };
  }

  /** Replaces a segment's length; all that follows moves along. */
  replace(index: number, seconds: number, measured: boolean): void {
    const entry = this.entry(index);
    this.#add(index, nanoseconds(seconds) - nanoseconds(entry.seconds));
    this.#entries[index] = { id: entry.id, seconds, measured };
  }

  #add(index: number, delta: number): void {
    for (let i = index + 1; i <= this.count; i += i & -i) this.#sums[i]! += delta;
  }
}

const nanoseconds = (seconds: number) => Math.round(seconds * NANOSECONDS);
