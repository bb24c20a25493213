import * as german from 'n2words/de-DE';
import * as british from 'n2words/en-GB';
import * as american from 'n2words/en-US';
import * as spanish from 'n2words/es-ES';
import * as french from 'n2words/fr-FR';
import * as italian from 'n2words/it-IT';
import * as portuguese from 'n2words/pt-PT';

/** How a language writes numbers, and says them. */
export interface Numerals {
  /** What may stand between thousands, as a class of a regular expression; and the sign before decimals. */
  group: string;
  point: string;
  cardinal(number: number): string;
  /** With the ending that makes it one; null where the language has no such ending, or bends it to its noun. */
  ordinal(digits: string, ending: string): string | null;
  /** Four digits as the year that they mostly are; null where they are said like any number. */
  year(number: number): string | null;
  /** What is said for the decimals, digit by digit, with a space before it. */
  decimals(digits: string): string;
  units: Readonly<Record<string, string>>;
  /** The same for one of them, where that differs. */
  one: Readonly<Record<string, string>>;
}

interface Words {
  toCardinal(number: number): string;
  toOrdinal(number: number): string;
}

type Rest = Pick<Numerals, 'units'> & Partial<Numerals> & { comma: string; endings?: RegExp };

function numerals({ toCardinal, toOrdinal }: Words, { comma, endings = /^$/, ...rest }: Rest): Numerals {
  return {
    group: ' \u00a0\u202f.',
    point: ',',
    cardinal: (number) => toCardinal(number),
    ordinal: (digits, ending) => (endings.test(ending) ? toOrdinal(Number(digits)) : null),
    year: () => null,
    decimals: (digits) => ` ${comma} ${[...digits].map((digit) => toCardinal(Number(digit))).join(' ')}`,
    one: {},
    ...rest,
  };
}

/** "eighteen seventy-one", "nineteen oh five", "nineteen hundred"; what is past 2099 or before 1100 is a number. */
function englishYear(number: number): string | null {
  const [century, rest] = [Math.floor(number / 100), number % 100];
  if (century < 11 || century > 20 || (century === 20 && rest < 10)) return null;
  const say = british.toCardinal;
  if (rest === 0) return `${say(century)} hundred`;
  return `${say(century)} ${rest < 10 ? `oh ${say(rest)}` : say(rest)}`;
}

/** "achtzehnhunderteinundsiebzig"; from 2000 on it is a number. */
function germanYear(number: number): string | null {
  const [century, rest] = [Math.floor(number / 100), number % 100];
  if (century < 11 || century > 19) return null;
  return `${german.toCardinal(century)}hundert${rest === 0 ? '' : german.toCardinal(rest)}`;
}

const english = (words: Words): Numerals =>
  numerals(words, {
    ...{ group: ',', point: '.', comma: 'point', endings: /^(?:st|nd|rd|th)$/, year: englishYear },
    units: { $: 'dollars', '£': 'pounds', '€': 'euros', '%': 'percent' },
    one: { $: 'dollar', '£': 'pound', '€': 'euro' },
  });

const KNOWN: ReadonlyMap<string, Numerals> = new Map([
  ['en', english(british)],
  ['en-us', english(american)],
  [
    'de',
    numerals(german, {
      ...{ comma: 'Komma', year: germanYear },
      units: { $: 'Dollar', '£': 'Pfund', '€': 'Euro', '%': 'Prozent' },
      // "ein Euro", where the bare number is "eins".
      cardinal: (number) => german.toCardinal(number),
    }),
  ],
  [
    'fr',
    numerals(french, {
      ...{ comma: 'virgule', endings: /^(?:er|e|ème)$/ },
      units: { $: 'dollars', '£': 'livres', '€': 'euros', '%': 'pour cent' },
      one: { $: 'dollar', '£': 'livre', '€': 'euro' },
    }),
  ],
  [
    'es',
    numerals(spanish, {
      ...{ comma: 'coma', endings: /^º$/ },
      units: { $: 'dólares', '£': 'libras', '€': 'euros', '%': 'por ciento' },
      one: { $: 'dólar', '£': 'libra', '€': 'euro' },
    }),
  ],
  [
    'it',
    numerals(italian, {
      ...{ comma: 'virgola', endings: /^º$/ },
      units: { $: 'dollari', '£': 'sterline', '€': 'euro', '%': 'per cento' },
      one: { $: 'dollaro', '£': 'sterlina' },
    }),
  ],
  [
    'pt',
    numerals(portuguese, {
      ...{ comma: 'vírgula', endings: /^º$/ },
      units: { $: 'dólares', '£': 'libras', '€': 'euros', '%': 'por cento' },
      one: { $: 'dólar', '£': 'libra', '€': 'euro' },
    }),
  ],
]);

/** The numerals of a language by its BCP 47 name; null where they are not known, or the language is not. */
export function numeralsOf(language: string | null): Numerals | null {
  if (language === null) return null;
  return KNOWN.get(language) ?? KNOWN.get(language.split('-')[0]!) ?? null;
}
