import { readdirSync, readFileSync } from 'node:fs';
import { bookOf } from '../tools/pdf.ts';
import { zip } from '../tools/zip.ts';

/** A chapter as its heading and its paragraphs. */
type Chapter = [heading: string, ...paragraphs: string[]];

const story = new URL('../fixtures/documents/the-lantern-keeper/', import.meta.url);
const linesOnPage = 46;
const lineLength = 84;
const pagesOfChapter = 10;
const sentencesOfParagraph = 6;
const xml = '<?xml version="1.0" encoding="UTF-8"?>';

/** A book of about so many pages, out of the sentences of a story in another order; the same on every run. */
export function chaptersOf(pages: number): Chapter[] {
  const text = readdirSync(story).map((file) => readFileSync(new URL(file, story), 'utf8'));
  const sentences = text
    .join('\n')
    .match(/[^.!?\n]+[.!?]+["”’]?/g)!
    .map((sentence) => sentence.trim());
  let state = 1;
  const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const sentence = () => sentences[Math.floor(random() * sentences.length)]!;
  return Array.from({ length: pages / pagesOfChapter }, (_, index) => {
    const paragraphs: string[] = [];
    for (let lines = 2; lines < linesOnPage * pagesOfChapter; lines += wrapped(paragraphs.at(-1)!).length) {
      paragraphs.push(Array.from({ length: sentencesOfParagraph }, sentence).join(' '));
    }
    return [`Chapter ${index + 1}`, ...paragraphs];
  });
}

/** Set in Helvetica, with a running head and the number on every page. */
export function pdfBook(chapters: readonly Chapter[]): Buffer {
  const pages = chapters.flatMap(([heading, ...paragraphs]) => {
    const lines = [heading, '', ...paragraphs.flatMap(wrapped)];
    const count = Math.ceil(lines.length / linesOnPage);
    return Array.from({ length: count }, (_, page) => lines.slice(page * linesOnPage, (page + 1) * linesOnPage));
  });
  return bookOf(
    pages.map((lines) => lines.map((line) => line.replace(/[^\x20-\x7e]/g, "'"))),
    'A book of many pages',
  );
}

/** A file a chapter. */
export function epubBook(chapters: readonly Chapter[]): Buffer {
  const items = chapters.map(
    (_, index) => `<item id="c${index}" href="${index}.xhtml" media-type="application/xhtml+xml"/>`,
  );
  const spine = chapters.map((_, index) => `<itemref idref="c${index}"/>`);
  const page = ([heading, ...paragraphs]: Chapter) =>
    `${xml}<html xmlns="http://www.w3.org/1999/xhtml"><head><title>${heading}</title></head><body><h1>${heading}</h1>${paragraphs.map((text) => `<p>${text}</p>`).join('')}</body></html>`;
  return zipped({
    mimetype: 'application/epub+zip',
    'META-INF/container.xml': `${xml}<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>`,
    'book.opf': `${xml}<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">book</dc:identifier><dc:title>A book of many pages</dc:title><dc:language>en</dc:language></metadata><manifest>${items.join('')}</manifest><spine>${spine.join('')}</spine></package>`,
    ...Object.fromEntries(chapters.map((chapter, index) => [`${index}.xhtml`, page(chapter)])),
  });
}

/** As Word writes it: every paragraph in some runs, each with its properties. */
export function docxBook(chapters: readonly Chapter[]): Buffer {
  const run = (text: string) =>
    `<w:r w:rsidR="00A77B3E"><w:rPr><w:rFonts w:ascii="Times New Roman"/><w:lang w:val="en-GB"/></w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
  const paragraph = (text: string, style: string) =>
    `<w:p w:rsidR="00A77B3E" w:rsidRDefault="00A77B3E"><w:pPr><w:pStyle w:val="${style}"/></w:pPr>${text
      .split(/(?<=\. )/)
      .map(run)
      .join('')}</w:p>`;
  const body = chapters.flatMap(([heading, ...paragraphs]) => [
    paragraph(heading, 'Heading1'),
    ...paragraphs.map((text) => paragraph(text, 'Normal')),
  ]);
  const word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
  const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
  const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument';
  return zipped({
    '[Content_Types].xml': `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`,
    '_rels/.rels': `${xml}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relation}" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': `${xml}<w:document ${word}><w:body>${body.join('')}</w:body></w:document>`,
    'word/styles.xml': `${xml}<w:styles ${word}><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>`,
  });
}

function wrapped(text: string): string[] {
  return text.match(new RegExp(`.{1,${lineLength}}(?:\\s|$)`, 'g')) ?? [];
}

function zipped(files: Record<string, string>): Buffer {
  return zip(Object.entries(files).map(([path, data]) => ({ path, data, deflate: path !== 'mimetype' })));
}
