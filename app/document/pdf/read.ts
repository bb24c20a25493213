import type { Document } from '../../model/document.ts';
import { Problem } from '../../model/problem.ts';
import { titleOfName } from '../draft.ts';
import type { Limits, Report } from '../limits.ts';
import { bind } from './binding.ts';
import { type Line, linesOf } from './line.ts';
import { withoutFurniture } from './furniture.ts';
import { Margins } from './margins.ts';
import { metadataOf } from './metadata.ts';
import type { Face } from './operators.ts';
import { outlineOf } from './outline.ts';
import { type Page, pageOf } from './page.ts';
import { regionsOf } from './region.ts';
import { openPdf, pagesOf } from './source.ts';

/** Share of the work that is done once all pages are read; what is left is putting their lines together. */
const readShare = 0.9;

/**
 * A PDF. Throws `document-encrypted` where a password is needed, `document-damaged`, `document-too-complex`, and
 * `document-without-text` (details: `pages`, how many there are) for scans.
 */
export async function readPdf(path: string, name: string, limits: Limits, report: Report): Promise<Document> {
  const pdf = await openPdf(path, limits);
  const faces = new Map<string, Face>();
  const pages: Page[] = [];
  let length = 0;
  for await (const raw of pagesOf(pdf, faces)) {
    const page = pageOf(raw);
    for (const { text } of page.segments) length += text.length;
    if (length > limits.textLength) {
      throw new Problem('file-too-large', 'too much text', { details: { most: limits.textLength } });
    }
    pages.push(page);
    report((readShare * pages.length) / pdf.numPages);
  }
  if (length === 0)
    throw new Problem('document-without-text', 'no page has text', { details: { pages: pages.length } });
  const clean = withoutFurniture(pages);
  if (clean.every(({ segments }) => segments.length === 0)) {
    throw new Problem('document-without-text', 'no page has text', { details: { pages: pages.length } });
  }
  const metadata = await metadataOf(pdf);
  const outline = await outlineOf(pdf);
  const [even, odd] = [0, 1].map((side) => new Margins(clean.filter(({ number }) => number % 2 === side)));
  const columns = clean.map((page) => columnsOf(page, page.number % 2 === 0 ? even! : odd!));
  const document = bind({ columns, faces, outline, metadata, name: titleOfName(name), limits });
  const omitted = pages.filter(({ wordless }) => wordless).map(({ number }) => number);
  return omitted.length > 0 ? { ...document, omitted } : document;
}

/** The columns of a page in reading order; text that is turned against the page follows the rest. */
function columnsOf({ number, segments }: Page, margins: Margins): Line[][] {
  const turns = [...Map.groupBy(segments, ({ turn }) => turn).values()].sort((one, other) => other.length - one.length);
  return turns.flatMap((same) => regionsOf(same).map((region) => linesOf(region, number, margins)));
}
