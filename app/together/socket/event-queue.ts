/** Events for one reader, kept until it asks for them. */
export class EventQueue<Event> implements AsyncIterable<Event> {
  readonly #kept: Event[] = [];
  #end: { failure: unknown } | 'plain' | null = null;
  #changed = Promise.withResolvers<void>();

  push(event: Event): void {
    if (this.#end === null) this.#kept.push(event);
    this.#changed.resolve();
  }

  /** Nothing follows. With a failure the reader is thrown that, after what is still kept. */
  end(failure?: { failure: unknown }): void {
    this.#end ??= failure ?? 'plain';
    this.#changed.resolve();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Event, void, undefined> {
    for (;;) {
      while (this.#kept.length > 0) yield this.#kept.shift()!;
      if (this.#end === 'plain') return;
      if (this.#end !== null) throw this.#end.failure;
      this.#changed = Promise.withResolvers();
      await this.#changed.promise;
    }
  }
}
