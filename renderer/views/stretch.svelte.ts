/* eslint svelte/prefer-svelte-reactivity: off -- its maps hold what is measured; `#findings` tells of it */
import { flushSync, untrack } from 'svelte';
import { Heights } from '../parts/heights.ts';

/** What is on the page above and below the window, in heights of the window: a fast scroll finds it there. */
const MARGIN = 0.5;
/** Rows come and go by so many, so that not every pixel of a scroll is work. */
const STRIDE = 4;

/**
 * The stretch of a long column of rows that is on the page: those in sight and some around them. Heights are guessed
 * until they have been seen; the browser's own scroll anchoring keeps in place what a person looks at.
 */
export class Stretch<Row extends { id: string }> {
  readonly #rows: () => readonly Row[];
  readonly #guess: (row: Row, width: number) => number;
  #scroller: HTMLElement | null = null;
  readonly #elements = new Map<string, HTMLElement>();
  readonly #measured = new Map<string, number>();
  #top = $state.raw(0);
  #window = $state.raw({ width: 800, height: 800 });
  /** Grows when rows turned out other than guessed. */
  #findings = $state.raw(0);
  #held = $state.raw<string | null>(null);
  #noting = false;

  readonly #order = $derived.by(() => new Map(this.#rows().map((row, index) => [row.id, index])));
  readonly #heights = $derived.by(() => {
    const rows = this.#rows();
    const { width } = this.#window;
    return untrack(() => new Heights(rows.map((row) => this.#measured.get(row.id) ?? this.#guess(row, width))));
  });
  readonly #from = $derived.by(() => {
    void this.#findings;
    const row = this.#heights.at(this.#top - this.#window.height * MARGIN);
    return Math.floor(row / STRIDE) * STRIDE;
  });
  readonly #to = $derived.by(() => {
    void this.#findings;
    const row = this.#heights.at(this.#top + this.#window.height * (1 + MARGIN));
    return Math.min(this.#heights.count, (Math.floor(row / STRIDE) + 1) * STRIDE);
  });
  /** px of all that lies before the stretch, and after it. */
  readonly above = $derived.by(() => {
    void this.#findings;
    return this.#heights.top(this.#from);
  });
  readonly below = $derived.by(() => {
    void this.#findings;
    return this.#heights.total - this.#heights.top(this.#to);
  });
  /** The rows on the page in order, with the one that is held, wherever it is. */
  readonly rows = $derived.by(() => {
    const rows = this.#rows();
    const stretch = rows.slice(this.#from, this.#to);
    const held = this.#held === null ? undefined : this.#order.get(this.#held);
    if (held === undefined) return stretch;
    if (held < this.#from) return [rows[held]!, ...stretch];
    return held >= this.#to ? [...stretch, rows[held]!] : stretch;
  });

  constructor(rows: () => readonly Row[], guess: (row: Row, width: number) => number) {
    this.#rows = rows;
    this.#guess = guess;
  }

  readonly #observer = new ResizeObserver((entries) => entries.forEach((entry) => this.#measure(entry)));

  /** An attachment of the element that scrolls. */
  readonly watch = (scroller: HTMLElement): (() => void) => {
    this.#scroller = scroller;
    this.#window = { width: scroller.clientWidth, height: scroller.clientHeight };
    this.#observer.observe(scroller);
    const scrolled = () => (this.#top = scroller.scrollTop);
    scroller.addEventListener('scroll', scrolled, { passive: true });
    return () => {
      scroller.removeEventListener('scroll', scrolled);
      this.#observer.disconnect();
    };
  };

  /** An attachment of each row. */
  readonly row =
    (id: string) =>
    (element: HTMLElement): (() => void) => {
      element.dataset['row'] = id;
      this.#elements.set(id, element);
      this.#observer.observe(element);
      return () => {
        this.#observer.unobserve(element);
        if (this.#elements.get(id) === element) this.#elements.delete(id);
      };
    };

  /** Index of a row in the whole column. */
  index(id: string): number | undefined {
    return this.#order.get(id);
  }

  /** Is a row held on the page although it lies elsewhere? Then how far from the start, in px. */
  away(id: string): number | null {
    const index = this.#order.get(id);
    if (id !== this.#held || index === undefined || (index >= this.#from && index < this.#to)) return null;
    return this.#heights.top(index);
  }

  /** Keeps a row on the page, as one must be that is being typed in; null lets go. */
  hold(id: string | null): void {
    this.#held = id;
  }

  /** A row's element, put on the page with its top at a share of the window's height if it is not there. */
  bring(id: string, share = 0.3): HTMLElement | null {
    const index = this.#order.get(id);
    const scroller = this.#scroller;
    if (index === undefined || !scroller) return null;
    if (index < this.#from || index >= this.#to) {
      this.#jump(this.#heights.top(index) - share * scroller.clientHeight);
      // It lands by guess; what has come on the page then says how far off that was.
      const top = () => this.#elements.get(id)!.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
      if (this.#elements.has(id)) this.#jump(scroller.scrollTop + top() - share * scroller.clientHeight);
    }
    return this.#elements.get(id) ?? null;
  }

  #jump(top: number): void {
    this.#scroller!.scrollTo({ top, behavior: 'instant' });
    this.#top = this.#scroller!.scrollTop;
    flushSync();
  }

  #measure({ target, borderBoxSize }: ResizeObserverEntry): void {
    const height = borderBoxSize[0]?.blockSize ?? 0;
    if (target === this.#scroller) return this.#resize(target as HTMLElement);
    const id = (target as HTMLElement).dataset['row'];
    if (id === undefined || height === 0 || Math.abs((this.#measured.get(id) ?? -1) - height) < 0.5) return;
    this.#measured.set(id, height);
    const index = this.#order.get(id);
    if (index !== undefined) this.#heights.set(index, height);
    if (this.#noting) return;
    this.#noting = true;
    // Not before the next frame: rows that came now would be measured too late for this one.
    requestAnimationFrame(() => {
      this.#noting = false;
      this.#findings += 1;
    });
  }

  #resize({ clientWidth: width, clientHeight: height }: HTMLElement): void {
    if (width !== this.#window.width) {
      this.#measured.clear();
      for (const [id, element] of this.#elements) this.#measured.set(id, element.offsetHeight);
    }
    if (width !== this.#window.width || height !== this.#window.height) this.#window = { width, height };
  }
}
