import type { Chapter } from '../model/document.ts';

/** UTF-16 units; a copyright page is one page. */
const longestImprint = 6_000;
/** Chapters from either end of a book in which its copyright page may stand. */
const reach = 4;
/** Signs of a copyright page, of which it has at least two, and a text that speaks of rights hardly more than one. */
const imprintSigns = [
  /©|\(c\) ?\d{4}|copyright\s+(©\s*)?(\d{4}|by)/i,
  /\bISBN\b|\be-?ISBN\b|ISSN/,
  /all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos|todos os direitos|tutti i diritti|alle rechten voorbehouden|все права защищены|all rättigheter|wszelkie prawa zastrzeżone|版权所有|無断転載/i,
  /(first|originally) published|no part of this (book|publication)|erstveröffentlich|dépôt légal|depósito legal|printed in|library of congress|cover design/i,
];
/** Share of a chapter's paragraphs that name chapters, from which on it is a table of contents. */
const mostlyTitles = 0.7;
const fewestEntries = 3;

/** Chapters with roles for those whose text alone shows that they are a copyright page or a table of contents. */
export function withParts(chapters: Chapter[]): Chapter[] {
  const titles = new Set(chapters.map(({ title }) => bare(title)));
  return chapters.map((chapter, index) => {
    if (chapter.role !== 'body') return chapter;
    const nearEnd = index < reach || index >= chapters.length - reach;
    if (chapters.length > 1 && nearEnd && isImprint(chapter)) return { ...chapter, role: 'front' };
    return isContents(chapter, titles) ? { ...chapter, role: 'contents' } : chapter;
  });
}

function isImprint({ paragraphs }: Chapter): boolean {
  if (paragraphs.length > longestImprint / 20) return false;
  const text = paragraphs.map((paragraph) => paragraph.text).join('\n');
  return text.length <= longestImprint && imprintSigns.filter((sign) => sign.test(text)).length >= 2;
}

function isContents({ title, paragraphs }: Chapter, titles: ReadonlySet<string>): boolean {
  const entries = paragraphs.filter(({ kind }) => kind !== 'heading').map(({ text }) => bare(text));
  if (entries.length < fewestEntries) return false;
  const named = entries.filter((entry) => titles.has(entry) && entry !== bare(title)).length;
  return named >= entries.length * mostlyTitles;
}

/** Without the dots and the number of the page that follow an entry of a printed table of contents. */
const bare = (text: string) =>
  text
    .slice(0, 300)
    .replace(/[\s.…·]*\d{0,4}$/u, '')
    .trim()
    .toLowerCase();
