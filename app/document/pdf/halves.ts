import { availableParallelism } from 'node:os';
import * as v from 'valibot';
import type { PDFDocumentProxy } from 'unpdf/pdfjs';
import { confined } from '../confined.ts';
import type { Report } from '../limits.ts';
import { type FileOrder, type Range, replied } from '../reply.ts';
import { readStretch, type Stretch } from './stretch.ts';

/** Pages from which on a second thread, which has to load everything once more, is worth its second. */
const fewestPages = 250;
/** MB of heap for that thread; half a book of 20,000 pages takes as much. */
const heapMegabytes = 256;

const segment = v.object({
  ...{ text: v.string(), font: v.string(), rtl: v.boolean(), turn: v.picklist([-1, 0, 1, 2, 3]) },
  ...{ x: v.number(), right: v.number(), y: v.number() },
  ...{ size: v.number(), firstWord: v.number(), order: v.number() },
});
const page = v.object({ number: v.number(), height: v.number(), segments: v.array(segment), wordless: v.boolean() });
const face = v.object({ bold: v.boolean(), fixed: v.boolean() });
const stretchShape = v.object({
  stretch: v.object({ pages: v.array(page), faces: v.map(v.string(), face), readable: v.number() }),
}) satisfies v.GenericSchema<unknown, { stretch: Stretch }>;

/** All pages of a long PDF in two threads where the computer has two; `order.entry` is what the second one runs. */
export async function readPages(pdf: PDFDocumentProxy, order: FileOrder, report: Report): Promise<Stretch> {
  const all = { from: 1, to: pdf.numPages };
  if (!order.entry || pdf.numPages < fewestPages || availableParallelism() < 2) {
    return readStretch(pdf, all, order.limits, report);
  }
  const half = Math.ceil(pdf.numPages / 2);
  const shares = [0, 0];
  const reported = (which: 0 | 1) => (share: number) => {
    shares[which] = share;
    report((shares[0]! + shares[1]!) / 2);
  };
  const stretches = await Promise.all([
    readStretch(pdf, { from: 1, to: half }, order.limits, reported(0)),
    readElsewhere(order, { from: half + 1, to: pdf.numPages }, reported(1)),
  ]);
  return {
    pages: stretches.flatMap(({ pages }) => pages),
    faces: new Map(stretches.flatMap(({ faces }) => [...faces])),
    readable: stretches.reduce((sum, { readable }) => sum + readable, 0),
  };
}

async function readElsewhere(order: FileOrder, range: Range, report: Report): Promise<Stretch> {
  const limits = { ...order.limits, heapMegabytes: Math.min(heapMegabytes, order.limits.heapMegabytes) };
  const reply = await confined(new URL(order.entry!), { ...order, limits, range }, undefined, { report });
  return replied(stretchShape, reply).stretch;
}
