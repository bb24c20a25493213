import type { TimedWord } from './engine.ts';

/** What eSpeak reports while it speaks; its position counts code points from 1. */
export interface EspeakEvent {
  type: string;
  text_position: number;
  /** In ms from the start of the sound. */
  audio_position: number;
  /** Of a phoneme, its name: empty for a pause. */
  id?: number | string | undefined;
}

/** A text as eSpeak gets to read it, with the words in it. */
export interface Marked {
  text: string;
  words: readonly { text: string; position: number }[];
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** eSpeak reads SSML, and phonemes between `[[` and `]]`; a person's text is neither. */
export function marked(piece: string): Marked {
  const words: { text: string; position: number }[] = [];
  let text = '';
  for (const [word] of piece.replace(/\p{Cc}+/gu, ' ').matchAll(/\S+/g)) {
    if (text !== '') text += ' ';
    words.push({ text: word, position: [...text].length + 1 });
    text += word.replace(/[&<>]/g, (mark) => ENTITIES[mark]!).replaceAll('[[', '[ [');
  }
  return { text, words };
}

/**
 * When each word was spoken. eSpeak reports a number or a name with a hyphen as several words and some words twice;
 * a written word lasts from the first report in it up to the next word, or to the pause before that.
 */
export function timedWords({ words }: Marked, events: readonly EspeakEvent[], duration: number): TimedWord[] {
  const reports = events.filter(({ type }) => type === 'word' || type === 'phoneme' || type === 'end');
  const begun = new Map<number, { start: number; end: number }>();
  reports.forEach((report, index) => {
    const { type, text_position: position, audio_position: at } = report;
    const word = words.findLastIndex((word) => word.position <= position);
    const own = begun.get(word);
    const start = at / 1000;
    const end = Math.min(duration, (reports[index + 1]?.audio_position ?? Infinity) / 1000);
    if (type === 'word' && !own) begun.set(word, { start, end });
    else if (own && isSound(report)) own.end = Math.max(own.end, end);
  });
  return shared(words.map(({ text }, index) => ({ text, time: begun.get(index) ?? null })));
}

interface Reported {
  text: string;
  time: { start: number; end: number } | null;
}

/** Short words (`was a`) are reported as one; each of them gets its share of the time, by its letters. */
function shared(words: readonly Reported[]): TimedWord[] {
  const groups: Reported[][] = [];
  for (const word of words) {
    if (word.time) groups.push([word]);
    else if (/[\p{L}\p{N}]/u.test(word.text)) groups.at(-1)?.push(word);
  }
  return groups.flatMap((group) => {
    const letters = group.reduce((sum, { text }) => sum + text.length, 0);
    const { start, end } = group[0]!.time!;
    let passed = 0;
    const after = (text: string) => start + ((end - start) * (passed += text.length)) / letters;
    return group.map(({ text }) => ({ text, start: start + ((end - start) * passed) / letters, end: after(text) }));
  });
}

const isSound = ({ type, id }: EspeakEvent) => type === 'phoneme' && id !== '';
