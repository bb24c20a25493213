import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readHtml } from '../../../app/document/html.ts';
import { defaultLimits } from '../../../app/document/limits.ts';

const fixture = new URL('../../fixtures/documents/everything.html', import.meta.url);
const read = (html: string) => readHtml(html, 'the-file.html', 'text/html', defaultLimits, () => {});
const paragraphs = async (html: string) => (await read(html)).chapters.flatMap((chapter) => chapter.paragraphs);
const texts = async (html: string) => (await paragraphs(html)).map((paragraph) => paragraph.text);

test('a page with everything in it becomes a document of words alone', async () => {
  expect(await read(readFileSync(fixture, 'utf8'))).toEqual({
    title: 'The River & the Road',
    author: 'Hans Berg',
    language: 'de-at',
    chapters: [
      { title: 'Contents', role: 'contents', paragraphs: [{ kind: 'text', text: 'Home' }] },
      {
        title: 'The River & the Road',
        role: 'body',
        paragraphs: [{ kind: 'text', text: 'Loose words first.' }],
      },
      {
        title: 'The River & the Road',
        role: 'body',
        paragraphs: [
          { kind: 'heading', text: 'The River & the Road' },
          {
            kind: 'text',
            text: 'One two three four. Café “zu” ist; H2O at 5th street.',
            marks: [
              { at: 19, sign: '1' },
              { at: 53, sign: '2' },
            ],
          },
          { kind: 'text', text: 'Unclosed paragraph, with a break in it and softness.' },
        ],
      },
      {
        title: 'Lists',
        role: 'body',
        paragraphs: [
          { kind: 'heading', text: 'Lists' },
          ...['one', 'two', 'two and a half', 'three', 'three again'].map((text) => ({ kind: 'item', text })),
          { kind: 'item', text: 'Word' },
          { kind: 'item', text: 'What it means' },
        ],
      },
      {
        title: 'Tables',
        role: 'body',
        paragraphs: [
          { kind: 'heading', text: 'Tables' },
          { kind: 'text', text: 'Prices' },
          { kind: 'row', text: 'Thing, Price' },
          { kind: 'row', text: 'Bread, two' },
          { kind: 'row', text: 'nothing' },
          { kind: 'text', text: 'left' },
          { kind: 'text', text: 'right' },
          { kind: 'quote', text: 'A wise word.' },
          { kind: 'heading', text: 'Inner heading' },
          { kind: 'code', text: 'if (a < b)\n  go();' },
          { kind: 'verse', text: 'First line,\nsecond line.' },
          { kind: 'verse', text: 'Third line.' },
          { kind: 'text', text: 'Old page, first part.' },
          { kind: 'text', text: 'Old page, second part.' },
          { kind: 'text', text: 'A boat on the river, and 漢.' },
          { kind: 'text', text: 'Deep' },
          { kind: 'text', text: 'er' },
          { kind: 'text', text: 'After the notes.' },
        ],
      },
      {
        title: 'Anmerkungen',
        role: 'notes',
        paragraphs: [
          { kind: 'heading', text: 'Anmerkungen' },
          { kind: 'item', text: 'First note.' },
        ],
      },
    ],
  });
});

test('white space between inline elements is kept once and never invented', async () => {
  expect(await texts('<p>a<b>b</b> <i> c</i>\n<u>d </u> e<span>f</span></p>')).toEqual(['ab c d ef']);
});

test('marks of notes are told from the text, other raised and linked words stay', async () => {
  const page =
    '<p>a<sup><a href="#1">[1]</a></sup> b<a href="#2"><sup>*</sup></a> c<sup>2</sup> <a href="x">d</a></p>' +
    '<p><sup><a href="#back">1</a></sup> A note.</p><table><tr><th>A<sup><a href="#3">3</a></sup><th>B<th>C' +
    '<tr><td>1<td>2<a role="doc-noteref" href="#4">4</a><td>3</table>';
  const { chapters } = await read(page);
  expect(chapters[0]!.paragraphs).toEqual([
    ...[
      {
        kind: 'text',
        text: 'a b c2 d',
        marks: [
          { at: 1, sign: '1' },
          { at: 3, sign: '*' },
        ],
      },
    ],
    { kind: 'text', text: 'A note.' },
    { kind: 'row', text: 'A: 1, B: 2, C: 3', marks: [{ at: 10, sign: '4' }] },
  ]);
});

test('the first heading titles a page without a title, and the file name one without both', async () => {
  expect((await read('<h2>A  heading</h2>text')).title).toBe('A heading');
  expect((await read('<p>text')).title).toBe('the file');
  expect((await read('<svg><title>No</title></svg><p>text')).title).toBe('the file');
});

test('headings name the part that follows them', async () => {
  const page = '<h1>Contents</h1>a<h2>One</h2>b<h2>Notes</h2>c<h2>Index</h2>d<h2>About the author</h2>e';
  expect((await read(page)).chapters.map(({ title, role }) => [title, role])).toEqual([
    ['Contents', 'contents'],
    ['One', 'body'],
    ['Notes', 'notes'],
    ['Index', 'back'],
    ['About the author', 'back'],
  ]);
});

test('a page of XML knows the names of HTML and expands none of its own', async () => {
  const page =
    '<!DOCTYPE html [<!ENTITY x "y"><!ENTITY z SYSTEM "file:///etc/passwd">]><html><p>&eacute;&nbsp;&lt;b&gt; &LT;i> &x; &z;</p></html>';
  const { chapters } = await readHtml(page, 'a.xhtml', 'text/xml', defaultLimits, () => {});
  const [chapter] = chapters;
  expect(chapter!.paragraphs).toEqual([{ kind: 'text', text: 'é <b> <i> &x; &z;' }]);
});

test('a page without words is refused', async () => {
  await expect(read('<p>&nbsp;</p><script>words</script>')).rejects.toThrow(
    expect.objectContaining({ code: 'document-without-text' }),
  );
});

test('depth costs no stack', async () => {
  const deep = 20_000;
  expect(await texts(`${'<div>'.repeat(deep)}down here${'</div>'.repeat(deep)}`)).toEqual(['down here']);
}, 30_000);
