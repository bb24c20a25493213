import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import PO from 'pofile';
import { LANGUAGES, type Language } from '../../app/model/language.ts';
import { keyOf, root, type SourceText } from './sources.ts';

/** The languages that have a catalogue: all but the source's own. */
export const translated: readonly Exclude<Language, 'en'>[] = LANGUAGES.filter((language) => language !== 'en');

/** Which number of things takes which form: https://www.gnu.org/software/gettext/manual/html_node/Plural-forms.html */
const RULES: Readonly<Record<(typeof translated)[number], string>> = {
  de: 'nplurals=2; plural=(n != 1);',
  es: 'nplurals=2; plural=(n != 1);',
  fr: 'nplurals=2; plural=(n > 1);',
  ja: 'nplurals=1; plural=0;',
  ar: 'nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);',
};

export type Translations = InstanceType<typeof PO>;
type Item = Translations['items'][number];

const pathOf = (language: string) => join(root, `app/words/catalogues/${language}.po`);

/** The catalogue of a language; empty where there is none yet. */
export function readCatalogue(language: (typeof translated)[number]): Translations {
  const path = pathOf(language);
  const catalogue = existsSync(path) ? PO.parse(readFileSync(path, 'utf8')) : new PO();
  catalogue.headers = {
    Language: language,
    'MIME-Version': '1.0',
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Transfer-Encoding': '8bit',
    'Plural-Forms': RULES[language],
  };
  return catalogue;
}

export const writeCatalogue = (language: string, catalogue: Translations): void =>
  writeFileSync(pathOf(language), `${catalogue.toString().trimEnd()}\n`);

/** By what the build looks an item up. */
export const keyOfItem = ({ msgid, msgid_plural, msgctxt }: Item): string =>
  keyOf([msgid, ...(msgid_plural ? [msgid_plural] : [])], msgctxt ?? undefined);

/** How many forms a language has for a number of things, and the rule which is for `n`, in C and JavaScript alike. */
export function pluralOf({ headers }: Translations): { count: number; rule: string } {
  const [, count, rule] = /^nplurals=(\d); plural=(.*);$/.exec(headers['Plural-Forms'] ?? '') ?? [];
  if (!rule) throw new Error(`no rule for numbers of things: ${headers['Plural-Forms']}`);
  return { count: Number(count), rule };
}

/** Is every form there, and nothing left for somebody to look at? */
export const isWhole = ({ msgstr, flags }: Item): boolean =>
  msgstr.length > 0 && msgstr.every((form) => form !== '') && !flags['fuzzy'];

/** Brings a catalogue up to the source: new texts are empty, those that are gone go. */
export function bringUp(catalogue: Translations, texts: readonly SourceText[]): void {
  const { count } = pluralOf(catalogue);
  const known = new Map(catalogue.items.map((item) => [keyOfItem(item), item]));
  catalogue.items = texts.map(({ key, forms, context, files }) => {
    const item = known.get(key) ?? new PO.Item();
    item.msgid = forms[0]!;
    if (forms.length > 1) item.msgid_plural = forms[1]!;
    if (context !== undefined) item.msgctxt = context;
    if (!known.has(key)) item.msgstr = Array<string>(forms.length > 1 ? count : 1).fill('');
    item.references = files;
    item.extractedComments = [];
    return item;
  });
}

/** The module that the build makes of a catalogue. */
export function moduleOf(source: string): string {
  const catalogue = PO.parse(source);
  const texts = Object.fromEntries(catalogue.items.map((item) => [keyOfItem(item), item.msgstr.join('\n')]));
  return `export default { texts: ${JSON.stringify(texts)}, form: (n) => ${pluralOf(catalogue).rule} };`;
}

/** What each text of the source is in a language, by what it is looked up. */
export const lookedUp = (language: (typeof translated)[number]): { key: string; forms: string[] }[] =>
  readCatalogue(language).items.map((item) => ({ key: keyOfItem(item), forms: item.msgstr }));
