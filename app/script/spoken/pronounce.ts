import type { Pronunciation } from '../../model/pronunciation.ts';
import type { Rewriting } from './rewriting.ts';

/**
 * Puts what is to be said in the place of what is written. Where several fit, the longest does; the first listed of
 * equals, so that a script's own come before those for all scripts. What was put in is not looked at again.
 */
export function pronounced(text: Rewriting, rules: readonly Pronunciation[], language: string | null): Rewriting {
  const { pattern, spoken } = compiled(rules, language);
  if (!pattern) return text;
  return text.replace(pattern, (match) => spoken[match.findIndex((group, i) => i > 0 && group !== undefined) - 1]!);
}

/** Does a rule apply somewhere in a text? Where it stands first, or null. */
export function firstUse(text: string, rule: Pronunciation): number | null {
  const at = text.search(new RegExp(patternOf(rule), 'u'));
  return at < 0 ? null : at;
}

interface Compiled {
  pattern: RegExp | null;
  /** What is said for each group of the pattern. */
  spoken: string[];
}

const known = new WeakMap<readonly Pronunciation[], Map<string | null, Compiled>>();

/** Rules are the same objects for all segments of a script, and to compile them costs more than to use them. */
function compiled(rules: readonly Pronunciation[], language: string | null): Compiled {
  const own = known.get(rules) ?? new Map<string | null, Compiled>();
  known.set(rules, own);
  const found = own.get(language) ?? compile(rules, language);
  own.set(language, found);
  return found;
}

function compile(rules: readonly Pronunciation[], language: string | null): Compiled {
  const fitting = rules
    .filter((rule) => rule.written !== '' && speaks(rule.language, language))
    .toSorted((one, other) => other.written.length - one.written.length);
  if (fitting.length === 0) return { pattern: null, spoken: [] };
  return {
    pattern: new RegExp(fitting.map((rule) => `(${patternOf(rule)})`).join('|'), 'gu'),
    spoken: fitting.map((rule) => rule.spoken),
  };
}

/** Is a text in `language` one of the rule's? A text of unknown language is of none. */
const speaks = (rule: string | null, language: string | null) =>
  rule === null || language === rule || language?.startsWith(`${rule}-`) === true;

function patternOf({ written, wholeWord, matchCase }: Pronunciation): string {
  const literal = RegExp.escape(written.normalize())
    .replace(/\\x20/g, '\\s+')
    .replace(/['’]|\\x27/g, "['’]");
  const cased = matchCase ? literal : `(?i:${literal})`;
  return wholeWord ? `(?<![\\p{L}\\p{N}])${cased}(?![\\p{L}\\p{N}])` : cased;
}
