import { languageTag } from './language.ts';

/** Characters that a voice speaks in a minute: the field's usual figure, the same that the app's estimate is made with. */
const CHARACTERS_A_MINUTE = 990;

/** Seconds of narration that so many characters come to. */
export const spokenSeconds = (characters: number): number => (characters / CHARACTERS_A_MINUTE) * 60;

/** `0:07`, `12:30`, `1:02:03`: a place in the narration, whole seconds. */
export function clock(seconds: number): string {
  const whole = Math.floor(Math.max(0, seconds));
  const parts = [Math.floor(whole / 60) % 60, whole % 60].map((part) => String(part).padStart(2, '0'));
  const hours = Math.floor(whole / 3600);
  return hours > 0 ? `${hours}:${parts.join(':')}` : `${Number(parts[0])}:${parts[1]}`;
}

/** `2.5 s`; as many digits behind the point as are asked for, or as it takes. */
export const secondsOf = (seconds: number, digits?: number): string => `${number(seconds, digits)} s`;

/** `40 s`, `12 min`, `1 h 5 min`: how long something is, no more exact than a person needs. */
export function duration(seconds: number): string {
  if (seconds < 59.5) return secondsOf(Math.max(1, Math.round(seconds)));
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

/** `$1.20`, `less than a cent`, `free`; US dollars. */
export function money(dollars: number): string {
  if (dollars === 0) return /* @wc-include */ 'free';
  if (dollars < 0.01) return 'less than a cent';
  return formatted(dollars, { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol' });
}

/** `4,210`; as many digits behind the point as are asked for, or up to three. */
export const number = (value: number, digits?: number): string =>
  formatted(value, digits === undefined ? {} : { minimumFractionDigits: digits, maximumFractionDigits: digits });

const formats = new Map<string, Intl.NumberFormat>();

/** Each way to write numbers is made once: it takes a tenth of a millisecond, and a window has hundreds of numbers. */
function formatted(value: number, options: Intl.NumberFormatOptions): string {
  const tag = languageTag();
  const name = `${tag} ${JSON.stringify(options)}`;
  let format = formats.get(name);
  if (!format) formats.set(name, (format = new Intl.NumberFormat(tag, options)));
  return format.format(value);
}

/**
 * `1 chapter`, `4,210 characters`: the one of `forms` that goes with a number, which stands for its `#`. In the source
 * they are for one and for several; a catalogue has those of its language, and its `rule` which is when.
 */
export function count(
  things: number,
  forms: readonly string[],
  rule = (things: number) => Number(things !== 1),
): string {
  return (forms[rule(things)] ?? forms.at(-1) ?? '').replace('#', number(things));
}

/** `50 MB` for bytes; decimal, as file managers count. */
export function size(bytes: number): string {
  const step = bytes < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
  const value = formatted(bytes / 1000 ** step, { maximumSignificantDigits: 3 });
  return (
    [`${value} bytes`, `${value} kB`, /* @wc-include */ `${value} MB`, /* @wc-include */ `${value} GB`][step] ?? value
  );
}

/** `two`, `two and three`, `two, three, and four`. */
export const listed = (names: readonly string[]): string => new Intl.ListFormat(languageTag()).format(names);

/** `en-gb` as `British English`; a tag that nobody knows stays as it is. */
export function languageName(tag: string): string {
  try {
    return languageNames().of(tag) ?? tag;
  } catch {
    return tag;
  }
}

let named: { tag: string; names: Intl.DisplayNames } | null = null;

/** Made once a language: it takes a millisecond, and lists have hundreds of names. */
function languageNames(): Intl.DisplayNames {
  const tag = languageTag();
  if (named?.tag !== tag) named = { tag, names: new Intl.DisplayNames([tag], { type: 'language' }) };
  return named.names;
}

/** English as it is written in most places: `12 March`, `17:05`. */
const dateTag = () => (languageTag() === 'en' ? 'en-GB' : languageTag());

/** `17:05`; ms since 1970. */
export const timeOfDay = (moment: number): string =>
  new Date(moment).toLocaleTimeString(dateTag(), { hour: '2-digit', minute: '2-digit' });

/** `today`, `yesterday`, `12 March`, `12 March 2024`, as seen at `now`; both in ms since 1970. */
export function day(moment: number, now: number): string {
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  if (moment >= midnight) return /* @wc-include */ 'today';
  if (moment >= midnight - 86_400_000) return /* @wc-include */ 'yesterday';
  const date = new Date(moment);
  const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long' };
  if (date.getFullYear() !== new Date(now).getFullYear()) options.year = 'numeric';
  return date.toLocaleDateString(dateTag(), options);
}
