import { Problem } from '../model/problem.ts';
import { oneLine } from './draft.ts';
import { type Place, resolveHref } from './href.ts';
import { attribute, elementsIn, nameOf, textOf } from './markup.ts';

/** A file of the spine. */
export interface SpineItem {
  path: string;
  /** XHTML or, in a few old books, HTML; null for pictures and whatever else has no text to read. */
  type: 'text/xml' | 'text/html' | null;
  /** False for what a reader shows only when asked for it. */
  linear: boolean;
}

/** What the package document (OPF) of a book says. */
export interface Package {
  title: string;
  author: string | null;
  language: string | null;
  spine: SpineItem[];
  /** The navigation document of EPUB 3 and the table of contents of EPUB 2, where there are such. */
  nav: string | null;
  ncx: string | null;
  /** The picture on its front. */
  cover: string | null;
  /** What the guide of EPUB 2 calls places. */
  guide: { place: Place; type: string; title: string }[];
}

interface ManifestItem {
  path: string;
  type: string;
  properties: string[];
}

/** Reads a package document that stands at `path`. Throws `document-damaged` where it is none. */
export function readPackage(root: Element, path: string): Package {
  const elements = [...elementsIn(root)];
  const named = (name: string) => elements.filter((element) => nameOf(element) === name);
  if (named('package').length === 0) throw new Problem('document-damaged', 'the package document is none');
  const manifest = manifestOf(named('item'), path);
  const items = [...manifest.values()];
  return {
    title: named('title').map(wordsOf)[0] ?? '',
    author: authorsOf(named('creator'), named('meta')).join(', ') || null,
    language: named('language').map(wordsOf)[0] ?? null,
    spine: spineOf(named('itemref'), manifest),
    nav: items.find((item) => item.properties.includes('nav'))?.path ?? null,
    ncx:
      manifest.get(named('spine').map((element) => attribute(element, 'toc'))[0] ?? '')?.path ??
      items.find((item) => item.type === 'application/x-dtbncx+xml')?.path ??
      null,
    cover: coverOf(items, named('meta'), manifest),
    guide: named('reference').flatMap((element) => {
      const place = resolveHref(path, attribute(element, 'href'));
      return place ? [{ place, type: attribute(element, 'type'), title: oneLine(attribute(element, 'title')) }] : [];
    }),
  };
}

/** By the property of EPUB 3, or by the `meta` that books of EPUB 2 have for it. */
function coverOf(items: ManifestItem[], metas: Element[], manifest: ReadonlyMap<string, ManifestItem>): string | null {
  const marked = items.find((item) => item.properties.includes('cover-image'));
  const meta = metas.find((element) => attribute(element, 'name') === 'cover');
  return (marked ?? manifest.get(meta ? attribute(meta, 'content') : ''))?.path ?? null;
}

function manifestOf(elements: Element[], base: string): Map<string, ManifestItem> {
  const manifest = new Map<string, ManifestItem>();
  for (const element of elements) {
    const place = resolveHref(base, attribute(element, 'href'));
    const type = attribute(element, 'media-type').toLowerCase();
    const properties = attribute(element, 'properties').split(/\s+/);
    if (place) manifest.set(attribute(element, 'id'), { path: place.path, type, properties });
  }
  return manifest;
}

/** The files of the spine, each once; an `itemref` to nothing refers to no text, so it is passed over. */
function spineOf(references: Element[], manifest: ReadonlyMap<string, ManifestItem>): SpineItem[] {
  const spine = new Map<string, SpineItem>();
  for (const reference of references) {
    const item = manifest.get(attribute(reference, 'idref'));
    if (!item || spine.has(item.path)) continue;
    spine.set(item.path, {
      path: item.path,
      type: markupType(item),
      linear: attribute(reference, 'linear').toLowerCase() !== 'no',
    });
  }
  return [...spine.values()];
}

function markupType({ type, path }: ManifestItem): SpineItem['type'] {
  if (type === 'text/html') return 'text/html';
  if (type === 'application/xhtml+xml' || type === 'text/x-oeb1-document') return 'text/xml';
  return type === '' && /\.x?html?$/i.test(path) ? 'text/xml' : null;
}

/** Names of those who wrote it; others who made it (`ill`, `trl`) have another role, in the way of EPUB 2 or of 3. */
function authorsOf(creators: Element[], metas: Element[]): string[] {
  const roles = new Map<string, string>();
  for (const meta of metas) {
    const about = attribute(meta, 'refines').replace(/^#/, '');
    if (about && attribute(meta, 'property') === 'role') roles.set(about, wordsOf(meta));
  }
  const named = creators.map((element) => ({
    name: wordsOf(element),
    role: attribute(element, 'opf:role') || (roles.get(attribute(element, 'id')) ?? 'aut'),
  }));
  const authors = named.filter(({ role }) => role === 'aut');
  return (authors.length > 0 ? authors : named).map(({ name }) => name).filter(Boolean);
}

const wordsOf = (element: Element) => oneLine(textOf(element));
