import type { Document } from '../model/document.ts';
import { type About, assembled } from './assembly.ts';
import { oneLine } from './draft.ts';
import { passagesIn } from './flow.ts';
import type { Limits, Report } from './limits.ts';
import { attribute, elementsIn, nameOf, parseMarkup, textOf } from './markup.ts';
import type { Passage } from './passage.ts';

/** Shares of the work once the source is a tree, and once it is known whether it is a web page. */
const parsedShare = 0.5;
const sortedShare = 0.9;

/**
 * A document in HTML, or a web page saved to disk, of which the article is read and everything around it left out of
 * the narration. `name` titles it where it has neither a title nor a heading. Throws `document-too-complex`,
 * `document-without-text`.
 */
export async function readHtml(
  source: string,
  name: string,
  type: 'text/html' | 'text/xml',
  limits: Limits,
  report: Report,
): Promise<Document> {
  const root = parseMarkup(source, type, limits);
  report(parsedShare);
  const { isWebPage, articleIn } = await import('./webpage.ts');
  const article = isWebPage(root) ? articleIn(source, root, limits) : null;
  report(sortedShare);
  const passages = article ?? passagesIn(root);
  const about = metadata(root);
  return assembled(passages, { ...about, title: withoutSite(about.title, passages) }, name, limits);
}

/** The title of a page without the name of its site, where its first large heading tells the two apart. */
function withoutSite(title: string, passages: readonly Passage[]): string {
  const heading = oneLine(passages.find(({ level }) => level === 1)?.text ?? '');
  return heading && title.startsWith(heading) ? heading : title;
}

function metadata(root: Element): About {
  const found = { title: '', author: '', language: '' };
  for (const element of elementsIn(root)) {
    const name = nameOf(element);
    if (name === 'html') found.language ||= attribute(element, 'lang') || attribute(element, 'xml:lang');
    if (name === 'body') found.language ||= attribute(element, 'lang');
    if (name === 'title' && nameOf(element.parentNode as Element) !== 'svg') found.title ||= oneLine(textOf(element));
    if (name !== 'meta') continue;
    const about = (attribute(element, 'name') || attribute(element, 'http-equiv')).toLowerCase();
    if (about === 'author') found.author ||= attribute(element, 'content');
    if (about === 'content-language') found.language ||= attribute(element, 'content');
  }
  return found;
}
