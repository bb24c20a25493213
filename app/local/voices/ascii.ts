/** What a symbol is read as. Each is set off by spaces. */
const SPOKEN: Readonly<Record<string, string>> = {
  '£': 'pounds',
  '€': 'euros',
  '¥': 'yen',
  '₹': 'rupees',
  '°': 'degrees',
  '℃': 'degrees Celsius',
  '℉': 'degrees Fahrenheit',
  '×': 'times',
  '÷': 'divided by',
  '±': 'plus or minus',
  '≈': 'about',
  '≠': 'is not equal to',
  '≤': 'is at most',
  '≥': 'is at least',
  '∞': 'infinity',
  '²': 'squared',
  '³': 'cubed',
  π: 'pi',
  '©': 'copyright',
  '§': 'section',
  '№': 'number',
  '‰': 'per thousand',
  '→': 'to',
  '⇒': 'to',
  '&': 'and',
};

/** Letters that have no accent to take off. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'th',
  þ: 'th',
  ı: 'i',
};

/** In this order: dashes between figures before other dashes, amounts before lone currency signs. */
const RULES: readonly (readonly [RegExp, string | ((match: string) => string)])[] = [
  [/[“”„‟«»″]/g, '"'],
  [/[‘’‚‛‹›′ʼ]/g, "'"],
  [/(?<=\d)\s?[–—]\s?(?=\d)/g, ' to '],
  [/\s[–—―]\s|[—―]/g, ', '],
  [/[‐‑‒–−]/g, '-'],
  [/([£€¥₹])\s?(\d[\d.,]*(?<=\d)(?:\s?(?:million|billion|trillion))?)/g, '$2 $1'],
  [/(?<=\d)(?=[¼-¾⅐-⅞])/g, ' and '],
  [/°\s?C\b/g, '℃'],
  [/°\s?F\b/g, '℉'],
  [/[®™]/g, ''],
  [new RegExp(`[${Object.keys(SPOKEN).join('')}]`, 'g'), (symbol) => ` ${SPOKEN[symbol]} `],
  [new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'gi'), withoutAccent],
];

/**
 * English text in printable ASCII, which is all that Flite reads: one line, quotes and dashes plain, accents taken
 * off, common symbols as words, marks that it would spell out (`*`, `_`) and other scripts left out.
 * Empty where no letter or digit remains.
 */
export function toAscii(text: string): string {
  const plain = RULES.reduce((result, [pattern, by]) => result.replace(pattern, by as string), text.normalize('NFC'))
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .replace(/\u2044/g, '/')
    .replace(/[^\x20-\x7e]|[*_~^|\\`]/gu, ' ')
    .replace(/\s+(?=[,.;:!?])/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return /[a-z0-9]/i.test(plain) ? plain : '';
}

function withoutAccent(letter: string): string {
  const small = LETTERS[letter.toLowerCase()]!;
  return letter in LETTERS ? small : small[0]!.toUpperCase() + small.slice(1);
}
