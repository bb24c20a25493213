/** How something that is written is to be said. */
export interface Pronunciation {
  id: string;
  written: string;
  spoken: string;
  /** Only where no letter or digit stands before or behind it? */
  wholeWord: boolean;
  matchCase: boolean;
  /** BCP 47 in lower case: only in texts of this language, `en` in `en-gb` too; null: in any. */
  language: string | null;
}

/** One of a script's own, which come before those for all scripts. */
export interface ScriptPronunciation extends Pronunciation {
  /** Sorts them, as a chapter's does the chapters. */
  place: string;
}

/** A part of what is spoken; `written` is what it was put in the place of, null where it is just that. */
export interface SpokenPart {
  text: string;
  written: string | null;
}

/** UTF-16 units of either side of a pronunciation: a name with its titles, not a sentence. */
export const LONGEST_PRONUNCIATION = 200;
/** Pronunciations of a script, or for all scripts. */
export const MOST_PRONUNCIATIONS = 5_000;
