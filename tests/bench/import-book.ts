import { zip } from '../tools/zip.ts';

const words =
  'the lamp burned low and nobody on the quay had slept because a boat was still out beyond the sandbank where wind and tide ran against each other until morning came over harbour roofs with gulls bells smoke'.split(
    ' ',
  );
const linesOnPage = 46;
const lineLength = 84;
const pagesOfChapter = 10;

/** A book as pages of lines: chapters with headings, paragraphs of some lines, the same on every run. */
export function linesOfBook(pages: number): string[][] {
  let state = 1;
  const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const line = (length: number) => {
    let text = '';
    while (text.length < length) text += `${text ? ' ' : ''}${words[Math.floor(random() * words.length)]!}`;
    return text;
  };
  return Array.from({ length: pages }, (_, page) => {
    const heading = page % pagesOfChapter === 0 ? [`Chapter ${page / pagesOfChapter + 1}`, ''] : [];
    const body = Array.from({ length: linesOnPage - heading.length }, (_, index) =>
      index % 6 === 5 ? `${line(lineLength / 2)}.` : line(lineLength),
    );
    return [...heading, ...body];
  });
}

/** The same book as an EPUB, a file a chapter. */
export function epubOf(pages: readonly (readonly string[])[]): Buffer {
  const chapters = Array.from({ length: Math.ceil(pages.length / pagesOfChapter) }, (_, index) =>
    pages.slice(index * pagesOfChapter, (index + 1) * pagesOfChapter).flat(),
  );
  const items = chapters.map(
    (_, index) => `<item id="c${index}" href="${index}.xhtml" media-type="application/xhtml+xml"/>`,
  );
  const spine = chapters.map((_, index) => `<itemref idref="c${index}"/>`);
  const xml = '<?xml version="1.0" encoding="UTF-8"?>';
  const files: [string, string][] = [
    ['mimetype', 'application/epub+zip'],
    [
      'META-INF/container.xml',
      `${xml}<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>`,
    ],
    [
      'book.opf',
      `${xml}<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">book</dc:identifier><dc:title>A book of many pages</dc:title><dc:language>en</dc:language></metadata><manifest>${items.join('')}</manifest><spine>${spine.join('')}</spine></package>`,
    ],
    ...chapters.map((lines, index): [string, string] => [`${index}.xhtml`, `${xml}${chapterOf(lines)}`]),
  ];
  return zip(files.map(([path, text]) => ({ path, data: text, deflate: path !== 'mimetype' })));
}

function chapterOf([title = '', ...lines]: readonly string[]): string {
  const paragraphs = lines
    .join(' ')
    .split('. ')
    .map((text) => `<p>${text.trim()}.</p>`);
  return `<html xmlns="http://www.w3.org/1999/xhtml"><head><title>${title}</title></head><body><h1>${title}</h1>${paragraphs.join('')}</body></html>`;
}
