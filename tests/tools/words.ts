import type { Document, Paragraph } from '../../app/model/document.ts';

/** Words in lower case; scripts without spaces between words are parted into characters. */
export function wordsIn(text: string): string[] {
  const eastAsian = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
  const plain = text.normalize('NFKC').replaceAll('\u00ad', '').toLowerCase();
  return (plain.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{M}\p{N}]+/gu) ?? []).flatMap(
    (word) => (eastAsian.test(word) ? [...word] : [word]),
  );
}

/** How many words two texts have in common, each counted as often as it is in both. */
export function sharedWords(one: readonly string[], other: readonly string[]): number {
  const left = new Map<string, number>();
  for (const word of one) left.set(word, (left.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of other) {
    const count = left.get(word) ?? 0;
    if (count > 0) shared++;
    left.set(word, count - 1);
  }
  return shared;
}

/**
 * The words of a document as they stand in its source: no table of contents, which programs make up, and headings of
 * columns once, not with every row.
 */
export function wordsOf(document: Document): string[] {
  const paragraphs = document.chapters
    .filter(({ role }) => role !== 'contents')
    .flatMap((chapter) => chapter.paragraphs)
    .filter(({ text }, index, all) => !(index > 0 && all[index - 1]!.text === text));
  return paragraphs.flatMap((paragraph, index) => wordsIn(withoutHeadings(paragraph, paragraphs[index - 1])));
}

const labels = /(?:^|, )([^,:]{1,40}): /g;

function withoutHeadings({ kind, text }: Paragraph, before: Paragraph | undefined): string {
  if (kind !== 'row' || before?.kind !== 'row') return text;
  const known = new Set([...before.text.matchAll(labels)].map(([, label]) => label));
  return text.replace(labels, (whole, label: string) => (known.has(label) ? ', ' : whole));
}
