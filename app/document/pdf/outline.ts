import type { PDFDocumentProxy } from 'unpdf/pdfjs';
import type { ChapterRole } from '../../model/document.ts';
import { oneLine } from '../draft.ts';
import { roleOf } from '../roles.ts';
import type { Line } from './line.ts';

/** Where a part of the document begins, as its outline says. */
export interface OutlineEntry {
  title: string;
  /** By the title of its uppermost level; a section on footnotes holds none. */
  role: ChapterRole;
  /** Counted from 1. */
  page: number;
  /** Points from the top of the page; 0 where only the page is named. */
  y: number;
}

/** Levels of an outline that begin chapters. */
const levels = 2;
const mostEntries = 3_000;

type Node = Awaited<ReturnType<PDFDocumentProxy['getOutline']>>[number];

/** The upper levels of the outline. One that can not be read is no damage. */
export async function outlineOf(pdf: PDFDocumentProxy): Promise<OutlineEntry[]> {
  const entries: OutlineEntry[] = [];
  const walk = async (nodes: readonly Node[], level: number, within: ChapterRole | null): Promise<void> => {
    for (const node of nodes) {
      if (entries.length >= mostEntries) return;
      const place = await placeOf(pdf, node.dest).catch(() => null);
      const title = oneLine(node.title);
      const role = within ?? roleOfHeading(title) ?? 'body';
      if (place && title) entries.push({ title, role, ...place });
      if (level < levels) await walk((node.items as Node[] | undefined) ?? [], level + 1, role);
    }
  };
  await walk((await pdf.getOutline().catch(() => null)) ?? [], 1, null);
  return entries.sort((one, other) => one.page - other.page || one.y - other.y);
}

/** The role of a part by its heading, with or without the number of a chapter; those of sections are not looked at. */
export const roleOfHeading = (title: string) => roleOf('', title.replace(/^(?:\d{1,2}|[A-Z])\.?\s+(?=\p{L})/u, ''));

async function placeOf(pdf: PDFDocumentProxy, named: unknown): Promise<{ page: number; y: number } | null> {
  const destination: unknown = typeof named === 'string' ? await pdf.getDestination(named) : named;
  if (!Array.isArray(destination)) return null;
  const [target, how, , top] = destination as [unknown, { name?: string } | undefined, unknown, unknown];
  const index = typeof target === 'number' ? target : await pdf.getPageIndex(target as { num: number; gen: number });
  if (index < 0 || index >= pdf.numPages) return null;
  const across = how?.name === 'FitH' || how?.name === 'FitBH' ? destination[2] : top;
  if (typeof across !== 'number') return { page: index + 1, y: 0 };
  const page = await pdf.getPage(index + 1);
  const [, y = 0] = page.getViewport({ scale: 1 }).convertToViewportPoint(0, across) as number[];
  return { page: index + 1, y: Math.max(0, y) };
}

const letters = (text: string) =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]+/gu, '');
/** Lines that a title on the page may take, and lines above it that name its number. */
const mostLines = 4;

/** The line that each entry begins with; an entry whose title is not on its page begins where it points. */
export function startsOf(entries: readonly OutlineEntry[], lines: readonly Line[]): Map<Line, OutlineEntry> {
  const pages = Map.groupBy(lines, ({ page }) => page);
  const starts = new Map<Line, OutlineEntry>();
  for (const entry of entries) {
    const onPage = (pages.get(entry.page) ?? []).filter((line) => !starts.has(line));
    const below = onPage.find(({ y, size }) => y >= entry.y - size * 0.2);
    const line = titleLine(entry, onPage) ?? below ?? lines.find(({ page }) => page > entry.page);
    if (line && !starts.has(line)) starts.set(line, entry);
  }
  return starts;
}

const number =
  /^(?:chapter|part|section|appendix|book|kapitel|teil|chapitre|partie|capitulo|parte|capitolo)?(?:\d*|[ivxlcdm]+|[a-z])$/;

/** Is one text the other with a number before it, or without one? */
const isNumbered = (one: string, other: string) => {
  const before = one.slice(0, one.length - other.length);
  return other !== '' && one.endsWith(other) && number.test(before);
};

function titleLine({ title, y }: OutlineEntry, onPage: readonly Line[]): Line | null {
  const wanted = letters(title);
  const found: Line[] = [];
  for (const [index, line] of onPage.entries()) {
    let text = '';
    for (const next of onPage.slice(index, index + mostLines)) {
      text += letters(next.text);
      if (text.length > wanted.length + 20) break;
      // Numbers stand before titles in one of the two and not in the other.
      if (isNumbered(text, wanted) || isNumbered(wanted, text)) {
        found.push(line);
        break;
      }
    }
  }
  return found.reduce<Line | null>(
    (best, line) => (best && Math.abs(best.y - y) <= Math.abs(line.y - y) ? best : line),
    null,
  );
}
