import { Readability } from '@mozilla/readability';
import { oneLine } from './draft.ts';
import { passagesIn } from './flow.ts';
import type { Limits } from './limits.ts';
import { attribute, elementsIn, nameOf, parsePage, typesOf } from './markup.ts';
import type { Passage } from './passage.ts';

/** Elements; articles have some thousands, and Readability goes over all of them many times. */
const mostElements = 20_000;
/** Elements within each other; Readability calls itself for each, and 50,000 of them overflow it after 18 s. */
const deepest = 256;
/** Letters below which what was found is no article, and share of the page's that it must have. */
const shortestArticle = 400;
const leastShare = 0.2;
/** Kinds of signs by which a page tells that it comes from a site. */
const fewestSigns = 2;
/** Passages between the title of an article and its first paragraph. */
const farthestTitle = 5;
/** Programs that write documents, not sites, whatever else is in them. */
const documentMakers = /pandoc|office|word|writer|markdown|asciidoctor|calibre|texinfo|docbook|tex4ht|wordperfect/i;

/** Was the page saved from a site, with menus and other matter around what it is about? */
export function isWebPage(root: Element): boolean {
  const signs = new Set<string>();
  for (const element of elementsIn(root)) {
    const name = nameOf(element);
    if (name === 'meta') {
      if (attribute(element, 'name') === 'generator' && documentMakers.test(attribute(element, 'content')))
        return false;
      if (/^og:/.test(attribute(element, 'property'))) signs.add('shared');
    }
    if (name === 'link' && /canonical|alternate|manifest/.test(attribute(element, 'rel'))) signs.add('linked');
    if (name === 'script' && attribute(element, 'src')) signs.add('program');
    const types = typesOf(element);
    if (/\bnavigation\b/.test(types) || (name === 'nav' && !/toc/.test(types))) signs.add('menu');
    if (name === 'footer' || /\bcontentinfo\b/.test(types)) signs.add('footer');
    if (name === 'form') signs.add('form');
  }
  return signs.size >= fewestSigns;
}

/**
 * All passages of a page, those around its article marked as `back`; null where no article can be made out. The
 * passages are the page's own, so that a wrong guess loses nothing.
 */
export function articleIn(source: string, root: Element, limits: Limits): Passage[] | null {
  if (isTooIntricate(root)) return null;
  const found = articleOf(source, limits);
  if (!found) return null;
  const passages = passagesIn(root);
  const wanted = new Set(passagesIn(found).map(lettersOf));
  const isRead = passages.map((passage) => wanted.has(lettersOf(passage)));
  // A heading goes with what it heads; the page's own title is one that Readability takes out.
  for (let index = passages.length - 2; index >= 0; index--) {
    if (passages[index]!.level > 0 && passages[index + 1]!.part !== 'notes') isRead[index] ||= isRead[index + 1]!;
  }
  // The title and what stands below it (who wrote it, when) come with the article.
  const first = isRead.indexOf(true);
  const title = passages.findLastIndex(({ level }, index) => level === 1 && index <= first);
  if (title >= 0 && title >= first - farthestTitle) isRead.fill(true, title, first);
  const letters = (which: (index: number) => boolean) =>
    passages.reduce((sum, passage, index) => (which(index) ? sum + passage.text.length : sum), 0);
  const read = letters((index) => isRead[index]!);
  if (read < shortestArticle || read < leastShare * letters(() => true)) return null;
  return passages.map((passage, index) => ({ ...passage, part: isRead[index] ? null : (notes(passage) ?? 'back') }));
}

const notes = ({ part }: Passage) => (part === 'notes' ? part : null);

function articleOf(source: string, limits: Limits): Element | null {
  try {
    const reader = new Readability<Element>(parsePage(source, limits), {
      serializer: (node) => node as Element,
      disableJSONLD: true,
      maxElemsToParse: mostElements,
    });
    return reader.parse()?.content ?? null;
  } catch {
    // Written for browsers: what it stumbles over here is a page that is read whole instead.
    return null;
  }
}

function isTooIntricate(root: Element): boolean {
  let elements = 0;
  const depths = new WeakMap<Node, number>([[root, 0]]);
  for (const element of elementsIn(root)) {
    const depth = (depths.get(element.parentNode!) ?? 0) + 1;
    depths.set(element, depth);
    if (++elements > mostElements || depth > deepest) return true;
  }
  return false;
}

const lettersOf = ({ text }: Passage) => oneLine(text).replace(/\s/g, '');
