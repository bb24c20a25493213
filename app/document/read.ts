import type { Document } from '../model/document.ts';
import { Problem } from '../model/problem.ts';
import { decode } from './encoding.ts';
import { readStart, tooLarge } from './file.ts';
import { headBytes, kindOfBytes, kindOfText } from './kind.ts';
import { withLanguages } from './languages.ts';
import type { Limits, Report } from './limits.ts';
import type { FileOrder, Order } from './reply.ts';

/** Share of the work that is done once a reader has its text; what is left is telling languages. */
const readShare = 0.9;

/**
 * The document in a file or text, by what is in it; `name` is what a person knows it by and titles it where nothing
 * else does. May take unbounded time and memory on a hostile file, so it belongs into a worker. Throws a Problem.
 *
 * Each reader is loaded when it is wanted: the markup parser takes longer to load than most texts take to read.
 */
export async function readDocument(order: Order, report: Report): Promise<Document> {
  const { source, name, limits } = order;
  const reading: Report = (share) => report(share * readShare);
  const document =
    'path' in source
      ? await readFile({ ...order, source }, reading)
      : await readDecoded(source.text, name, limits, reading);
  report(readShare);
  return withLanguages(document);
}

async function readFile(order: FileOrder, report: Report): Promise<Document> {
  const { name, limits } = order;
  const { path } = order.source;
  const start = await readStart(path, headBytes);
  const kind = kindOfBytes(start.bytes);
  if (kind.kind === 'archive') return (await import('./zipped.ts')).readZipped(path, name, limits, report);
  if (kind.kind === 'pdf') return (await import('./pdf/read.ts')).readPdf(order, report);
  if (kind.kind === 'other') throw unknownType(kind.looksLike);
  const file = await readStart(path, limits.textBytes);
  if (!file.whole) throw tooLarge(limits.textBytes);
  if (kind.kind === 'rtf') return (await import('./rtf.ts')).readRtf(file.bytes, name, limits);
  const text = decode(file.bytes);
  if (text === null) throw unknownType('binary');
  return readDecoded(text, name, limits, report);
}

async function readDecoded(text: string, name: string, limits: Limits, report: Report): Promise<Document> {
  const kind = kindOfText(text, name);
  switch (kind) {
    case 'html':
      return (await import('./html.ts')).readHtml(text, name, 'text/html', limits, report);
    case 'xhtml':
      return (await import('./html.ts')).readHtml(text, name, 'text/xml', limits, report);
    case 'markdown':
      return (await import('./markdown.ts')).readMarkdown(text, name, limits);
    case 'subtitles':
      return (await import('./subtitles.ts')).readSubtitles(text, name, limits);
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
