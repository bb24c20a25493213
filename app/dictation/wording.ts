import type { Replacement } from '../model/dictation.ts';

/** How what is heard becomes what is written. */
export interface Wording {
  replacements: readonly Replacement[];
  /** Are "comma", "new line" and the like signs? */
  spokenPunctuation: boolean;
}

/** Words in lower case, without punctuation. */
export const plainWords = (text: string): string[] =>
  text
    .toLowerCase()
    .normalize('NFC')
    .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

/** What is said for a sign, in the languages that Lectern has voices for. */
const SIGNS: ReadonlyMap<string, string> = new Map([
  ...signs(',', 'comma', 'komma', 'virgule', 'coma', 'virgola', 'vírgula'),
  ...signs('.', 'full stop', 'period', 'punkt', 'point final', 'punto', 'ponto final'),
  ...signs('?', 'question mark', 'fragezeichen', "point d'interrogation", 'signo de interrogación'),
  ...signs('!', 'exclamation mark', 'exclamation point', 'ausrufezeichen', "point d'exclamation"),
  ...signs(':', 'colon', 'doppelpunkt', 'deux points', 'dos puntos', 'due punti'),
  ...signs(';', 'semicolon', 'strichpunkt', 'point virgule', 'punto y coma'),
  ...signs('\n', 'new line', 'neue zeile', 'nouvelle ligne', 'nueva línea', 'nuova riga', 'nova linha'),
  ...signs('\n\n', 'new paragraph', 'neuer absatz', 'nouveau paragraphe', 'nuevo párrafo', 'nuovo paragrafo'),
]);

function signs(sign: string, ...names: string[]): [string, string][] {
  return names.map((name) => [name, sign]);
}

/** A text as it is to be written. */
export function worded(text: string, { replacements, spokenPunctuation }: Wording): string {
  const signed = spokenPunctuation ? punctuated(text.trim()) : text.trim();
  return replaced(signed, replacements);
}

/** Two texts in a row, with what belongs between them. */
export function joinedText(before: string, after: string): string {
  if (before === '' || after === '') return before + after;
  const close = /\s$/u.test(before) || /^[\s,.;:?!…)\]]/u.test(after);
  // Scripts without spaces between words have none between sentences either.
  const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}。、！？]$/u.test(before);
  return close || unspaced ? before + after : `${before} ${after}`;
}

/** Whole words only, the longest first, each once: what was put in is not looked at again. */
function replaced(text: string, replacements: readonly Replacement[]): string {
  const wanted = new Map(replacements.map(({ from, to }) => [from.trim().toLowerCase(), to]));
  wanted.delete('');
  return exchange(text, wanted, (to) => to);
}

/** Of a private plane, where no text is. */
const MARK = '\uE000';

function punctuated(text: string): string {
  // A model that punctuates by itself puts its signs around those that it was told.
  const exchanged = exchange(text, SIGNS, (sign) => `${MARK}${sign}${MARK}`);
  return exchanged
    .replace(/[ \t]*[,.;:]?[ \t]*\uE000([^\uE000]*)\uE000[,.;:?!]?/gu, '$1')
    .replace(/\n[ \t]+/g, '\n')
    .replace(/([.?!]\s+|\n)(\p{Ll})/gu, (_, end: string, letter: string) => end + letter.toUpperCase());
}

function exchange(text: string, wanted: ReadonlyMap<string, string>, put: (to: string) => string): string {
  if (wanted.size === 0) return text;
  const names = [...wanted.keys()].toSorted((one, other) => other.length - one.length).map(escaped);
  const whole = new RegExp(`(?<![\\p{L}\\p{N}])(?:${names.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
  return text.replace(whole, (found) => put(wanted.get(found.toLowerCase()) ?? found));
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

const PAIR = /^(.*?)\s*(?:=>|→|\t|,)\s*(.*)$/u;

/** Vocabulary as a text file: a line each, a word to expect or `heard => written`. */
export function vocabularyText(words: readonly string[], replacements: readonly Replacement[]): string {
  return [...words, ...replacements.map(({ from, to }) => `${from} => ${to}`)].map((line) => `${line}\n`).join('');
}

/** The same back; also with tabs or commas, as other programs write it. Empty lines and # comments say nothing. */
export function vocabularyOf(text: string): { words: string[]; replacements: Replacement[] } {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const words: string[] = [];
  const replacements: Replacement[] = [];
  for (const line of lines) {
    const [, from, to] = PAIR.exec(line) ?? [];
    if (from) replacements.push({ from, to: to! });
    else words.push(line);
  }
  return { words, replacements };
}
