import type { Document } from '../../model/document.ts';
import { Problem } from '../../model/problem.ts';
import { titleOfName } from '../draft.ts';
import type { Report } from '../limits.ts';
import type { FileOrder, Range } from '../reply.ts';
import { bind } from './binding.ts';
import { type Line, linesOf } from './line.ts';
import { withoutFurniture } from './furniture.ts';
import { readPages } from './halves.ts';
import { Margins } from './margins.ts';
import { metadataOf } from './metadata.ts';
import { outlineOf } from './outline.ts';
import type { Page } from './page.ts';
import { regionsOf } from './region.ts';
import { openPdf } from './source.ts';
import { readStretch, type Stretch } from './stretch.ts';

/** Share of the work that is done once all pages are read; what is left is putting their lines together. */
const readShare = 0.9;

/**
 * A PDF. Throws `password-needed`, `password-wrong`, `document-damaged`, `document-too-complex`, and
 * `document-without-text` (details: `pages`, how many there are) for scans.
 */
export async function readPdf(order: FileOrder, report: Report): Promise<Document> {
  const { limits } = order;
  const pdf = await openPdf(order);
  const { pages, faces, readable } = await readPages(pdf, order, (share) => report(readShare * share));
  if (readable === 0) throw new Problem('document-damaged', 'no page can be read');
  const clean = withoutFurniture(pages);
  if (clean.every(({ segments }) => segments.length === 0)) {
    throw new Problem('document-without-text', 'no page has text', { details: { pages: pages.length } });
  }
  const metadata = await metadataOf(pdf);
  const outline = await outlineOf(pdf);
  const [even, odd] = [0, 1].map((side) => new Margins(clean.filter(({ number }) => number % 2 === side)));
  const columns = clean.map((page) => columnsOf(page, page.number % 2 === 0 ? even! : odd!));
  const document = bind({ columns, faces, outline, metadata, name: titleOfName(order.name), limits });
  const omitted = pages.filter(({ wordless }) => wordless).map(({ number }) => number);
  return omitted.length > 0 ? { ...document, omitted } : document;
}

/** Some pages of a PDF, for the thread that reads the others. Throws as `readPdf` does. */
export async function readRange(order: FileOrder, range: Range, report: Report): Promise<Stretch> {
  return readStretch(await openPdf(order), range, order.limits, report);
}

/** The columns of a page in reading order; text that is turned against the page follows the rest. */
function columnsOf({ number, segments }: Page, margins: Margins): Line[][] {
  const turns = [...Map.groupBy(segments, ({ turn }) => turn).values()].sort((one, other) => other.length - one.length);
  return turns.flatMap((same) => regionsOf(same).map((region) => linesOf(region, number, margins)));
}
