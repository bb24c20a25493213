import { Source } from './source.ts';

export interface AheadOptions {
  /** How many results may be in the making or waiting to be fetched. */
  width: number;
  signal: AbortSignal;
}

/**
 * The results of `make` in the items' order, while the next ones are being made. What was made before a failure is
 * delivered first; the failure ends it. Leaving the loop, a failure or an abort (thrown as the signal's reason) cancels
 * all that is in the making, and settles when that has settled; a source that is slow to answer is not waited for.
 */
export async function* ahead<Item, Result>(
  items: Iterable<Item> | AsyncIterable<Item>,
  make: (item: Item, signal: AbortSignal) => Promise<Result>,
  { width, signal }: AheadOptions,
): AsyncGenerator<Result, void, undefined> {
  if (!(width >= 1)) throw new RangeError(`a width of ${width} makes nothing`);
  signal.throwIfAborted();
  const left = new AbortController();
  const either = AbortSignal.any([signal, left.signal]);
  const source = new Source(items);
  const slots: Promise<{ result: Result } | null>[] = [];
  let failed = false;

  const slot = async () => {
    try {
      const next = failed ? null : await source.next(either);
      return next && { result: await make(next.item, either) };
    } catch (thrown) {
      failed = true;
      throw thrown;
    }
  };
  const start = () => {
    const started = slot();
    // A failure waits for its turn; only nothing more is begun meanwhile.
    started.catch(() => undefined);
    slots.push(started);
  };

  try {
    while (slots.length < width) start();
    for (;;) {
      const made = await slots[0];
      signal.throwIfAborted();
      if (!made) return;
      void slots.shift();
      start();
      yield made.result;
    }
  } catch (thrown) {
    signal.throwIfAborted();
    throw thrown;
  } finally {
    left.abort();
    await Promise.allSettled(slots);
    await source.close();
  }
}
