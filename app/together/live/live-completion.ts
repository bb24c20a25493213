import type { LiveSettings } from './live-request.ts';

/** What is known of a context's progress. All times in ms by the client's clock. */
export interface Progress {
  /** When its text was committed, or something was last heard for it. */
  heard: number;
  /** Items that are done. */
  done: number;
  /** Is the last thing that was heard such an end? */
  ended: boolean;
  /** Items that its text will make, as far as sentences tell. */
  expected: number;
}

/** ms of silence after the last expected `done`; Together's phone guide waits as long. */
const QUIET = 500;
/** ms from the end of an item to the first sound of the next, where more are expected. */
const NEXT_ITEM = 4_000;
/**
 * ms without any sound before the end of an item. Those who talk with people give up after 4 or 8 s, but giving up
 * means buying again, and a slow machine is no reason for that; one that is gone is noticed by its socket.
 */
const SILENCE = 20_000;
/** ms that a context waits at most while the service is at work for others; as long as the reply to a REST request. */
const LONGEST_TURN = 60_000;

/**
 * When a context is over if nothing more is heard for it. The API ends items, not commits, and does not say how many
 * it makes of a text: so a text is complete after an end and a silence, a short one once there were as many ends as
 * sentences, otherwise one in which the next item would surely have begun to sound. A context that has not ended
 * runs out of patience then, unless the service is heard (last at `socketHeard`) at work for other contexts.
 */
export function overAt({ heard, done, ended, expected }: Progress, socketHeard: number): number {
  if (ended) return heard + (done >= expected ? QUIET : NEXT_ITEM);
  return Math.min(Math.max(heard, socketHeard) + SILENCE, heard + LONGEST_TURN);
}

/** Characters of a sentence after which the service divides it, where nothing else is asked for (`max_partial_length`). */
const LONGEST_PART = 250;

/** Items that a text may well make: of each sentence, or of all where the service divides only at commits, its parts. */
export function itemsOf(
  text: string,
  { language, segment, longestPart = LONGEST_PART }: Pick<LiveSettings, 'language' | 'segment' | 'longestPart'>,
): number {
  const partsOf = (sentence: string) =>
    SPEAKABLE.test(sentence) ? Math.ceil(sentence.trim().length / longestPart) : 0;
  if (segment === 'never') return Math.max(1, partsOf(text));
  const sentences = Array.from(segmenterOf(language).segment(text), (each) => partsOf(each.segment));
  return Math.max(1, sum(sentences));
}

/**
 * Do the documents say where the end of a text is? One `done` is said to come for each segment, a segment to end with
 * `never` at a commit only, and 250 characters (`max_partial_length`) to be spoken in one go: so of a text as short as
 * that the first `done` is the end of all. For any other text, and where a service sends anything after that `done`,
 * the end is a guess from the silence that follows, and more of the text may have been to come.
 */
export function endsAtFirst(
  text: string,
  { segment, longestPart = LONGEST_PART }: Pick<LiveSettings, 'segment' | 'longestPart'>,
): boolean {
  return segment === 'never' && text.length <= Math.min(longestPart, LONGEST_PART);
}

/** A letter or a number: what a voice can say. */
const SPEAKABLE = /[\p{L}\p{N}]/u;

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

/** To make one takes longer than to use it. */
const segmenters = new Map<string, Intl.Segmenter>();

function segmenterOf(language: string): Intl.Segmenter {
  const segmenter = segmenters.get(language) ?? new Intl.Segmenter(language, { granularity: 'sentence' });
  segmenters.set(language, segmenter);
  return segmenter;
}
