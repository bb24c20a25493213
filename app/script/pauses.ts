/** Silence after a segment, in ms, by what ends with it. Voices add some 100 ms of their own. */
export interface Pauses {
  /** Inside a sentence that was too long for one request: a breath at most, or the seam is heard. */
  clause: number;
  /** Between two sentences of a paragraph: what a reader takes at a full stop. */
  sentence: number;
  /** Between paragraphs: long enough to hear that a new thought begins. */
  paragraph: number;
  /** Before and after a heading, which has no full stop to be told by. */
  heading: number;
  /** For an ornament ("* * *") between paragraphs: time and place have changed. */
  scene: number;
  /** Between chapters: long enough to be taken for a new beginning, too short to be taken for the end. */
  chapter: number;
}

export const PAUSES: Pauses = { clause: 80, sentence: 250, paragraph: 600, heading: 900, scene: 1500, chapter: 2000 };
