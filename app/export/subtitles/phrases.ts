import type { Segment } from '../../model/script.ts';
import { split } from '../../script/split.ts';
import { columns, CUE_LINES, LINE_COLUMNS, lines } from '../../subtitles/lines.ts';

/** What stands on a screen at a time, as a half-open range of its block's text. */
export interface Phrase {
  start: number;
  end: number;
  /** Where sentences end in it, or with it: a voice pauses longer there. */
  ends: readonly number[];
}

/** In columns: what is shorter goes with its neighbour, as one reads it in less than a second. */
const SHORT = 15;

/** The phrases of a segment: sentences, in parts where they are too long for a screen, joined where they are too short. */
export function phrasesOf(
  { start, end, sentences }: Pick<Segment, 'start' | 'end' | 'sentences'>,
  text: string,
): Phrase[] {
  const phrases: Phrase[] = [];
  for (const [index, from] of sentences.entries()) {
    const to = sentences[index + 1] ?? end;
    const cuts = cutsOf(text, Math.max(start, from), to);
    for (const [part, cut] of cuts.entries()) {
      const phrase = { start: cut, end: cuts[part + 1] ?? to, ends: part === cuts.length - 1 ? [to] : [] };
      const last = phrases.at(-1);
      if (last && (isShort(text, last) || isShort(text, phrase)) && fits(text, last.start, phrase.end)) {
        phrases[phrases.length - 1] = { ...phrase, start: last.start, ends: [...last.ends, ...phrase.ends] };
      } else phrases.push(phrase);
    }
  }
  return phrases;
}

/** What is seen of a range: without the white space of its source. */
export const seen = (text: string, start: number, end: number): string =>
  text.slice(start, end).replaceAll(/\s+/g, ' ').trim();

const isShort = (text: string, { start, end }: Phrase) => columns(seen(text, start, end)) < SHORT;

function fits(text: string, start: number, end: number): boolean {
  const whole = seen(text, start, end);
  return columns(whole) <= CUE_LINES * LINE_COLUMNS && lines(whole).length <= CUE_LINES;
}

function cutsOf(text: string, start: number, end: number): number[] {
  if (fits(text, start, end)) return [start];
  const length = Math.max(1, end - start);
  const scale = length / Math.max(length, columns(text.slice(start, end)));
  // Two lines hold less than twice a line where a long word stands in the middle.
  for (let room = CUE_LINES * LINE_COLUMNS; ; room -= LINE_COLUMNS / 7) {
    const most = Math.max(1, Math.floor(room * scale));
    const cuts = split(text, start, end, { comfortable: Math.ceil(most * 0.8), most });
    const all = cuts.every((cut, index) => fits(text, cut, cuts[index + 1] ?? end));
    if (all || room <= LINE_COLUMNS) return cuts;
  }
}
