/** Words between quotes: a half-open range of a text with its quotes, in UTF-16 units. */
export interface Quote {
  start: number;
  end: number;
  /** No closing quote came: the speech goes on in the next paragraph. */
  open: boolean;
}

/** How a script sets off what is said. */
export type QuoteStyle = 'double' | 'single' | 'dash';

/** Opening quotes, and what may close each: `“…”`, `„…“`, `«…»`, `»…«`, `「…」`. */
const PAIRS: Readonly<Record<string, string>> = {
  '“': '”“"',
  '„': '“”"',
  '"': '"”',
  '«': '»',
  '»': '«',
  '「': '」',
  '『': '』',
};
/** Signs right behind a closing quote that belong to nothing else: `”,` or `».` */
const TAIL = /[.,;:!?…]*/y;
const SINGLE = /(?<![\p{L}\p{N}])[‘'](?=\S)(?:[^‘\n]*?[.,!?…—–-])[’'](?![\p{L}\p{N}])/gu;
const DASH = /^\s*[—–―]\s?/u;

/** The style that most paragraphs of a script have; quotes at all before dashes, since a dash may be anything. */
export function styleOf(texts: readonly string[]): QuoteStyle {
  const count = (matches: (text: string) => boolean) => texts.filter(matches).length;
  const double = count((text) => /[“„"«「『]/.test(text));
  const single = count((text) => text.search(SINGLE) >= 0);
  const dash = count((text) => DASH.test(text));
  if (dash > double && dash > single) return 'dash';
  return single > double ? 'single' : 'double';
}

/** What is quoted in a text, in order. A speech in dashes is all that follows the first: its tags are inside. */
export function quotesIn(text: string, style: QuoteStyle): Quote[] {
  if (style === 'dash') return DASH.test(text) ? [{ start: 0, end: text.length, open: false }] : [];
  if (style === 'single') {
    return [...text.matchAll(SINGLE)].map(({ index, 0: { length } }) => ({
      ...{ start: index, end: withTail(text, index + length) },
      open: false,
    }));
  }
  return doubleQuotes(text);
}

function doubleQuotes(text: string): Quote[] {
  const quotes: Quote[] = [];
  for (let at = 0; at < text.length; at++) {
    const closers = PAIRS[text[at]!];
    if (closers === undefined) continue;
    let end = at + 1;
    while (end < text.length && !closers.includes(text[end]!)) end++;
    const open = end === text.length;
    quotes.push({ start: at, end: open ? end : withTail(text, end + 1), open });
    at = quotes.at(-1)!.end - 1;
  }
  return quotes;
}

function withTail(text: string, end: number): number {
  TAIL.lastIndex = end;
  return end + (TAIL.exec(text)?.[0].length ?? 0);
}

/** Is it speech by its looks, or a word that somebody holds with tweezers? */
export function looksSpoken(text: string, { start, end, open }: Quote): boolean {
  if (open || text.slice(0, start).trim() === '') return true;
  const inner = text.slice(start, end).replace(/^[^\p{L}\p{N}]+/u, '');
  return /[.,!?…—–。！？、，]["'”’“»«」』]*[.,;:!?…]*$/u.test(inner) || inner.split(/\s+/).length > 4;
}
