import type { PDFDocumentProxy } from 'unpdf/pdfjs';
import { Problem } from '../../model/problem.ts';
import type { Limits, Report } from '../limits.ts';
import type { Range } from '../reply.ts';
import type { Face } from './operators.ts';
import { type Page, pageOf } from './page.ts';
import { readPage } from './source.ts';

/** Pages in a row, in their order. */
export interface Stretch {
  pages: Page[];
  /** How the fonts of their segments look. */
  faces: Map<string, Face>;
  /** How many of the pages could be read. */
  readable: number;
}

/** Files cut short have some good pages; one that has none, though so many were tried, is not worth more time. */
const mostBroken = 50;

/** Reads some pages; what is kept of one beside its text is dropped before the next. Throws `file-too-large`. */
export async function readStretch(
  pdf: PDFDocumentProxy,
  { from, to }: Range,
  limits: Limits,
  report: Report,
): Promise<Stretch> {
  const stretch: Stretch = { pages: [], faces: new Map(), readable: 0 };
  let length = 0;
  for (let number = from; number <= to; number++) {
    const hopeless = stretch.readable === 0 && number - from >= mostBroken;
    const raw = hopeless ? null : await readPage(pdf, number, { faces: stretch.faces, prefix: `${from} ` });
    if (raw) stretch.readable++;
    const page = raw ? pageOf(raw) : { number, height: 0, segments: [], wordless: true };
    for (const { text } of page.segments) length += text.length;
    if (length > limits.textLength) {
      throw new Problem('file-too-large', 'too much text', { details: { most: limits.textLength } });
    }
    stretch.pages.push(page);
    report((number - from + 1) / (to - from + 1));
  }
  return stretch;
}
