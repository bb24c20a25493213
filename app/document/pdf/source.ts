import { readFile } from 'node:fs/promises';
import { getDocumentProxy } from 'unpdf';
import type { PDFDocumentProxy, PDFPageProxy } from 'unpdf/pdfjs';
import { Problem } from '../../model/problem.ts';
import type { FileOrder } from '../reply.ts';
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
export async function openPdf({ source, limits, password }: FileOrder): Promise<PDFDocumentProxy> {
  const file = await readFile(source.path);
  const data = new Uint8Array(file.buffer, file.byteOffset, file.byteLength);
  const pdf = await getDocumentProxy(data, {
    ...(password === undefined ? {} : { password }),
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
    throw refusal(cause, password !== undefined);
  });
  if (pdf.numPages <= limits.pages) return pdf;
  throw new Problem('document-too-complex', 'too many pages', { details: { most: limits.pages } });
}

/** What is known of the fonts of a document; their names are told apart from those of another reader by a prefix. */
export interface Fonts {
  faces: Map<string, Face>;
  prefix: string;
}

/** A page, or null where it can not be read; what pdf.js keeps of it is dropped. Faces of new fonts are added. */
export async function readPage(pdf: PDFDocumentProxy, number: number, fonts: Fonts): Promise<RawPage | null> {
  const page = await pdf.getPage(number).catch(() => null);
  const raw = page && (await rawPage(page, number, fonts).catch(() => null));
  page?.cleanup();
  return raw;
}

async function rawPage(page: PDFPageProxy, number: number, { faces, prefix }: Fonts): Promise<RawPage> {
  const viewport = page.getViewport({ scale: 1 });
  const { items, styles } = await page.getTextContent();
  const pieces: Piece[] = [];
  for (const item of items as TextItem[]) {
    const font = prefix + item.fontName;
    pieces.push(pieceOf({ ...item, fontName: font }, viewport.transform, styles[item.fontName]?.vertical ?? false));
  }
  const blank = pieces.every(({ text }) => !text.trim());
  const fresh = Object.keys(styles).filter((font) => !faces.has(prefix + font));
  // Only the list of drawing operators loads fonts by name, which costs as much again as the text.
  const operators = blank || fresh.length > 0 ? await page.getOperatorList().catch(() => null) : null;
  for (const font of fresh) faces.set(prefix + font, faceOf(page, font, styles[font]?.fontFamily ?? ''));
  return {
    number,
    height: viewport.height,
    pieces,
    wordless: blank && operators !== null && showsSomething(operators),
  };
}

function refusal(cause: unknown, given: boolean): Problem {
  const name = cause instanceof Error ? cause.name : '';
  // The cause may hold nothing that was typed, but it is not needed either.
  if (name === 'PasswordException') {
    return given
      ? new Problem('password-wrong', 'the password does not open the document')
      : new Problem('password-needed', 'the document opens with a password');
  }
  if (cause instanceof RangeError) return new Problem('document-too-complex', 'nested too deeply', { cause });
  return new Problem('document-damaged', 'no PDF that can be opened', { cause });
}
