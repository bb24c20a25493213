import type { Pronunciation } from '../model/pronunciation.ts';
import { pronounced } from './spoken/pronounce.ts';
import { Rewriting } from './spoken/rewriting.ts';
import { spelled } from './spoken/spelled.ts';

/** How a script is read: by which rules, and whether numbers and abbreviations are written out for the voice. */
export interface Reading {
  rules: readonly Pronunciation[];
  spelled: boolean;
}

/** As it is written. */
export const PLAIN: Reading = { rules: [], spelled: false };

/** Soft hyphens, zero-width spaces and joiners of words, marks of direction: they steer type, not speech. */
const INVISIBLE = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
/** Any but a single plain space. */
const SPACE = /[\s\p{Cc}]{2,}|[^\S ]|\p{Cc}/gu;
/** Within a word a curly apostrophe is one to a reader, and a closing quote to many a voice ("don", "t"). */
const APOSTROPHE = /(?<=\p{L})[’ʼ＇](?=\p{L})/gu;
const EDGES = /^ | $/g;

/** Written text as it is sent to a voice: on one line, single spaces, nothing unseen. By itself it gets no longer. */
export function spokenText(written: string, reading = PLAIN, language: string | null = null): string {
  if (reading.rules.length > 0 || reading.spelled) return spokenOf(written, reading, language).text;
  return written.replace(INVISIBLE, '').replace(APOSTROPHE, "'").replace(SPACE, ' ').trim();
}

/** The same with the way back: see Rewriting. `language` is that of the text, as its voice speaks it. */
export function spokenOf(written: string, { rules, spelled: spells }: Reading, language: string | null): Rewriting {
  const plain = Rewriting.of(written)
    .replace(INVISIBLE, () => '')
    .replace(APOSTROPHE, () => "'")
    .replace(SPACE, () => ' ');
  const said = pronounced(plain, rules, language);
  return (spells ? spelled(said, language) : said).replace(SPACE, () => ' ').replace(EDGES, () => '');
}

/** A text's language as its voice speaks it: English in a book is American where an American reads it. */
export function languageOf(text: string | null, voice: string): string {
  return text === null || voice.split('-')[0] === text.split('-')[0] ? voice : text;
}
