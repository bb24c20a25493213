import { deflateRawSync } from 'node:zlib';
import { type Case, type Content, testHostile } from '../tools/hostile.ts';
import { zip, type ZipEntry } from '../tools/zip.ts';

const many = (text: string, times: number) => text.repeat(times);
const nested = (tag: string, depth: number, inner = 'x') =>
  `${many(`<${tag}>`, depth)}${inner}${many(`</${tag}>`, depth)}`;
const entriesOf = (files: Record<string, Content | null>) =>
  Object.entries(files).flatMap(([path, data]) => (data === null ? [] : [{ path, data }]));
const zeros = deflateRawSync(Buffer.alloc(60_000_000));
const bomb = (path: string, size: number): ZipEntry => ({ path, data: zeros, claims: { method: 8, size } });
const entity = '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>';
const laughs = `<!DOCTYPE x [<!ENTITY l0 "ha">${Array.from({ length: 20 }, (_, n) => `<!ENTITY l${n + 1} "${many(`&l${n};`, 10)}">`).join('')}]>`;

const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const r = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const word = (body: string, prolog = '') =>
  `<?xml version="1.0"?>${prolog}<w:document ${w} ${r}><w:body>${body}</w:body></w:document>`;
const wp = (inner: string) => `<w:p><w:r>${inner}</w:r></w:p>`;
const wt = (text: string) => wp(`<w:t>${text}</w:t>`);
const docxFiles = (files: Record<string, Content | null>) => ({ 'word/document.xml': word(wt('Words.')), ...files });
const docx = (files: Record<string, Content | null>, ...more: ZipEntry[]) =>
  zip([...entriesOf(docxFiles(files)), ...more]);
const docxOf = (body: string) => docx({ 'word/document.xml': word(body) });
const relation = (type: string, target: string, mode = '') =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}" ${mode}/></Relationships>`;

const words: Case[] = [
  ['no-markup.docx', docx({ 'word/document.xml': 'words' }), 'document-damaged'],
  ['empty.docx', docx({ 'word/document.xml': '' }), 'document-damaged'],
  ['no-body.docx', docx({ 'word/document.xml': `<w:document ${w}/>` }), 'document-damaged'],
  ['other-root.docx', docx({ 'word/document.xml': '<html><p>x</p></html>' }), 'document-damaged'],
  ['torn.docx', docx({ 'word/document.xml': word(wt('Words.')).slice(0, -20) }), 'document-damaged', 'document'],
  ['bytes.docx', docx({ 'word/document.xml': Buffer.from('\x89PNG\r\n\x1a\n\0\0', 'latin1') }), 'document-damaged'],
  ['without-words.docx', docxOf('<w:p/>'), 'document-without-text'],
  [
    'deep-tables.docx',
    docxOf(nested('w:tbl><w:tr><w:tc', 1).replace('x', many('<w:tbl><w:tr><w:tc>', 3_000))),
    'document-damaged',
    'document-too-complex',
  ],
  ['deep-runs.docx', docxOf(nested('w:ins', 20_000, wt('x'))), 'document', 'document-too-complex'],
  [
    'deep-boxes.docx',
    docxOf(many('<w:p><w:r><w:pict><w:txbxContent>', 2_000)),
    'document-damaged',
    'document-too-complex',
  ],
  ['millions-of-tags.docx', docxOf(many('<w:p/>', 2_500_000)), 'document-too-complex'],
  ['many-runs.docx', docxOf(many(wt('x'), 60_000)), 'document', 'document-too-complex'],
  ['laughs.docx', docx({ 'word/document.xml': word(wt('words &l20;'), laughs) }), 'document', 'document-damaged'],
  ['outside.docx', docx({ 'word/document.xml': word(wt('words &x;'), entity) }), 'document', 'document-damaged'],
  ['bomb.docx', docx({}, bomb('word/media/a.png', 60_000_000)), 'document-hostile'],
  ['bomb-that-lies.docx', docx({ 'word/document.xml': null }, bomb('word/document.xml', 5_000)), 'document-hostile'],
  ['climbs.docx', docx({ '../../a': 'a' }), 'document-hostile'],
  ['locked.docx', docx({}, { path: 'b', data: 'b', flags: 1 }), 'document-encrypted'],
  ['cut.docx', docx({}).subarray(0, 80), 'document-damaged'],
  [
    'styles-in-circles.docx',
    docx({
      'word/styles.xml': `<w:styles ${w}><w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>`,
    }),
    'document',
  ],
  [
    'style-of-odd-name.docx',
    docx({
      'word/styles.xml': `<w:styles ${w}><w:style w:type="paragraph" w:styleId="a'] =&gt; script\n\\ü"><w:name w:val="heading 1"/></w:style></w:styles>`,
    }),
    'document',
    'document-damaged',
  ],
  [
    'many-styles.docx',
    docx({
      'word/styles.xml': `<w:styles ${w}>${many('<w:style w:type="paragraph" w:styleId="a"><w:outlineLvl w:val="1"/></w:style>', 20_000)}</w:styles>`,
    }),
    'document',
    'document-too-complex',
  ],
  ['script-style-map.docx', docx({ 'mammoth/style-map': 'p => script' }), 'document'],
  ['note-to-nothing.docx', docxOf(wp('<w:t>x</w:t><w:footnoteReference w:id="9"/>')), 'document', 'document-damaged'],
  [
    'parts-elsewhere.docx',
    docx({ '_rels/.rels': relation('officeDocument', 'file:///etc/passwd') }),
    'document',
    'document-damaged',
  ],
  [
    'main-part-in-circles.docx',
    docx({ '_rels/.rels': relation('officeDocument', '_rels/.rels') }),
    'document',
    'document-damaged',
  ],
  [
    'outside-picture.docx',
    docx({
      'word/_rels/document.xml.rels': relation('image', 'file:///etc/passwd', 'TargetMode="External"'),
      'word/document.xml': word(
        wp(
          '<w:t>words</w:t><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill><a:blip r:link="rId1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>',
        ),
      ),
    }),
    'document',
    'document-damaged',
  ],
  [
    'wide-span.docx',
    docxOf(`<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>${wt('x')}</w:tc></w:tr></w:tbl>`),
    'document',
  ],
];

