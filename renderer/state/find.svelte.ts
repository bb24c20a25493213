/** Where a searched text stands. */
export interface Hit {
  block: string;
  /** Half-open range of the block's text, in UTF-16 units. */
  start: number;
  end: number;
}

/** More than anybody would step through. */
const MOST = 10_000;

/** The search in the script. It looks anew at every step, so that what was typed meanwhile counts. */
export class Find {
  #query = $state.raw('');
  #hits = $state.raw<readonly Hit[]>([]);
  #at = $state.raw(-1);
  readonly #blocks: () => readonly { id: string; text: string }[];

  /** `blocks` tells the whole script in order. */
  constructor(blocks: () => readonly { id: string; text: string }[]) {
    this.#blocks = blocks;
  }

  get query(): string {
    return this.#query;
  }

  set query(query: string) {
    this.#query = query;
    this.#at = -1;
    this.#look();
  }

  get count(): number {
    return this.#hits.length;
  }

  /** Number of the hit that is shown, from 1; 0 before the first one. */
  get number(): number {
    return this.#at + 1;
  }

  get hit(): Hit | null {
    return this.#hits[this.#at] ?? null;
  }

  /** The next hit (1) or the one before (-1), round the end; the first step looks from a block on. */
  step(by: 1 | -1, from: string | null): Hit | null {
    this.#look();
    const { length } = this.#hits;
    if (length === 0) return null;
    if (this.#at < 0) {
      // eslint-disable-next-line svelte/prefer-svelte-reactivity -- gone again at the end of the step
      const order = new Map(this.#blocks().map(({ id }, index) => [id, index]));
      const place = order.get(from ?? '') ?? 0;
      const next = this.#hits.findIndex(({ block }) => order.get(block)! >= place);
      this.#at = by === 1 ? Math.max(0, next) : (next < 0 ? length : next + length - 1) % length;
    } else this.#at = (this.#at + by + length) % length;
    return this.hit;
  }

  #look(): void {
    const query = this.#query.trim();
    const hits: Hit[] = [];
    // One space stands for any: a text may hold narrow and unbreakable ones.
    const pattern = query.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replace(/\s+/g, '\\s+');
    const search = new RegExp(pattern, 'giu');
    for (const { id, text } of query === '' ? [] : this.#blocks()) {
      for (const found of text.matchAll(search)) {
        hits.push({ block: id, start: found.index, end: found.index + found[0].length });
      }
      if (hits.length >= MOST) break;
    }
    this.#hits = hits;
    if (this.#at >= hits.length) this.#at = hits.length - 1;
  }
}
