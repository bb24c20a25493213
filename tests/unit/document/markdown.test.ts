import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { defaultLimits } from '../../../app/document/limits.ts';
import { readMarkdown } from '../../../app/document/markdown.ts';

const fixture = new URL('../../fixtures/documents/everything.md', import.meta.url);
const read = (text: string) => readMarkdown(text, 'the-file.md', defaultLimits);

test('markdown with everything in it becomes a document of words alone', () => {
  expect(read(readFileSync(fixture, 'utf8'))).toEqual({
    title: 'The Market Day',
    author: 'Nora Field',
    language: 'en-gb',
    chapters: [
      {
        title: 'The Market Day',
        role: 'body',
        paragraphs: [{ kind: 'text', text: 'Words before any heading.' }],
      },
      {
        title: 'The Market Day',
        role: 'body',
        paragraphs: [
          { kind: 'heading', text: 'The Market Day' },
          {
            kind: 'text',
            text:
              'A paragraph with strong, gentle and wrong words, some code, a link to a place and a bare one: ' +
              'example.org. Fish & chips © 2020, a *star*, a note and old tags. Next line.',
            marks: [{ at: 144, sign: '1' }],
          },
          { kind: 'text', text: 'A basket of apples' },
        ],
      },
      {
        title: 'What to buy',
        role: 'body',
        paragraphs: [
          { kind: 'heading', text: 'What to buy' },
          ...['apples', 'bread and butter', 'rye bread', 'milk', 'third', 'fourth'].map((text) => ({
            kind: 'item',
            text,
          })),
          { kind: 'quote', text: 'Buy early, go home.' },
          { kind: 'quote', text: 'Or not at all.' },
        ],
      },
      {
        title: 'Deeper heading',
        role: 'body',
        paragraphs: [
          { kind: 'heading', text: 'Deeper heading' },
          { kind: 'row', text: 'Fruit, Price' },
          { kind: 'row', text: 'apple, two' },
          { kind: 'row', text: 'pear' },
          { kind: 'code', text: 'const a = 1;\n\n  const b = 2;' },
          { kind: 'text', text: 'A page in a page.' },
          { kind: 'heading', text: 'Small print' },
          { kind: 'text', text: 'The end.' },
        ],
      },
      {
        title: 'The Market Day (notes)',
        role: 'notes',
        paragraphs: ['The note is here.', 'Short', 'Single'].map((text) => ({ kind: 'text', text })),
      },
    ],
  });
});

test('without front matter the first heading titles it, and without that the file name', () => {
  expect(read('text\n\n## Small\n\n# Large').title).toBe('Large');
  expect(read('only text').title).toBe('the file');
  expect(read('---\n\na rule, not a head\n\n---\n').chapters[0]!.paragraphs).toEqual([
    { kind: 'text', text: 'a rule, not a head' },
  ]);
});

test('front matter may list its authors', () => {
  expect(read('---\r\ntitle: A\r\nauthors:\r\n  - "B C"\r\n  - D\r\n---\r\ntext').author).toBe('B C, D');
  expect(read('---\nauthor: [B, C]\n---\ntext').author).toBe('B, C');
});