const odtType = 'application/vnd.oasis.opendocument.text';
const content = (body: string, prolog = '') =>
  `<?xml version="1.0"?>${prolog}<office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b" xmlns:style="s"><office:body><office:text>${body}</office:text></office:body></office:document-content>`;
const odt = (files: Record<string, Content | null>, ...more: ZipEntry[]) =>
  zip([
    { path: 'mimetype', data: odtType },
    ...entriesOf({ 'content.xml': content('<text:p>Words.</text:p>'), ...files }),
    ...more,
  ]);
const odtOf = (body: string, prolog = '') => odt({ 'content.xml': content(body, prolog) });

const texts: Case[] = [
  ['no-content.odt', odt({ 'content.xml': null }), 'document-damaged'],
  ['no-markup.odt', odt({ 'content.xml': 'words' }), 'document-without-text'],
  ['torn.odt', odt({ 'content.xml': content('<text:p>Words.').slice(0, -30) }), 'document', 'document-damaged'],
  ['without-words.odt', odtOf('<text:p/>'), 'document-without-text'],
  ['deep-lists.odt', odtOf(nested('text:list', 30_000, '<text:p>x</text:p>')), 'document', 'document-too-complex'],
  ['deep-notes.odt', odtOf(nested('text:p', 20_000)), 'document', 'document-too-complex'],
  [
    'deep-tables.odt',
    odtOf(many('<table:table><table:table-row><table:table-cell><text:p>x', 10_000)),
    'document',
    'document-too-complex',
    'document-without-text',
  ],
  [
    'cells-without-table.odt',
    odtOf('<table:table-cell><text:p>x</text:p></table:table-cell><table:table-row/>'),
    'document',
  ],
  ['spaces.odt', odtOf(`<text:p>a${many('<text:s text:c="999999999"/>', 1_000)}b</text:p>`), 'document'],
  [
    'styles-in-circles.odt',
    odtOf(
      '<style:style style:name="a" style:parent-style-name="b"/><style:style style:name="b" style:parent-style-name="a"/><text:p text:style-name="a">x</text:p>',
    ),
    'document',
  ],
  ['laughs.odt', odtOf('<text:p>words &l20;</text:p>', laughs), 'document'],
  ['outside.odt', odtOf('<text:p>words &x;</text:p>', entity), 'document'],
  [
    'locked.odt',
    odt({
      'META-INF/manifest.xml':
        '<manifest:manifest xmlns:manifest="m"><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>',
    }),
    'document-encrypted',
  ],
  [
    'sheet.odt',
    zip([{ path: 'mimetype', data: 'application/vnd.oasis.opendocument.spreadsheet' }]),
    'file-type-unknown',
  ],
  ['bomb.odt', odt({}, bomb('Pictures/a.png', 60_000_000)), 'document-hostile'],
  ['large-type.odt', zip([{ path: 'mimetype', data: many('a', 1_000_000) }]), 'file-type-unknown'],
  ['slides.docx', zip([{ path: 'ppt/presentation.xml', data: 'a' }]), 'file-type-unknown'],
];

