// Writes the EPUB fixtures from their sources: `node tests/tools/make-epub.mjs` (Node 24). The same input gives the same bytes.
import { readFileSync, writeFileSync } from 'node:fs';
import { zip } from './zip.ts';

const folder = new URL('../fixtures/documents/', import.meta.url);

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const page = (title, body, type = '') => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">
<head><title>${title}</title><style>p { text-indent: 1em }</style></head>
<body${type && ` epub:type="${type}"`}>
${body}
</body>
</html>
`;

const container = (path) => ({
  path: 'META-INF/container.xml',
  data: `<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="${path}" media-type="application/oebps-package+xml"/></rootfiles>
</container>
`,
});

const mimetype = { path: 'mimetype', data: 'application/epub+zip' };

/** Where a word of the story has a note: the file, the words before the mark, the number of the note. */
const marks = [
  [1, 'he touched the wick', 1],
  [3, 'There is the mail ship', 2],
];

function lanternKeeper() {
  const chapters = [1, 2, 3, 4].map((number) => {
    const text = readFileSync(new URL(`the-lantern-keeper/${number}.txt`, folder), 'utf8');
    const [title, ...paragraphs] = text.trim().split(/\n\n+/);
    return { number, title, paragraphs };
  });
  const paragraph = (number) => (text) =>
    marks
      .filter(([where]) => where === number)
      .reduce(
        (line, [, words, note]) =>
          line.replace(words, `${words}<sup><a epub:type="noteref" href="notes.xhtml#n${note}">${note}</a></sup>`),
        `<p>${escaped(text)}</p>`,
      );
  const links = chapters.map(({ number, title }) => [`chapter-${number}.xhtml`, title]);
  const listed = [['title.xhtml', 'Title Page'], ['nav.xhtml', 'Contents'], ...links, ['notes.xhtml', 'Notes']];
  return [
    mimetype,
    container('OEBPS/package.opf'),
    { path: 'OEBPS/package.opf', data: lanternPackage(chapters) },
    {
      path: 'OEBPS/cover.svg',
      data: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 80"><circle cx="30" cy="30" r="12" fill="gold"/></svg>\n',
    },
    {
      path: 'OEBPS/cover.xhtml',
      data: page(
        'Cover',
        '<section epub:type="cover"><img src="cover.svg" alt="The Lantern Keeper, a light over dark water"/></section>',
      ),
    },
    {
      path: 'OEBPS/title.xhtml',
      data: page(
        'Title Page',
        '<section epub:type="titlepage"><h1>The Lantern Keeper</h1><p>A story in four chapters</p><p>by Mary Fields</p></section>',
      ),
    },
    {
      path: 'OEBPS/nav.xhtml',
      data: page(
        'Contents',
        `<nav epub:type="toc" id="toc"><h1>Contents</h1><ol>
${listed.map(([href, title]) => `<li><a href="${href}">${title}</a></li>`).join('\n')}
</ol></nav>
<nav epub:type="landmarks" hidden="hidden"><ol>
<li><a epub:type="cover" href="cover.xhtml">Cover</a></li>
<li><a epub:type="bodymatter" href="chapter-1.xhtml">Start</a></li>
</ol></nav>`,
      ),
    },
    { path: 'OEBPS/toc.ncx', data: ncx('The Lantern Keeper', listed) },
    ...chapters.map(({ number, title, paragraphs }) => ({
      path: `OEBPS/chapter-${number}.xhtml`,
      deflate: true,
      data: page(
        title,
        `<section epub:type="chapter">\n<h1>${title}</h1>\n${paragraphs.map(paragraph(number)).join('\n')}\n</section>`,
        'bodymatter',
      ),
    })),
    {
      path: 'OEBPS/notes.xhtml',
      data: page(
        'Notes',
        `<section epub:type="endnotes"><h1>Notes</h1>
