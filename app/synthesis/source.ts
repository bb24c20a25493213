import { abortable } from '../together/http/abortable.ts';

/** Items one at a time, in order, however many are asked for at once. */
export class Source<Item> {
  readonly #iterator: Iterator<Item> | AsyncIterator<Item>;
  #turn: Promise<unknown> = Promise.resolve();
  #busy = false;
  #done = false;

  constructor(items: Iterable<Item> | AsyncIterable<Item>) {
    this.#iterator = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  }

  /** The next item, or null after the last one or a failure; the signal ends the wait, not the source. */
  next(signal: AbortSignal): Promise<{ item: Item } | null> {
    const turn = this.#turn.then(() => (signal.aborted ? null : this.#ask()));
    this.#turn = turn.catch(() => undefined);
    return abortable(turn, signal);
  }

  /** Tells the source that nobody asks any more, and waits for it unless it still owes an item. */
  async close(): Promise<void> {
    if (this.#done) return;
    this.#done = true;
    const closed = Promise.resolve(this.#iterator.return?.());
    if (this.#busy) closed.catch(() => undefined);
    else await closed;
  }

  async #ask(): Promise<{ item: Item } | null> {
    if (this.#done) return null;
    this.#busy = true;
    try {
      const next = await this.#iterator.next();
      if (!next.done) return { item: next.value };
      this.#done = true;
      return null;
    } catch (thrown) {
      this.#done = true;
      throw thrown;
    } finally {
      this.#busy = false;
    }
  }
}
