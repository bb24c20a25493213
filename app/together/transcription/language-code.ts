/** Whisper's names that are not the ones of the Unicode CLDR, which Intl speaks. */
const OTHER_NAMES: readonly (readonly [string, string])[] = [
  ['castilian', 'es'],
  ['flemish', 'nl'],
  ['haitian', 'ht'],
  ['letzeburgesch', 'lb'],
  ['mandarin', 'zh'],
  ['moldavian', 'ro'],
  ['moldovan', 'ro'],
  ['myanmar', 'my'],
  ['nynorsk', 'nn'],
  ['panjabi', 'pa'],
  ['pushto', 'ps'],
  ['sinhalese', 'si'],
  ['tagalog', 'tl'],
  ['valencian', 'ca'],
];
const CODE = /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/;

let codes: Map<string, string> | null = null;

/**
 * A language as a service names it, as BCP 47 in lower case: `english`, `English`, `en` and `en_US` are all seen.
 * Null for what is none.
 */
export function languageCode(said: string): string | null {
  const plain = said.trim().toLowerCase();
  const code = plain.replaceAll('_', '-');
  if (CODE.test(code) && code.length < 4) return code;
  codes ??= codesByName();
  return codes.get(plain) ?? (CODE.test(code) && code.includes('-') ? code : null);
}

/** Every ISO 639-1 code that has an English name, by that name. */
function codesByName(): Map<string, string> {
  const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const pairs = letters.flatMap((first) => letters.map((second) => first + second));
  const known = [...pairs, 'yue', 'haw', 'fil'].flatMap((code) => {
    const name = names.of(code)?.toLowerCase();
    return name === undefined ? [] : [[name, code] as const];
  });
  return new Map([...known, ...OTHER_NAMES]);
}
