/** A place in a book: a path in its archive and the id of an element in that file. */
export interface Place {
  path: string;
  /** Null for the whole file. */
  fragment: string | null;
}

/** Stands in for the archive while a browser's rules for relative addresses are applied. */
const origin = 'http://archive.invalid';

/** Where an address in the file at `base` leads, or null where it leads out of the book or nowhere. */
export function resolveHref(base: string, href: string): Place | null {
  const from = `${origin}/${base.split('/').map(encodeURIComponent).join('/')}`;
  const url = URL.parse(href.trim(), from);
  if (!url || url.origin !== origin || !href.trim()) return null;
  const path = decoded(url.pathname.slice(1));
  const fragment = decoded(url.hash.slice(1));
  return path ? { path, fragment: fragment || null } : null;
}

/** Undoes percent signs; a stray one leaves the text as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
