/**
 * Does `work` for all items, the first ones first, so many at a time. The first failure aborts the others, and is
 * thrown when they have settled. Throws the signal's AbortError.
 */
export async function inLanes<Item>(
  items: readonly Item[],
  lanes: number,
  work: (item: Item, signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  let failure: { thrown: unknown } | null = null;
  let next = 0;
  const lane = async () => {
    while (next < items.length && !either.aborted) await work(items[next++]!, either);
  };
  const guarded = () =>
    lane().catch((thrown: unknown) => {
      failure ??= { thrown };
      failed.abort();
    });
  await Promise.all(Array.from({ length: Math.min(lanes, items.length) }, guarded));
  signal.throwIfAborted();
  if (failure) throw (failure as { thrown: unknown }).thrown;
}
