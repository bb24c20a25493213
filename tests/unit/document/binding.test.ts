import { expect, test } from 'vitest';
import { Binding } from '../../../app/document/binding.ts';
import { Guide } from '../../../app/document/guide.ts';
import { defaultLimits } from '../../../app/document/limits.ts';
import { parseMarkup } from '../../../app/document/markup.ts';

/** Chapters of a book as `role: title: paragraphs`, from files in spine order; `-` before a path: not linear. */
function bound(
  files: Record<string, string>,
  contents: Record<string, string>,
  landmarks: Record<string, string> = {},
) {
  const place = (at: string) => ({ path: at.split('#')[0]!, fragment: at.split('#')[1] ?? null });
  const guide = new Guide(
    Object.entries(contents).map(([at, title]) => ({ title, place: place(at), depth: 1 })),
    Object.entries(landmarks).map(([at, type]) => ({ title: type, type, place: place(at) })),
  );
  const binding = new Binding('Book', guide, defaultLimits);
  for (const [path, body] of Object.entries(files)) {
    const root = parseMarkup(`<html><body>${body}</body></html>`, 'text/xml', defaultLimits);
    binding.add(root, { path: path.replace('-', ''), type: 'text/xml', linear: !path.startsWith('-') });
  }
  const { chapters } = binding.document(null, null);
  return chapters.map(
    ({ role, title, paragraphs }) => `${role}: ${title}: ${paragraphs.map((p) => p.text).join(' | ')}`,
  );
}

test('a file may hold several chapters, told apart by their anchors', () => {
  expect(
    bound(
      { a: '<p>before</p><h2>1<a id="x"/></h2><p>one</p><p id="y">two</p><p>more</p>' },
      { 'a#x': 'First', 'a#y': 'Second' },
    ),
  ).toEqual(['body: Book: before', 'body: First: 1 | one', 'body: Second: two | more']);
});

test('a file that nobody lists continues the chapter before, unless it has a heading', () => {
  expect(
    bound({ a: '<p>one</p>', b: '<p>more</p>', c: '<h2>Own</h2><p>two</p>', d: '<h5>Low</h5>' }, { a: 'First' }),
  ).toEqual(['body: First: one | more', 'body: Own: Own | two | Low']);
});

test('a title page that is only a picture gives its title to the text behind it', () => {
  expect(bound({ a: '<img src="1.png" alt=""/>', b: '<p>text</p>' }, { a: 'First' })).toEqual(['body: First: text']);
});

test('text of no known part is never swallowed by one that is left out', () => {
  expect(bound({ a: '<p>rights</p>', b: '<p>text</p>' }, { a: 'Copyright' })).toEqual([
    'front: Copyright: rights',
    'body: Book: text',
  ]);
});

test('without a table of contents headings part the book', () => {
  expect(bound({ a: '<h1>A</h1><p>a</p><h3>B</h3><p>b</p><h4>c</h4>', b: '<p>d</p>' }, {})).toEqual([
    'body: A: A | a',
    'body: B: B | b | c | d',
  ]);
});

test('roles come from types, then landmarks, then titles, then areas', () => {
  expect(
    bound(
      {
        ...{ a: '<section epub:type="frontmatter titlepage"><p>a</p></section>', b: '<p>b</p>', c: '<p>c</p>' },
        ...{
          d: '<section epub:type="chapter"><p>d</p></section>',
          e: '<section epub:type="backmatter"><p>e</p></section>',
        },
        ...{ f: '<nav epub:type="toc"><p>f</p></nav>', '-g': '<p>g</p>' },
      },
      { a: 'A', b: 'B', c: 'Bibliography', d: 'Notes', e: 'Notes', f: 'F' },
      { b: 'copyright-page', c: 'bodymatter' },
    ),
  ).toEqual([
    ...['front: A: a', 'front: B: b', 'back: Bibliography: c', 'body: Notes: d', 'notes: Notes: e', 'contents: F: f'],
    'back: Book: g',
  ]);
});

test('notes beside the text follow their chapter, however many files it spans', () => {
  expect(
    bound(
      {
        a: '<p>one</p><aside epub:type="footnote"><p>note one</p></aside><p>two</p>',
        b: '<p>three</p><aside epub:type="footnote"><p>note two</p></aside>',
        c: '<p>four</p>',
      },
      { a: 'First', c: 'Second' },
    ),
  ).toEqual(['body: First: one | two | three', 'notes: First (notes): note one | note two', 'body: Second: four']);
});
