import type { Segment } from '../model/script.ts';
import type { SpokenWord } from '../model/speech.ts';
import type { Takes } from '../store/takes.ts';
import { abortable } from '../together/http/abortable.ts';
import { keyOf } from './key.ts';
import { Purchase } from './purchase.ts';
import type { Narrator, Session, Use } from './session.ts';

/** Whoever keeps the money. */
export interface Purse {
  /**
   * A segment is about to be bought; what is answered is called when that is over. Throws the Problem `budget-reached`
   * where it would cost more than may be spent.
   */
  open(segment: Segment, account: string | null): () => void;
}

/** A narrator with somebody who ends it. */
export interface OwnedNarrator extends Narrator {
  /** Is the take of that key being bought now? */
  isBuying(key: string): boolean;
  /** Hears of each purchase that begins or ends, by its key, until the returned function is called. */
  watch(listener: (key: string) => void): () => void;
  /** Gives up what is being bought, with an AbortError for whoever waits, and settles when nothing is half written. */
  close(): Promise<void>;
}

interface Needs {
  session: Session;
  takes: Takes;
  purse?: Purse;
}

/**
 * Speaks from the takes, and through the session where there is none yet. A segment that has begun to be bought is
 * bought to its end and kept, even when its listener stops listening, until the signals of all who asked for it have
 * aborted. A failure reaches all who share the purchase; the next who asks begins anew.
 * Each purchase goes through the purse, where there is one. Of `make`, only the call that began a purchase answers `cached: false`, so the money counts once.
 */
export function createNarrator({ session, takes, purse }: Needs): OwnedNarrator {
  const purchases = new Map<string, Purchase>();
  const unfinished = new Set<Purchase>();
  const closed = new AbortController();
  const watchers = new Set<(key: string) => void>();
  const tell = (key: string) => watchers.forEach((watcher) => watcher(key));

  const begin = (key: string, segment: Segment, use: Use, account: string | null): Purchase => {
    const paid = purse?.open(segment, account);
    const { spoken, voice } = segment;
    const over = () => {
      if (purchases.get(key) === purchase) purchases.delete(key);
      tell(key);
    };
    const purchase = new Purchase({ session, takes, key, spoken, voice, use, account, over });
    purchases.set(key, purchase);
    tell(key);
    unfinished.add(purchase);
    void purchase.ended.then(() => {
      unfinished.delete(purchase);
      paid?.();
    });
    return purchase;
  };
  /** Where nothing is found: the purchase under way, or a new one; `begun` tells which. */
  const acquire = (segment: Segment, use: Use, signal: AbortSignal, account: string | null) => {
    signal.throwIfAborted();
    closed.signal.throwIfAborted();
    const key = keyOf(segment);
    const take = takes.find(key);
    if (take) return { take };
    const shared = purchases.get(key);
    const purchase = shared ?? begin(key, segment, use, account);
    purchase.share(signal);
    return { purchase, begun: !shared };
  };

  return {
    speak: async function* (segment, signal, account = null) {
      const { take, purchase } = acquire(segment, 'playing', signal, account);
      yield* take ? takes.read(take, { signal }) : purchase.listen(signal);
    },
    make: async (segment, signal, account = null, use = 'making') => {
      for (;;) {
        const { take, purchase, begun } = acquire(segment, use, signal, account);
        if (take) return { take, cached: true };
        const made = await abortable(purchase.take, signal);
        if (made) return { take: made, cached: !begun };
        // It was being played, and is not to be kept: the next is bought for this.
      }
    },
    find: (segment) => takes.find(keyOf(segment)),
    words: rememberedWords((key) => purchases.get(key)?.words ?? null, takes),
    isBuying: (key) => purchases.has(key),
    watch: (listener) => (watchers.add(listener), () => watchers.delete(listener)),
    close: async () => {
      closed.abort();
      for (const purchase of unfinished) purchase.abort(closed.signal.reason);
      await Promise.all([...unfinished].map((purchase) => purchase.ended));
    },
  };
}

/** Of what is being bought as far as they are told; of the take that was asked about last they are remembered. */
function rememberedWords(
  bought: (key: string) => readonly SpokenWord[] | null,
  takes: Pick<Takes, 'words'>,
): Narrator['words'] {
  let heard: { segment: Segment; words: readonly SpokenWord[] } | null = null;
  return (segment) => {
    const key = keyOf(segment);
    const told = bought(key);
    if (told) return told;
    // Whoever follows a voice asks twenty times a second.
    if (heard?.segment !== segment || heard.words.length === 0) heard = { segment, words: takes.words(key) };
    return heard.words;
  };
}
