interface Voice {
  /** The block that sounds; null where none does. */
  block(): string | null;
  /** Puts a block on the page, where only a part of the script is. */
  bring(block: string): void;
}

/** Keeps the sentence that sounds in sight, until the person looks elsewhere. */
export class Follow {
  #on = $state.raw(true);
  #scroller: HTMLElement | null = null;
  /** True while a scroll of our own making runs. */
  #ours = false;
  readonly #voice: Voice;

  constructor(voice: Voice) {
    this.#voice = voice;
  }

  /** False once the person has scrolled the voice out of sight. */
  get on(): boolean {
    return this.#on;
  }

  /** An attachment of the element that scrolls. */
  readonly watch = (scroller: HTMLElement): (() => void) => {
    this.#scroller = scroller;
    const leave = new AbortController();
    const listen = (type: string, listener: () => void) =>
      scroller.addEventListener(type, listener, { passive: true, signal: leave.signal });
    // A hand on the wheel wins over a glide that is under way.
    const theirs = () => {
      if (this.#ours) scroller.scrollTo({ top: scroller.scrollTop, behavior: 'instant' });
      this.#ours = false;
    };
    listen('wheel', theirs);
    listen('touchmove', theirs);
    listen('scrollend', () => (this.#ours = false));
    listen('scroll', () => {
      if (this.#ours || this.#voice.block() === null) return;
      const mark = this.#mark();
      this.#on = mark !== null && placed(mark, scroller, 0, 1);
    });
    return () => leave.abort();
  };

  /** The voice has moved on. */
  moved(): void {
    requestAnimationFrame(() => {
      if (this.#on && !this.#scroller?.contains(typing())) this.#bring();
    });
  }

  /** Back to the voice, at the person's wish. */
  resume(): void {
    this.#on = true;
    requestAnimationFrame(() => this.#bring());
  }

  #mark(): HTMLElement | null {
    return this.#scroller?.querySelector('mark') ?? null;
  }

  #bring(): void {
    const scroller = this.#scroller;
    const block = this.#voice.block();
    if (!scroller || block === null) return;
    if (!this.#near(scroller)) {
      this.#ours = true;
      this.#voice.bring(block);
    }
    const mark = this.#mark();
    if (!mark || placed(mark, scroller, 0.1, 0.75)) return;
    const away = mark.getBoundingClientRect().top - scroller.getBoundingClientRect().top - scroller.clientHeight * 0.3;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches || Math.abs(away) > scroller.clientHeight * 1.5;
    this.#ours = true;
    scroller.scrollBy({ top: away, behavior: calm ? 'instant' : 'smooth' });
  }

  /** Is the mark on the page, within a few windows of what is seen? */
  #near(scroller: HTMLElement): boolean {
    const mark = this.#mark();
    return mark !== null && placed(mark, scroller, -2, 3);
  }
}

/** Does a mark lie within these shares of the scroller's height? */
function placed(mark: HTMLElement, scroller: HTMLElement, from: number, to: number): boolean {
  const inner = mark.getBoundingClientRect();
  const outer = scroller.getBoundingClientRect();
  const top = outer.top + outer.height * from;
  const bottom = outer.top + outer.height * to;
  // A sentence taller than the window counts by its first line.
  return inner.top >= top - 1 && Math.min(inner.bottom, inner.top + 32) <= bottom + 1;
}

const typing = (): Element | null => document.activeElement?.closest('[contenteditable]') ?? null;
