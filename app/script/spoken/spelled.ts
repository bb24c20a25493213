import { expansionsOf } from './expansions.ts';
import { type Numerals, numeralsOf } from './numerals.ts';
import type { Rewriting } from './rewriting.ts';

/**
 * Numbers, amounts and abbreviations written out as a reader says them, in the languages that are known here; a text
 * in any other stays as it is. What a voice reads better by itself is left to it: times, dates, parts of codes.
 */
export function spelled(text: Rewriting, language: string | null): Rewriting {
  const expanded = expansionsOf(language).reduce((so, [pattern, words]) => so.replace(pattern, () => words), text);
  const numerals = numeralsOf(language);
  if (!numerals) return expanded;
  return expanded
    .replace(ORDINAL, (match) => numerals.ordinal(match[1]!, match[2]!) ?? match[0])
    .replace(amountOf(numerals), ({ groups = {}, 0: whole }) => {
      const { before = '', number = '', after = '' } = groups;
      return said(numerals, number, before || after.trim()) ?? whole;
    });
}

const APART = String.raw`(?<![\p{L}\p{N}\p{M}.,:/#@_+^*=~\-‐–−])`;
/** Of no longer number, no time, no code, no range and no fraction. */
const ALONE = String.raw`(?![\p{L}\p{N}\p{M}_:/]|[.,\-‐–]\p{N}|[-‐–]\p{L})`;
const ORDINAL = new RegExp(String.raw`${APART}(\d{1,4})(st|nd|rd|th|er|re|e|ème|º|ª)${ALONE}`, 'gu');

const patterns = new Map<string, RegExp>();

function amountOf({ group, point }: Numerals): RegExp {
  const key = group + point;
  const known = patterns.get(key);
  if (known) return known;
  const number = String.raw`(?:\d{1,3}(?:[${group}]\d{3})+|\d{1,15})(?:[${point}]\d{1,6})?`;
  const made = new RegExp(String.raw`${APART}(?<before>[$£€])?(?<number>${number})(?<after>\s?[%€$£])?${ALONE}`, 'gu');
  patterns.set(key, made);
  return made;
}

/** Null for what is no number that is said as one: with zeros before it, it is a code. */
function said(numerals: Numerals, number: string, sign: string): string | null {
  const [whole = '', fraction] = number.split(numerals.point);
  const digits = whole.replace(/\D/g, '');
  if (/^0\d/.test(digits)) return null;
  const integer = Number(digits);
  const unit = numerals.units[sign];
  if (unit && fraction?.length === 2 && sign !== '%') {
    const rest = Number(fraction);
    return `${numerals.cardinal(integer)} ${unit}${rest > 0 ? ` ${numerals.cardinal(rest)}` : ''}`;
  }
  const decimals = fraction === undefined ? '' : numerals.decimals(fraction);
  const year = digits === number && sign === '' ? numerals.year(integer) : null;
  const words = (year ?? numerals.cardinal(integer)) + decimals;
  return unit ? `${words} ${integer === 1 && !fraction ? (numerals.one[sign] ?? unit) : unit}` : words;
}
