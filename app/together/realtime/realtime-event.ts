import type { Problem } from '../../model/problem.ts';

/** What a live transcription tells, in order. Items are named so that no two of a session share a name. */
export type RealtimeEvent =
  /** The service listens: at first, and again after an interruption. `session` is its own name for it. */
  | { type: 'created'; session: string | null }
  /** The text of an item so far; replaces the item's last one. */
  | { type: 'partial'; item: string; text: string }
  /** The final text of an item; an empty one takes back its partials. */
  | { type: 'completed'; item: string; text: string }
  /** One item, or an unnamed one, came to nothing; the rest goes on. */
  | { type: 'turn-failed'; item: string | null; problem: Problem }
  /** Deepgram's models only. `ending` is a guess that `resumed` takes back; confidence is 0 to 1. */
  | {
      type: 'turn';
      phase: 'started' | 'ending' | 'resumed' | 'ended';
      item: string;
      text: string;
      confidence: number | null;
    }
  /** The service is done with the sound up to here, in ms from the first sample. */
  | { type: 'processed'; ms: number }
  /** The connection is gone and another one is tried; partials so far are void, their sound is sent again. */
  | { type: 'interrupted'; problem: Problem }
  /** So many seconds of sound were lost in an interruption; nothing will be written of them. */
  | { type: 'lost'; seconds: number }
  /** The session is over; nothing follows. */
  | { type: 'failed'; problem: Problem };
