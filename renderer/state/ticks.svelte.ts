import { SvelteSet } from 'svelte/reactivity';
import type { ImportChapter } from '../../app/model/import.ts';

/** What the ticked chapters come to. */
export interface Totals {
  seconds: number;
  /** US dollars, without what is narrated already; null where no price is published. */
  cost: number | null;
  passages: number;
  narrated: number;
}

/** Chapters of a document to choose from, by their places, and those that are ticked. */
export class Ticks {
  #chapters = $state.raw<readonly ImportChapter[]>([]);
  readonly #ticked = new SvelteSet<number>();

  get chapters(): readonly ImportChapter[] {
    return this.#chapters;
  }

  get count(): number {
    return this.#ticked.size;
  }

  /** Places of the ticked chapters, in order. */
  get places(): number[] {
    return [...this.#ticked].sort((one, other) => one - other);
  }

  get totals(): Totals {
    const totals: Totals = { seconds: 0, cost: 0, passages: 0, narrated: 0 };
    for (const [index, { estimate, narrated }] of this.#chapters.entries()) {
      if (!this.#ticked.has(index)) continue;
      totals.seconds += estimate.seconds;
      totals.cost = totals.cost === null || estimate.cost === null ? null : totals.cost + estimate.cost;
      totals.passages += estimate.segments;
      totals.narrated += narrated;
    }
    return totals;
  }

  has(index: number): boolean {
    return this.#ticked.has(index);
  }

  tick(indices: Iterable<number>, included: boolean): void {
    for (const index of indices) {
      if (included) this.#ticked.add(index);
      else this.#ticked.delete(index);
    }
  }

  /** Other chapters, ticked as they are proposed. */
  propose(chapters: readonly ImportChapter[]): void {
    this.#chapters = chapters;
    this.#ticked.clear();
    for (const [index, { included }] of chapters.entries()) if (included) this.#ticked.add(index);
  }

  /** The same chapters with other figures; ticks stay. */
  refigure(chapters: readonly ImportChapter[]): void {
    this.#chapters = chapters;
  }
}
