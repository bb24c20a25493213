import { expect, test } from 'vitest';
import { readHtml } from '../../../app/document/html.ts';
import { defaultLimits } from '../../../app/document/limits.ts';
import { parseMarkup } from '../../../app/document/markup.ts';
import { isWebPage } from '../../../app/document/webpage.ts';

const looksSaved = (html: string) => isWebPage(parseMarkup(html, 'text/html', defaultLimits));
const sentence =
  'It was, all in all, a long story, and the people who told it were never in a hurry to come to its end. ';
const page = (article: string) =>
  `<html><head><title>A long story | Daily</title><link rel="canonical" href="x"></head><body><nav><a href="/">Home</a></nav>${article}<footer>Imprint</footer></body></html>`;
const read = (html: string) => readHtml(html, 'a.html', 'text/html', defaultLimits, () => {});

test('a page is told from a document by what sites put around it', () => {
  expect(looksSaved('<nav><a>Home</a></nav><footer>x</footer>')).toBe(true);
  expect(looksSaved('<head><meta property="og:title"><script src="a.js"></script></head>')).toBe(true);
  expect(looksSaved('<nav role="doc-toc"><a>One</a></nav><h1>One</h1>')).toBe(false);
  expect(looksSaved('<meta name="generator" content="LibreOffice 7"><nav></nav><footer></footer>')).toBe(false);
});

test('the article of a page is read, and the rest is there without being ticked', async () => {
  const article = `<article><h1>A long story</h1><p>by Anna</p>${`<p>${sentence.repeat(3)}</p>`.repeat(4)}</article>`;
  const { title, chapters } = await read(page(article));
  expect(title).toBe('A long story');
  expect(chapters.map(({ role, paragraphs }) => [role, paragraphs.length, paragraphs[0]!.text])).toEqual([
    ['body', 6, 'A long story'],
    ['back', 2, 'Home'],
  ]);
});

test('a page without an article, or too deep for a look at it, is read whole', async () => {
  const { chapters } = await read(page('<p>Only a line.</p>'));
  expect(chapters.flatMap(({ paragraphs }) => paragraphs.map(({ text }) => text))).toContain('Only a line.');
  const deep = await read(page(`${'<div>'.repeat(300)}<p>${sentence.repeat(9)}</p>`));
  expect(deep.chapters.map(({ role }) => role)).toEqual(['contents', 'body']);
});
