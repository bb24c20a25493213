import { oneLine } from './draft.ts';
import { type Place, resolveHref } from './href.ts';
import { attribute, elementsIn, nameOf, textOf, typesOf } from './markup.ts';

/** Where a chapter begins, and what the book calls it. */
export interface ContentsEntry {
  title: string;
  place: Place;
  /** 1 for what the table of contents lists itself, more for what is listed below that. */
  depth: number;
}

/** A place that the book names by its part: `copyright-page`, `endnotes`. */
export interface Landmark {
  place: Place;
  type: string;
  title: string;
}

/** The navigation document of EPUB 3, nested lists flattened in their order. */
export function readNavigation(root: Element, path: string): { contents: ContentsEntry[]; landmarks: Landmark[] } {
  const contents: ContentsEntry[] = [];
  const landmarks: Landmark[] = [];
  const navs = [...elementsIn(root)].filter((element) => nameOf(element) === 'nav');
  const toc = navs.find((nav) => /(^|\s)(doc-)?toc(\s|$)/.test(typesOf(nav))) ?? navs.find((nav) => !typesOf(nav));
  for (const { place, title, depth } of toc ? linksIn(toc, path) : []) contents.push({ place, title, depth });
  const marks = navs.find((nav) => /(^|\s)landmarks(\s|$)/.test(typesOf(nav)));
  for (const { place, type, title } of marks ? linksIn(marks, path) : []) landmarks.push({ place, type, title });
  return { contents, landmarks };
}

/** The table of contents of EPUB 2. */
export function readNcx(root: Element, path: string): ContentsEntry[] {
  const contents: ContentsEntry[] = [];
  let inPoint = false;
  let title = '';
  for (const element of elementsIn(root)) {
    const name = nameOf(element);
    if (name === 'navpoint') [inPoint, title] = [true, ''];
    // Lists of pages and pictures come after the map and are no contents.
    if (name === 'pagelist' || name === 'navlist') inPoint = false;
    if (inPoint && name === 'text') title ||= oneLine(textOf(element));
    const place = inPoint && name === 'content' ? resolveHref(path, attribute(element, 'src')) : null;
    if (place && title) contents.push({ title, place, depth: depthOf(element, 'navpoint') });
  }
  return contents;
}

function* linksIn(nav: Element, path: string): Generator<Landmark & ContentsEntry> {
  for (const element of elementsIn(nav)) {
    if (nameOf(element) !== 'a') continue;
    const place = resolveHref(path, attribute(element, 'href'));
    const title = oneLine(textOf(element));
    if (place && title) yield { place, type: typesOf(element), title, depth: depthOf(element, 'ol') };
  }
}

/** Levels of a list that are looked at. */
const deepest = 10;

/** How many elements of that name it stands in, at least 1. */
function depthOf(element: Element, name: string): number {
  let depth = 0;
  for (let around = element.parentElement; around && depth < deepest; around = around.parentElement) {
    if (nameOf(around) === name) depth++;
  }
  return Math.max(depth, 1);
}