const rich: Case[] = [
  ['unclosed.rtf', `{\\rtf1 ${many('{\\b ', 100_000)}x`, 'document', 'document-too-complex'],
  ['too-many-ends.rtf', `{\\rtf1 x${many('}', 100_000)} y`, 'document'],
  ['binary.rtf', '{\\rtf1 x\\bin4294967295 y', 'document'],
  ['binary-backwards.rtf', '{\\rtf1 x\\bin-5 y}', 'document'],
  ['unicode.rtf', '{\\rtf1\\uc99999 \\u-99999 ?\\u55296?x}', 'document'],
  ['unknown-pages.rtf', "{\\rtf1\\ansicpg99999 \\'ff\\'fe x}", 'document'],
  ['stray.rtf', "{\\rtf1 \\'zz \\' \\", 'document-without-text', 'document'],
  ['marks.rtf', `{\\rtf1 ${many('\\b', 6_000_000)}}`, 'document-too-complex'],
  ['rows.rtf', `{\\rtf1 ${many('\\trowd x\\cell\\row', 50_000)}}`, 'document', 'document-too-complex'],
  ['notes-in-notes.rtf', `{\\rtf1 a${many('{\\footnote b', 10_000)}`, 'document'],
  ['pictures.rtf', `{\\rtf1{\\pict ${many('00', 5_000_000)}}}`, 'document-without-text'],
  [
    'objects.rtf',
    '{\\rtf1{\\object\\objocx{\\*\\objdata 0105}{\\result x}}{\\field{\\*\\fldinst INCLUDETEXT "/etc/passwd"}}}',
    'document-without-text',
    'document',
  ],
];

const times = '00:00:01,000 --> 00:00:02,000';
const others: Case[] = [
  ['cues.srt', many(`1\n${times}\nx\n\n`, 100_000), 'document', 'document-too-complex'],
  ['cue-of-nothing.srt', `1\n${times}\n\n`, 'document-without-text'],
  ['open-tags.vtt', `WEBVTT\n\n${times.replaceAll(',', '.')}\n${many('<v ', 100_000)}x`, 'document'],
  ['braces.srt', `1\n${times}\n${many('{\\', 100_000)}x`, 'document'],
  ['blank-lines.srt', `1\n${times}\nx${many('\n \t', 150_000)}`, 'document', 'document-too-complex'],
  [
    'deep-page.html',
    `<html><head><link rel="canonical" href="x"></head><nav></nav>${nested('div', 20_000, many('<p>words and words</p>', 50))}</html>`,
    'document',
    'document-too-complex',
  ],
  [
    'wide-page.html',
    `<html><footer></footer><nav></nav>${many('<div><p>words, words and words</p></div>', 30_000)}</html>`,
    'document',
    'document-too-complex',
  ],
  ['spans.html', `<table><tr><th colspan="999999999">a<th rowspan="-1">b<tr><td colspan="1e9">c</table>`, 'document'],
  ['languages.html', `<p lang="${many('x-', 100_000)}">words</p>`, 'document'],
];

testHostile([...words, ...texts, ...rich, ...others]);
