import type { Document } from '../model/document.ts';
import { Problem } from '../model/problem.ts';
import { decode } from './encoding.ts';
import { readStart, tooLarge } from './file.ts';
import { headBytes, kindOfBytes, kindOfText } from './kind.ts';
import type { Limits } from './limits.ts';

/**
 * The document in a file, by what is in it; `name` is what a person knows it by and titles it where nothing else
 * does. May take unbounded time and memory on a hostile file, so it belongs into a worker. Throws a Problem.
 *
 * Each reader is loaded when it is wanted: the markup parser takes longer to load than most texts take to read.
 */
export async function readDocument(path: string, name: string, limits: Limits): Promise<Document> {
  const start = await readStart(path, headBytes);
  const kind = kindOfBytes(start.bytes);
  if (kind.kind === 'archive') return (await import('./epub.ts')).readEpub(path, name, limits);
  if (kind.kind === 'other') throw unknownType(kind.looksLike);
  const file = await readStart(path, limits.textBytes);
  if (!file.whole) throw tooLarge(limits.textBytes);
  const text = decode(file.bytes);
  if (text === null) throw unknownType('binary');
  return readDecoded(text, name, limits);
}

async function readDecoded(text: string, name: string, limits: Limits): Promise<Document> {
  const kind = kindOfText(text, name);
  switch (kind) {
    case 'html':
      return (await import('./html.ts')).readHtml(text, name, 'text/html', limits);
    case 'xhtml':
      return (await import('./html.ts')).readHtml(text, name, 'text/xml', limits);
    case 'markdown':
      return (await import('./markdown.ts')).readMarkdown(text, name, limits);
    case 'text':
      return (await import('./text.ts')).readText(text, name, limits);
    case 'xml':
    case 'svg':
      throw unknownType(kind);
  }
}

function unknownType(looksLike: string): Problem {
  return new Problem('file-type-unknown', 'no kind of document that can be read', { details: { looksLike } });
}
