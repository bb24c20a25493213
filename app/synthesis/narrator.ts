import type { Segment, Voice } from '../model/script.ts';
import type { Takes } from '../store/takes.ts';
import { abortable } from '../together/http/abortable.ts';
import { takeKey } from './key.ts';
import { Purchase } from './purchase.ts';
import type { Narrator, Session, Use } from './session.ts';

/** A narrator with somebody who ends it. */
export interface OwnedNarrator extends Narrator {
  /** Is the take of that key being bought now? */
  isBuying(key: string): boolean;
  /** Hears of each purchase that begins or ends, by its key, until the returned function is called. */
  watch(listener: (key: string) => void): () => void;
  /** Gives up what is being bought, with an AbortError for whoever waits, and settles when nothing is half written. */
  close(): Promise<void>;
}

/**
 * Speaks from the takes, and through the session where there is none yet. A segment that has begun to be bought is
 * bought to its end and kept, even when its listener stops listening, until the signals of all who asked for it have
 * aborted. A failure reaches all who share the purchase; the next who asks begins anew.
 * Of `make`, only the call that began a purchase answers `cached: false`, so the money counts once.
 */
export function createNarrator({ session, takes }: { session: Session; takes: Takes }): OwnedNarrator {
  const purchases = new Map<string, Purchase>();
  const unfinished = new Set<Purchase>();
  const closed = new AbortController();
  const watchers = new Set<(key: string) => void>();
  const tell = (key: string) => watchers.forEach((watcher) => watcher(key));

  const begin = (key: string, spoken: string, voice: Voice, use: Use): Purchase => {
    const over = () => {
      if (purchases.get(key) === purchase) purchases.delete(key);
      tell(key);
    };
    const purchase = new Purchase({ session, takes, key, spoken, voice, use, over });
    purchases.set(key, purchase);
    tell(key);
    unfinished.add(purchase);
    void purchase.ended.then(() => unfinished.delete(purchase));
    return purchase;
  };
  /** Where nothing is found: the purchase under way, or a new one; `begun` tells which. */
  const acquire = ({ spoken }: Segment, voice: Voice, use: Use, signal: AbortSignal) => {
    signal.throwIfAborted();
    closed.signal.throwIfAborted();
    const key = takeKey(spoken, voice);
    const take = takes.find(key);
    if (take) return { take };
    const shared = purchases.get(key);
    const purchase = shared ?? begin(key, spoken, voice, use);
    purchase.share(signal);
    return { purchase, begun: !shared };
  };

  return {
    speak: async function* (segment, voice, signal) {
      const { take, purchase } = acquire(segment, voice, 'playing', signal);
      yield* take ? takes.read(take, { signal }) : purchase.listen(signal);
    },
    make: async (segment, voice, signal) => {
      for (;;) {
        const { take, purchase, begun } = acquire(segment, voice, 'making', signal);
        if (take) return { take, cached: true };
        const made = await abortable(purchase.take, signal);
        if (made) return { take: made, cached: !begun };
        // It was being played, and is not to be kept: the next is bought for this.
      }
    },
    find: ({ spoken }, voice) => takes.find(takeKey(spoken, voice)),
    isBuying: (key) => purchases.has(key),
    watch(listener) {
      watchers.add(listener);
      return () => watchers.delete(listener);
    },
    close: async () => {
      closed.abort();
      for (const purchase of unfinished) purchase.abort(closed.signal.reason);
      await Promise.all([...unfinished].map((purchase) => purchase.ended));
    },
  };
}
