import type { Pcm } from '../model/pcm.ts';
import type { Segment, Voice } from '../model/script.ts';
import type { Speech, SpokenWord } from '../model/speech.ts';
import type { Take } from '../model/take.ts';

/** What speech is wanted for: to be heard as soon as there is any, to be heard next, or to be had whole. */
export type Use = 'playing' | 'next' | 'making';

/** What a session is to know besides the text. */
export interface Wanted {
  use?: Use;
  /** Who pays; it comes back in the receipt. */
  account?: string | null;
  /** Called where the service did not say that this was all: that is good enough to be heard, not to be kept. */
  guessed?: () => void;
}

/** One way to have a text spoken: in one reply, by server-sent events, or over a socket. */
export interface Session {
  /**
   * The sound of `spoken`, mono at TAKE_RATE, as it arrives, and after the first of it the words that the service
   * times, if it does. Leaving the loop or aborting stops the service's work for it at once. Throws a Problem, or the
   * signal's AbortError.
   */
  speak(spoken: string, voice: Voice, signal: AbortSignal, wanted?: Wanted): AsyncIterable<Speech>;
}

/** What having a segment came to. */
export interface Made {
  take: Take;
  /** It was there already: nothing was bought. */
  cached: boolean;
}

/** Sessions and the cache as one: nobody above it knows where a sound came from. `account` is who pays. */
export interface Narrator {
  /** The sound of a segment as soon as there is any: from the cache, or bought and cached on the way. */
  speak(segment: Segment, signal: AbortSignal, account?: string | null): AsyncIterable<Pcm>;
  /** Sees to it that a segment's take is whole on disk. Two who ask for one segment at a time buy it once. */
  make(segment: Segment, signal: AbortSignal, account?: string | null, use?: Use): Promise<Made>;
  /** The take where it is on disk already, else null. Buys nothing. */
  find(segment: Segment): Take | null;
  /** When the words of a segment's speech are heard, in what is spoken; those that are known so far. */
  words(segment: Segment): readonly SpokenWord[];
}
