import type { Pcm } from './pcm.ts';

/** A word that is heard, and where it stands in what was asked to be spoken. */
export interface SpokenWord {
  /** As the service says it, which may be another way of writing: `fifty` for `50`. */
  word: string;
  /**
   * Half-open range in the input, in UTF-16 units. Words that are spoken for one written word share its range; the
   * range is empty where the text has nothing for the word.
   */
  start: number;
  end: number;
  /** When it begins and ends, in seconds from the start of the sound. */
  from: number;
  to: number;
}

/** Words that are, or were, heard; they may arrive before or after their sound. */
export interface Words {
  readonly words: readonly SpokenWord[];
}

/** What a stream of speech consists of; `'samples' in part` tells which it is. */
export type Speech = Pcm | Words;
