import { zip } from './zip.ts';

export interface BookChapter {
  title: string;
  paragraphs: readonly string[];
}

const PROLOG = '<?xml version="1.0" encoding="UTF-8"?>';
const CONTAINER = `${PROLOG}<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>`;
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** An EPUB 3 with a file for each chapter, and nothing else. */
export function makeBook(title: string, chapters: readonly BookChapter[]): Buffer {
  const items = chapters.map((_, n) => `<item id="c${n}" href="${n}.xhtml" media-type="application/xhtml+xml"/>`);
  const spine = chapters.map((_, n) => `<itemref idref="c${n}"/>`);
  const metadata = `<dc:identifier id="id">book</dc:identifier><dc:title>${escaped(title)}</dc:title><dc:language>en</dc:language>`;
  const opf = `${PROLOG}<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">${metadata}</metadata><manifest>${items.join('')}</manifest><spine>${spine.join('')}</spine></package>`;
  return zip([
    { path: 'mimetype', data: 'application/epub+zip' },
    { path: 'META-INF/container.xml', data: CONTAINER },
    { path: 'book.opf', data: opf },
    ...chapters.map((chapter, n) => ({ path: `${n}.xhtml`, data: page(chapter) })),
  ]);
}

function page({ title, paragraphs }: BookChapter): string {
  const body = paragraphs.map((text) => `<p>${escaped(text)}</p>`).join('');
  const head = `<head><title>${escaped(title)}</title></head>`;
  return `${PROLOG}<html xmlns="http://www.w3.org/1999/xhtml">${head}<body><h1>${escaped(title)}</h1>${body}</body></html>`;
}
