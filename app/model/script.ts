import type { ChapterRole, ParagraphKind } from './document.ts';
import type { ScriptPronunciation } from './pronunciation.ts';

/** A document made speakable: chapters of blocks, which a person may edit. */
export interface Script {
  title: string;
  author: string | null;
  /** BCP 47 in lower case, or null where unknown. */
  language: string | null;
  /** Those who speak besides the narrator. */
  cast: CastMember[];
  /** How this script's names and words are said; those for all scripts come after them. */
  pronunciations: ScriptPronunciation[];
  /** Are numbers and abbreviations written out for the voice? Most voices read them well by themselves. */
  spelled: boolean;
  chapters: ScriptChapter[];
}

/** Somebody who speaks: a character, or the narrator's second voice. */
export interface CastMember {
  /** Unique in its script. */
  id: string;
  /** Sorts the cast, as a chapter's does the chapters. */
  place: string;
  /** As the person calls them. */
  name: string;
  voice: Voice;
}

export interface ScriptChapter {
  /** Unique in its script, kept across edits. */
  id: string;
  /** Sorts the chapters of a script, compared by code units; a new one fits between any two. */
  place: string;
  title: string;
  role: ChapterRole;
  /** Does the narration speak it? */
  included: boolean;
  blocks: Block[];
}

/** One paragraph of the script, or a part of one: the unit of editing. */
export interface Block {
  /** Unique in its script, kept across edits. */
  id: string;
  /** Sorts the blocks of a chapter, as a chapter's does the chapters. */
  place: string;
  kind: ParagraphKind;
  text: string;
  /** BCP 47 in lower case, where it is in another language than the script; null: the script's. */
  language: string | null;
  /** Id of the member of the cast who speaks it; null: the narrator. */
  speaker: string | null;
  /** A voice of its own, whoever speaks it; null: the speaker's. */
  voice: Voice | null;
  /** Where one of its segments was made more than once: which of its takes is the one to be heard. */
  takes: readonly ChosenTake[];
  /** Silence that follows it, in ms; null: what the place asks for. */
  pause: number | null;
  /** Does it go on in the paragraph of the block before it, as speech cut out of its sentence does? */
  runsOn: boolean;
  /** Is it kept from every change, and its take from being made again? */
  locked: boolean;
}

/** One of several takes of a text in a voice, chosen by a person. */
export interface ChosenTake {
  spoken: string;
  voice: Voice;
  /** From 1; 0 is the first, which is heard where nobody chose. */
  take: number;
}

/** Who speaks: one voice of one model, in a language that the model knows. */
export interface Voice {
  model: string;
  /** Name or id, whichever the model wants in a request. */
  voice: string;
  /** BCP 47 in lower case. */
  language: string;
}

/**
 * Consecutive sentences of one block, packed to the model's comfortable size:
 * the unit of money and cache. An edit buys only its own segment again.
 */
export interface Segment {
  /** `<block id>/<n>`, n from 0 within the block. */
  id: string;
  chapter: string;
  block: string;
  /** Half-open range in the block's text, in UTF-16 units. */
  start: number;
  end: number;
  /** What is sent to the service. */
  spoken: string;
  voice: Voice;
  /** Which of its takes is heard: 0 for the first, others where a person had it made again. */
  take: number;
  /** Where each sentence starts, as offsets into the block's text; the first equals `start`. */
  sentences: number[];
  /** Silence that follows the speech, in ms. */
  pauseAfter: number;
}
