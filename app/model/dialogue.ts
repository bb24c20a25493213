/**
 * Why somebody is thought to say a speech: it says so beside it (`tag`), it goes on from the paragraph before
 * (`goes-on`), a pronoun stands beside it (`pronoun`), it is the other one's turn (`turn`), or nobody knows (`none`).
 */
export type SpeechReason = 'tag' | 'goes-on' | 'pronoun' | 'turn' | 'none';

/** Somebody's words in a paragraph of the script. */
export interface FoundSpeech {
  block: string;
  /** Range in the block's text with its quotes, in UTF-16 units. */
  start: number;
  end: number;
  /** Who says it, as the text calls them; null where nobody can tell. */
  name: string | null;
  reason: SpeechReason;
  /** The words that tell it: `said Tom`; empty where none do. */
  told: string;
}
