import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import type { Language } from '../../model/language.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

export interface Page {
  type: string;
  body: Buffer;
}

/** A page that knows which language a person chose; null leaves that to the page itself, which knows the system's. */
export const inLanguage = (html: Buffer, language: Language | null): Buffer =>
  language === null ? html : Buffer.from(html.toString().replace('<html', `<html data-language="${language}"`));

/** What is sent of a page. */
export const bodyOf = ({ type, body }: Page, language: Language | null): Buffer =>
  type.startsWith('text/html') ? inLanguage(body, language) : body;

/**
 * Every file of a folder, by its URL path (`/assets/main.js`); `/` is index.html, `/dictate` dictate.html. Read once at the start: a request
 * only ever looks a name up, so no path, however it is written, reaches anything else.
 */
export async function readPages(folder: string): Promise<Map<string, Page>> {
  const pages = new Map<string, Page>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = `/${relative(folder, path).split(sep).join('/')}`;
    const page = { type: types[extname(name)] ?? 'application/octet-stream', body: await readFile(path) };
    pages.set(name, page);
    if (name === '/index.html') pages.set('/', page);
    else if (name.endsWith('.html')) pages.set(name.slice(0, -'.html'.length), page);
  }
  return pages;
}
