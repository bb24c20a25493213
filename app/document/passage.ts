import type { ParagraphKind } from '../model/document.ts';
import { attribute, following, isElement, nameOf, textOf, typesOf } from './markup.ts';

/** A paragraph of markup with what its place in the tree says about it. */
export interface Passage {
  kind: ParagraphKind;
  /** Lines of verse and code are parted by `\n`; other white space is as it came. */
  text: string;
  /** 1 to 6 for a heading, else 0. */
  level: number;
  /** The last of the wanted anchors at or before the passage and after the one before it. */
  anchor: string | null;
  /** A note that stands where it is referred to, and is not part of what is read. */
  aside: boolean;
}

/** What a block makes of the paragraphs in it; null leaves what its surroundings say. */
export const blocks: ReadonlyMap<string, ParagraphKind | null> = new Map([
  ...list('h1 h2 h3 h4 h5 h6', 'heading'),
  ...list('blockquote', 'quote'),
  ...list('li dt dd', 'item'),
  ...list('pre listing xmp', 'code'),
  ...list('html body p div section article aside header footer main nav figure figcaption center address', null),
  ...list('ul ol dl menu dir hr table caption thead tbody tfoot tr td th', null),
  ...list('form fieldset legend details summary hgroup search', null),
]);

const silent = new Set(
  (
    'head title meta link script style template noscript iframe object embed canvas svg audio video map ' +
    'button select option datalist input textarea rt rp annotation annotation-xml'
  ).split(' '),
);
/** Marks that point to a note, a page of a printed edition or back to the text. */
const markTypes = /(^|\s)(doc-)?(noteref|biblioref|pagebreak|backlink)(\s|$)/;
const markText = /^\s*[[(]?\s*(\d{1,4}|[*†‡§¶]{1,4}|[a-z]|[ivxl]{1,6})\s*[\])]?\s*$/iu;
const verseTypes = /(^|[\s:])(verse|poem|song|hymn|lyrics)(\s|$)/;
const verseClass = /(^|[\s_-])(verse|poem|poetry|stanza|linegroup)([\s_-]|$)/i;

/** Is an element left out, with all below it? `navigation` keeps `<nav>`, as a book's own table of contents needs. */
export function isSilent(element: Element, name: string, navigation: boolean): boolean {
  if (silent.has(name)) return true;
  const types = typesOf(element);
  if (name === 'nav' && !(navigation && !/\b(landmarks|page-list)\b/.test(types))) return true;
  if (markTypes.test(types) || isMark(element, name)) return true;
  if (element.hasAttribute('hidden') || attribute(element, 'aria-hidden') === 'true') return true;
  return /(^|;)\s*(display\s*:\s*none|visibility\s*:\s*hidden)/i.test(attribute(element, 'style'));
}

/** Are line breaks in it lines of verse? */
export function isVerse(element: Element): boolean {
  return verseTypes.test(typesOf(element)) || verseClass.test(attribute(element, 'class'));
}

/** Is it a note beside the text? */
export function isNote(element: Element): boolean {
  return /(^|\s)(doc-)?(footnotes?|endnotes?|rearnotes?)(\s|$)/.test(typesOf(element));
}

const layout = new Set('table h1 h2 h3 h4 h5 h6 ul ol dl blockquote pre'.split(' '));

/** Does a table hold rows of cells, or is it only there to place whole parts of a page? */
export function isGrid(table: Element): boolean {
  if (/\b(presentation|none)\b/.test(attribute(table, 'role'))) return false;
  for (let node = following(table, table, true); node; node = following(node, table, true)) {
    if (isElement(node) && layout.has(nameOf(node))) return false;
  }
  return true;
}

/** A raised number that is a link: `<sup><a href="#n1">1</a></sup>`, or the two the other way round. */
function isMark(element: Element, name: string): boolean {
  if (name !== 'sup' && name !== 'a') return false;
  const inner = element.firstElementChild;
  const linked = name === 'a' ? element : inner && nameOf(inner) === 'a' ? inner : null;
  const raised = name === 'sup' || (inner !== null && nameOf(inner) === 'sup');
  if (!raised || !linked || !attribute(linked, 'href')) return false;
  return markText.test(textOf(element, 20));
}

function list(names: string, kind: ParagraphKind | null): [string, ParagraphKind | null][] {
  return names.split(' ').map((name) => [name, kind]);
}
