/** ms from a key to the saving of what was typed: within a second it is to be safe, even while the typing goes on. */
const WAIT = 700;

/** Saves what is typed, some time after the first key that is not saved yet. */
export class Autosave {
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #save: () => void;

  constructor(save: () => void) {
    this.#save = save;
  }

  /** Is something typed that was not saved? */
  get due(): boolean {
    return this.#timer !== undefined;
  }

  touch(): void {
    this.#timer ??= setTimeout(() => this.flush(), WAIT);
  }

  /** Saves now, if there is anything to save. */
  flush(): void {
    if (!this.due) return;
    this.drop();
    this.#save();
  }

  drop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
