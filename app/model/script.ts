import type { ChapterRole, ParagraphKind } from './document.ts';

/** A document made speakable: chapters of blocks, which a person may edit. */
export interface Script {
  title: string;
  author: string | null;
  /** BCP 47 in lower case, or null where unknown. */
  language: string | null;
  chapters: ScriptChapter[];
}

export interface ScriptChapter {
  /** Unique in its script, kept across edits. */
  id: string;
  title: string;
  role: ChapterRole;
  /** Does the narration speak it? */
  included: boolean;
  blocks: Block[];
}

/** One paragraph of the script: the unit of editing. */
export interface Block {
  /** Unique in its script, kept across edits. */
  id: string;
  kind: ParagraphKind;
  text: string;
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
  /** Where each sentence starts, as offsets into the block's text; the first equals `start`. */
  sentences: number[];
  /** Silence that follows the speech, in ms. */
  pauseAfter: number;
}
