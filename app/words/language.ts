import { type CompiledElement, compileTranslation } from 'wuchale/compiler';
import toRuntime, { type CatalogModule, type Runtime } from 'wuchale/runtime';
import type { Language } from '../model/language.ts';

/** What a language has in the place of the source's texts. */
export interface Catalogue {
  /** By the text in the source; several forms, one a line, for a number of things. */
  texts: Readonly<Record<string, string>>;
  /** Which form is for so many things, from 0. */
  form(number: number): number | boolean;
}

const english: Catalogue = { texts: {}, form: (number) => number !== 1 };

let catalogue = english;
let tag = 'en';

/**
 * The tag that numbers, dates and names of languages are written by. Arabic keeps the digits of the clock, of keys and of
 * units, which are written so in every language.
 */
export const languageTag = (): string => tag;

/** A name in a line of facts, which may run the other way and is to leave what stands beside it in its place. */
export const apart = (name: string): string => (tag.startsWith('ar') ? `\u2068${name}\u2069` : name);

/** From now on texts are looked up in a catalogue; those that have been looked up stay as they are. */
export function speak(language: Language, words: Catalogue | null): void {
  catalogue = words ?? english;
  known = {};
  tag = language === 'ar' ? 'ar-u-nu-latn' : language;
}

/** A text's own words stand in for what has no translation; what tells it from its likes is behind them. */
const textFor = (key: string): string => catalogue.texts[key] || (key.split('\n')[0] ?? key);

/** What has been looked up, in pieces. */
let known: Record<string, CompiledElement> = {};

const pieces = new Proxy([] as CatalogModule['c'], {
  get: (_target, key) => (known[String(key)] ??= compileTranslation(textFor(String(key)), String(key))),
});

/**
 * What wuchale puts in the place of each text when Lectern is built (`build/words`): answers it in the language that is
 * spoken. Sources that run unbuilt are not changed, and so speak English.
 * @public
 */
export const lookUp: Runtime = Object.assign(
  toRuntime({ c: pieces, p: (number) => Number(catalogue.form(number)) } satisfies CatalogModule),
  { p: (key: unknown): string[] => (catalogue.texts[String(key)] || String(key)).split('\n') },
);
