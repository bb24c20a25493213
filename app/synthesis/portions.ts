import type { Voice } from '../model/script.ts';
import { sentenceStarts } from '../script/sentences.ts';

/** A part of a text that is spoken by itself. */
export interface Portion {
  text: string;
  /** Where it begins in the whole, in UTF-16 units. */
  start: number;
}

/** Characters; voices clip or garble what is much shorter, such as `No.` alone. */
const LEAST = 60;
/** Characters that the service speaks in one go (`max_partial_length`), so that its end is known when it comes. */
export const MOST = 250;

/**
 * A text in its sentences, short ones together with their neighbours: the first is soon made and sounds at once, and
 * where a connection is lost no more than one of them is. All together they are the text.
 */
export function portions(text: string, language: Voice['language']): Portion[] {
  const starts = sentenceStarts(text, language);
  const found: Portion[] = [];
  for (const [i, start] of starts.entries()) {
    const sentence = text.slice(start, starts[i + 1] ?? text.length);
    const last = found.at(-1);
    const short = last !== undefined && Math.min(last.text.length, sentence.length) < LEAST;
    if (short && last.text.length + sentence.length <= MOST) last.text += sentence;
    else found.push({ text: sentence, start });
  }
  return found;
}
