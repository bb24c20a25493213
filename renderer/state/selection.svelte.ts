interface Row {
  id: string;
  /** Null for a row that is no block, such as a chapter's title. */
  block: string | null;
}

/** The blocks that a person has marked, one or a range: from where they began to where they are now. */
export class Selection {
  #anchor = $state.raw<string | null>(null);
  #head = $state.raw<string | null>(null);
  readonly #rows: () => readonly Row[];
  readonly #index: (id: string) => number | undefined;

  readonly #range = $derived.by(() => {
    const [anchor, head] = [this.#anchor, this.#head].map((id) => (id === null ? undefined : this.#index(id)));
    return anchor === undefined || head === undefined ? null : [Math.min(anchor, head), Math.max(anchor, head)];
  });
  /** Their ids, in the order of the script. */
  readonly blocks: readonly string[] = $derived.by(() => {
    if (!this.#range) return [];
    const [from, to] = this.#range;
    return this.#rows()
      .slice(from, to! + 1)
      .flatMap(({ block }) => block ?? []);
  });

  /** `index` tells where in `rows` an id is. */
  constructor(rows: () => readonly Row[], index: (id: string) => number | undefined) {
    this.#rows = rows;
    this.#index = index;
  }

  /** The block where the person is. */
  get head(): string | null {
    return this.#range ? this.#head : null;
  }

  has(id: string): boolean {
    const index = this.#range ? this.#index(id) : undefined;
    return index !== undefined && index >= this.#range![0]! && index <= this.#range![1]!;
  }

  /** One block, or all from the first one marked to this. */
  mark(id: string, extend = false): void {
    if (!extend || this.#range === null) this.#anchor = id;
    this.#head = id;
  }

  range(from: string, to: string): void {
    this.#anchor = from;
    this.#head = to;
  }

  all(): void {
    const rows = this.#rows();
    this.#anchor = rows.find(({ block }) => block !== null)?.id ?? null;
    this.#head = rows.findLast(({ block }) => block !== null)?.id ?? null;
  }

  clear(): void {
    this.#anchor = this.#head = null;
  }

  /** The block after (1) or before (-1) a row; null at the end. */
  neighbour(id: string, by: 1 | -1): string | null {
    const rows = this.#rows();
    for (let i = (this.#index(id) ?? -2) + by; i >= 0 && i < rows.length; i += by) {
      if (rows[i]!.block !== null) return rows[i]!.block;
    }
    return null;
  }
}
