import { createHash } from 'node:crypto';
import type { BookTags } from '../../model/export.ts';
import type { Cover } from '../marks/marks.ts';
import { clockValue, escaped, html } from './markup.ts';

/** A chapter as the package lists it; names are those of its files. */
export interface Item {
  page: string;
  overlay: string;
  title: string;
  seconds: number;
}

export interface Listing {
  book: BookTags;
  /** What tells this book from any other, and two makings of it apart. */
  recipe: string;
  language: string;
  items: readonly Item[];
  audio: readonly { name: string; type: string }[];
  cover: Cover | null;
}

/** An EPUB without any day of its own: the same book is the same file. */
const MODIFIED = '2000-01-01T00:00:00Z';

export const coverName = ({ type }: Cover): string => (type === 'image/png' ? 'cover.png' : 'cover.jpg');

/** The package document (w3.org/TR/epub-33, 5). */
export function packageDocument({ book, recipe, language, items, audio, cover }: Listing): string {
  const said: [string, string | null][] = [
    ['dc:title', book.title],
    ['dc:language', language],
    ['dc:creator', book.author],
    ['dc:date', book.year === null ? null : `${book.year}`.padStart(4, '0')],
  ];
  const all = items.reduce((sum, { seconds }) => sum + Number(seconds.toFixed(3)), 0);
  const meta: [string, string | null][] = [
    ['property="dcterms:modified"', MODIFIED],
    ['property="media:duration"', clockValue(all)],
    ...items.map(({ seconds }, index): [string, string] => [
      `property="media:duration" refines="#overlay${index + 1}"`,
      clockValue(seconds),
    ]),
    ['property="media:narrator"', book.narrator],
    ['property="media:active-class"', 'sounding'],
    ['property="belongs-to-collection" id="series"', book.series],
    ['refines="#series" property="collection-type"', book.series && 'series'],
  ];
  const files = [
    '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
    '<item id="style" href="style.css" media-type="text/css"/>',
    ...(cover
      ? [`<item id="cover" href="${coverName(cover)}" media-type="${cover.type}" properties="cover-image"/>`]
      : []),
    ...items.flatMap(({ page, overlay }, index) => [
      `<item id="page${index + 1}" href="${page}" media-type="application/xhtml+xml" media-overlay="overlay${index + 1}"/>`,
      `<item id="overlay${index + 1}" href="${overlay}" media-type="application/smil+xml"/>`,
    ]),
    ...audio.map(({ name, type }, index) => `<item id="audio${index + 1}" href="${name}" media-type="${type}"/>`),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="${language}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:${uuid(recipe)}</dc:identifier>
${said.flatMap(([name, text]) => (text ? [`<${name}>${escaped(text)}</${name}>`] : [])).join('\n')}
${meta.flatMap(([name, text]) => (text ? [`<meta ${name}>${escaped(text)}</meta>`] : [])).join('\n')}
</metadata>
<manifest>
${files.join('\n')}
</manifest>
<spine>
${items.map((_, index) => `<itemref idref="page${index + 1}"/>`).join('\n')}
</spine>
</package>
`;
}

/** The table of contents. */
export function navigation({ book, language, items }: Pick<Listing, 'book' | 'language' | 'items'>): string {
  const list = items.map(({ page, title }) => `<li><a href="${page}">${escaped(title)}</a></li>`);
  const body = `<nav epub:type="toc" id="toc"><h1>${escaped(book.title)}</h1>\n<ol>\n${list.join('\n')}\n</ol></nav>`;
  return html(book.title, language, body);
}

export const CONTAINER = `<?xml version="1.0" encoding="UTF-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
<rootfiles><rootfile full-path="OEBPS/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
`;

export const STYLE = `.sounding { background: #ffe9a8; color: #1c1a17; }
.quote { margin-inline: 2em; }
.item { margin-inline-start: 1.5em; }
`;

/** Of the eighth version (RFC 9562, 5.8): 122 bits of a hash. */
function uuid(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
