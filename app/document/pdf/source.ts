import { readFile } from 'node:fs/promises';
import { getDocumentProxy } from 'unpdf';
import type { PDFDocumentProxy, PDFPageProxy } from 'unpdf/pdfjs';
import { Problem } from '../../model/problem.ts';
import type { Limits } from '../limits.ts';
import { type Face, faceOf, showsSomething } from './operators.ts';
import { type Piece, pieceOf, type TextItem } from './piece.ts';

/** A page as it is drawn: its pieces of text in the order of the file. */
export interface RawPage {
  /** Counted from 1. */
  number: number;
  height: number;
  pieces: Piece[];
  /** Has no text, but shows pictures or shapes. */
  wordless: boolean;
}

/** Opens a PDF with nothing but its text in mind: no fonts, pictures, scripts or forms, and no network. */
export async function openPdf(path: string, limits: Limits): Promise<PDFDocumentProxy> {
  const file = await readFile(path);
  const data = new Uint8Array(file.buffer, file.byteOffset, file.byteLength);
  const pdf = await getDocumentProxy(data, {
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    useWasm: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    enableXfa: false,
    // Pixels: pictures larger than this are left out before they are decoded.
    maxImageSize: 1,
    // Errors only; warnings would be printed, and some quote the text.
    verbosity: 0,
  }).catch((cause: unknown) => {
    throw refusal(cause);
  });
  if (pdf.numPages <= limits.pages) return pdf;
  throw new Problem('document-too-complex', 'too many pages', { details: { most: limits.pages } });
}

/** Every page in turn; what pdf.js keeps of one is dropped before the next. Faces of new fonts are put into `faces`. */
export async function* pagesOf(pdf: PDFDocumentProxy, faces: Map<string, Face>): AsyncGenerator<RawPage> {
  let readable = 0;
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number).catch(() => null);
    const raw = page && (await rawPage(page, number, faces).catch(() => null));
    if (raw) readable++;
    // Files cut short have some good pages; one that has none, though many were tried, is not worth more time.
    else if (readable === 0 && number >= mostBroken) break;
    yield raw ?? { number, height: 0, pieces: [], wordless: true };
    page?.cleanup();
  }
  if (readable === 0) throw new Problem('document-damaged', 'no page can be read');
}

const mostBroken = 50;

async function rawPage(page: PDFPageProxy, number: number, faces: Map<string, Face>): Promise<RawPage> {
  const viewport = page.getViewport({ scale: 1 });
  const { items, styles } = await page.getTextContent();
  const pieces: Piece[] = [];
  for (const item of items as TextItem[]) {
    pieces.push(pieceOf(item, viewport.transform, styles[item.fontName]?.vertical ?? false));
  }
  const blank = pieces.every(({ text }) => !text.trim());
  const fresh = Object.keys(styles).filter((font) => !faces.has(font));
  // Only the list of drawing operators loads fonts by name, which costs as much again as the text.
  const operators = blank || fresh.length > 0 ? await page.getOperatorList().catch(() => null) : null;
  for (const font of fresh) faces.set(font, faceOf(page, font, styles[font]?.fontFamily ?? ''));
  return {
    number,
    height: viewport.height,
    pieces,
    wordless: blank && operators !== null && showsSomething(operators),
  };
}

function refusal(cause: unknown): Problem {
  const name = cause instanceof Error ? cause.name : '';
  if (name === 'PasswordException') return new Problem('document-encrypted', 'a password is needed', { cause });
  if (cause instanceof RangeError) return new Problem('document-too-complex', 'nested too deeply', { cause });
  return new Problem('document-damaged', 'no PDF that can be opened', { cause });
}
