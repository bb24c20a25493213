import type { Document } from '../model/document.ts';
import { Problem } from '../model/problem.ts';
import { Archive } from './archive.ts';
import { Binding } from './binding.ts';
import { packagePath } from './container.ts';
import { readNavigation, readNcx } from './contents.ts';
import { titleOfName } from './draft.ts';
import { Guide } from './guide.ts';
import type { Limits } from './limits.ts';
import { parseMarkup } from './markup.ts';
import { type Package, readPackage } from './package.ts';

/**
 * A book in EPUB 2 or 3. Throws `file-type-unknown` for other archives, `document-damaged`, `document-encrypted`,
 * `document-hostile`, `document-too-complex`, `document-without-text`.
 */
export async function readEpub(path: string, name: string, limits: Limits): Promise<Document> {
  const archive = await Archive.open(path, limits);
  try {
    return await bookIn(archive, name, limits);
  } finally {
    archive.close();
  }
}

type Parse = (path: string, type?: 'text/xml' | 'text/html') => Promise<Element>;

async function bookIn(archive: Archive, name: string, limits: Limits): Promise<Document> {
  const parse: Parse = async (path, type = 'text/xml') => parseMarkup(await archive.readText(path), type, limits);
  const packageFile = await packagePath(archive, limits);
  const book = readPackage(await parse(packageFile), packageFile);
  if (book.spine.length === 0) throw new Problem('document-damaged', 'the spine leads to nothing');
  const guide = await guideOf(book, archive, parse);
  const binding = new Binding(book.title || titleOfName(name), guide, limits);
  for (const item of book.spine) {
    if (item.type) binding.add(await parse(item.path, item.type), item);
  }
  return binding.document(book.author, book.language);
}

/** Contents and landmarks of EPUB 3, or what EPUB 2 has for them. A table of contents that is missing is no damage. */
async function guideOf(book: Package, archive: Archive, parse: Parse): Promise<Guide> {
  const nav = book.nav && archive.has(book.nav) ? readNavigation(await parse(book.nav), book.nav) : null;
  const landmarks = [...book.guide, ...(nav?.landmarks ?? [])];
  if (nav && nav.contents.length > 0) return new Guide(nav.contents, landmarks);
  const ncx = book.ncx && archive.has(book.ncx) ? readNcx(await parse(book.ncx), book.ncx) : [];
  return new Guide(ncx, landmarks);
}
