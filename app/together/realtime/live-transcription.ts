import type { RealtimeEvent } from './realtime-event.ts';

/** Speech that is written while it is said. */
export interface LiveTranscription {
  /** What becomes of it, for one reader. Ends after `failed`, and when it is closed; throws the signal's reason. */
  events: AsyncIterable<RealtimeEvent>;
  /** Sound as it comes, mono at LISTEN_RATE, in pieces of any length. Kept where there is no connection just then. */
  append(samples: Int16Array): void;
  /** Ends the turn here, so that its final text comes. */
  commit(): void;
  /** Forgets the sound of which no final text has come. */
  clear(): void;
  /**
   * Commits, and settles when no more text comes: none for `quiet` ms (2 s; a slow service needs more), or after 30 s
   * in any case, or at once where nothing was said since the last final text, or where the session is over.
   */
  flush(quiet?: number): Promise<void>;
  /**
   * Is all of it sent, and each turn that was committed answered? It is exact where commits alone end turns; a turn of
   * which a service makes nothing may stay unanswered.
   */
  readonly answered: boolean;
  /** Ends the session without waiting for texts; settles when its connection is gone. */
  close(): Promise<void>;
  /** Settles when the session is over, whatever ended it, and no connection is left. */
  readonly ended: Promise<void>;
}
