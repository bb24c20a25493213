import type { Cover, Document } from '../model/document.ts';
import { Problem } from '../model/problem.ts';
import type { Archive } from './archive.ts';
import { Binding } from './binding.ts';
import { packagePath } from './container.ts';
import { readNavigation, readNcx } from './contents.ts';
import { titleOfName } from './draft.ts';
import { Guide } from './guide.ts';
import type { Limits, Report } from './limits.ts';
import { parseMarkup } from './markup.ts';
import { type Package, readPackage } from './package.ts';
import { pictureOf } from './picture.ts';

/**
 * A book in EPUB 2 or 3. Throws `document-damaged`, `document-encrypted`, `document-too-complex`,
 * `document-without-text`.
 */
export async function readEpub(archive: Archive, name: string, limits: Limits, report: Report): Promise<Document> {
  const parse: Parse = async (path, type = 'text/xml') => parseMarkup(await archive.readText(path), type, limits);
  const packageFile = await packagePath(archive, limits);
  const book = readPackage(await parse(packageFile), packageFile);
  if (book.spine.length === 0) throw new Problem('document-damaged', 'the spine leads to nothing');
  const guide = await guideOf(book, archive, parse);
  const binding = new Binding(book.title || titleOfName(name), guide, limits);
  for (const [index, item] of book.spine.entries()) {
    if (item.type) binding.add(await parse(item.path, item.type), item);
    report((index + 1) / book.spine.length);
  }
  const document = binding.document(book.author, book.language);
  const cover = await coverOf(book, archive);
  return cover ? { ...document, cover } : document;
}

type Parse = (path: string, type?: 'text/xml' | 'text/html') => Promise<Element>;

/** Contents and landmarks of EPUB 3, or what EPUB 2 has for them. A table of contents that is missing is no damage. */
async function guideOf(book: Package, archive: Archive, parse: Parse): Promise<Guide> {
  const nav = book.nav && archive.has(book.nav) ? readNavigation(await parse(book.nav), book.nav) : null;
  const landmarks = [...book.guide, ...(nav?.landmarks ?? [])];
  if (nav && nav.contents.length > 0) return new Guide(nav.contents, landmarks);
  const ncx = book.ncx && archive.has(book.ncx) ? readNcx(await parse(book.ncx), book.ncx) : [];
  return new Guide(ncx, landmarks);
}

/** Bytes; covers made for shops have less, and the picture is kept in memory until somebody exports. */
const largestCover = 5_000_000;

/** The cover is an ornament: one that is missing, damaged or of another kind is none. */
async function coverOf({ cover }: Package, archive: Archive): Promise<Cover | null> {
  if (!cover || !archive.has(cover) || archive.sizeOf(cover) > largestCover) return null;
  const bytes = await archive.read(cover).catch(() => null);
  return bytes && pictureOf(bytes);
}