<p id="n1">A wick is the cord in a lamp that draws up the oil and burns. <a epub:type="backlink" href="chapter-1.xhtml">↩</a></p>
<p id="n2">A mail ship carried letters along the coast, and people who had the time. <a epub:type="backlink" href="chapter-3.xhtml">↩</a></p>
</section>`,
        'backmatter',
      ),
    },
  ];
}

function lanternPackage(chapters) {
  const files = ['cover', 'title', ...chapters.map(({ number }) => `chapter-${number}`), 'notes'];
  return `<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:lectern:the-lantern-keeper</dc:identifier>
<dc:title>The Lantern Keeper</dc:title>
<dc:creator id="author">Mary Fields</dc:creator>
<meta refines="#author" property="role" scheme="marc:relators">aut</meta>
<dc:creator id="artist">Sam Brown</dc:creator>
<meta refines="#artist" property="role" scheme="marc:relators">ill</meta>
<dc:language>en</dc:language>
<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="cover-image" href="cover.svg" media-type="image/svg+xml" properties="cover-image"/>
${files.map((name) => `<item id="${name}" href="${name}.xhtml" media-type="application/xhtml+xml"/>`).join('\n')}
</manifest>
<spine toc="ncx">
${['cover', 'title', 'nav', ...files.slice(2)].map((name) => `<itemref idref="${name}"/>`).join('\n')}
</spine>
</package>
`;
}

const ncx = (title, listed) => `<?xml version="1.0" encoding="UTF-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">
<head/>
<docTitle><text>${title}</text></docTitle>
<navMap>
${listed.map(([href, name], index) => `<navPoint id="p${index}" playOrder="${index + 1}"><navLabel><text>${name}</text></navLabel><content src="${href}"/></navPoint>`).join('\n')}
</navMap>
</ncx>
`;

const epub2Page = (body) => `<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>The Garden Wall</title></head><body>${body}</body></html>
`;

/** EPUB 2: chapters by anchor in one file, a chapter over two files, a guide, names that need percent signs. */
function gardenWall() {
  return [
    mimetype,
    container('content.opf'),
    {
      path: 'content.opf',
      data: `<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="2.0">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">
<dc:title>The Garden Wall</dc:title>
<dc:creator opf:role="aut">Ellen Wood</dc:creator>
<dc:creator opf:role="trl">Paul Stone</dc:creator>
<dc:language>en-GB</dc:language>
</metadata>
<manifest>
<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="rights" href="text/rights.html" media-type="application/xhtml+xml"/>
<item id="a" href="text/part%20one.html" media-type="application/xhtml+xml"/>
<item id="b" href="text/part%20two.html" media-type="application/xhtml+xml"/>
<item id="c" href="text/part%20three.html" media-type="application/xhtml+xml"/>
<item id="key" href="text/key.html" media-type="application/xhtml+xml"/>
</manifest>
<spine toc="ncx"><itemref idref="rights"/><itemref idref="a"/><itemref idref="b"/><itemref idref="c"/><itemref idref="gone"/><itemref idref="key" linear="no"/></spine>
<guide><reference type="copyright-page" title="Rights" href="text/rights.html"/></guide>
</package>
`,
    },
    {
      path: 'toc.ncx',
      data: ncx('The Garden Wall', [
        ['text/part%20one.html#c1', 'I. The Gate'],
        ['text/part%20one.html#c2', 'II. The Path'],
        ['text/part%20two.html', 'III. The Well'],
      ]),
    },
    { path: 'text/rights.html', data: epub2Page('<p>You may copy this book.</p>') },
    {
      path: 'text/part one.html',
      data: epub2Page(
        '<h2><a id="c1"></a>I. The Gate</h2><p>The gate was&nbsp;open &mdash; nobody knew why.</p><h2 id="c2">II. The Path</h2><p>The path led on.</p>',
      ),
    },
    { path: 'text/part two.html', data: epub2Page('<h2>III. The Well</h2><p>The well was deep.</p>') },
    { path: 'text/part three.html', data: epub2Page('<p>And it was dry.</p>') },
    { path: 'text/key.html', data: epub2Page('<p>A list of plants.</p>') },
  ];
}

writeFileSync(new URL('the-lantern-keeper.epub', folder), zip(lanternKeeper()));
writeFileSync(new URL('the-garden-wall.epub', folder), zip(gardenWall()));
