import type { ChapterRole, ParagraphKind } from '../model/document.ts';
import { withoutMarks } from './marks.ts';
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
  /** The part that it belongs to where it stands beside what is read (a note, a table of contents), else null. */
  part: ChapterRole | null;
  /** What the markup around it says, in any spelling; `''` where it says nothing. */
  language: string;
}

/** A passage of which nothing more is known. */
export function passageOf(kind: ParagraphKind, text: string, more: Partial<Passage> = {}): Passage {
  return { kind, text, level: 0, anchor: null, part: null, language: '', ...more };
}

/** UTF-16 units of a line of verse; a longer one is prose in which somebody wanted a break. */
const longestVerse = 60;

/** Prose of three and more short lines that are broken by hand is verse, or an address, and read line by line. */
export function kindOfLines(kind: ParagraphKind, text: string): ParagraphKind {
  if ((kind !== 'text' && kind !== 'quote') || !text.includes('\n')) return kind;
  const lines = withoutMarks(text)
    .split('\n')
    .filter((line) => line.trim());
  return lines.length >= 3 && lines.every((line) => line.trim().length <= longestVerse) ? 'verse' : kind;
}

/** Passages with the lines of code joined that a word processor has as paragraphs. */
export function withWholeCode(passages: readonly Passage[]): Passage[] {
  const whole: Passage[] = [];
  let lines: string[] = [];
  for (const passage of passages) {
    const last = whole.at(-1);
    if (last?.kind === 'code' && passage.kind === 'code' && last.part === passage.part) lines.push(passage.text);
    else {
      if (last?.kind === 'code') last.text = lines.join('\n');
      whole.push({ ...passage });
      lines = [passage.text];
    }
  }
  const last = whole.at(-1);
  if (last?.kind === 'code') last.text = lines.join('\n');
  return whole;
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
/** Marks that point to a note or a work, and those of a page of a printed edition or back to the text. */
const markTypes = /(^|\s)(doc-)?(noteref|biblioref)(\s|$)/;
const asideTypes = /(^|\s)(doc-)?(pagebreak|backlink)(\s|$)/;
const markText = /^\s*[[(]?\s*(\d{1,4}|[*†‡§¶]{1,4}|[a-z]|[ivxl]{1,6})\s*[\])]?\s*$/iu;
const markClass = /(^|\s)((foot|end)?note-?(ref|anchor)|footnote-?reference|fn-?ref)(\s|$)/i;
/** `↩` and `↑` lead from a note back to its mark; a number or `^` may do so too. */
const backText = /^[\s[(]*([↩↵⤴↑^]\ufe0e?|\d{1,4}|[*†‡§]{1,4})[\s\])]*$/u;
const verseTypes = /(^|[\s:])(verse|poem|song|hymn|lyrics)(\s|$)/;
const verseClass = /(^|[\s_-])(verse|poem|poetry|stanza|linegroup|line-block)([\s_-]|$)/i;

/** Is an element left out, with all below it? Lists of places that a book has for its reader's buttons are. */
export function isSilent(element: Element, name: string): boolean {
  if (silent.has(name)) return true;
  const types = typesOf(element);
  if (name === 'nav' && /\b(landmarks|page-list)\b/.test(types)) return true;
  // LibreOffice writes what stands above and below every page so.
  if (name === 'div' && /^(header|footer)$/.test(attribute(element, 'title'))) return true;
  if (asideTypes.test(types) || isNoteMark(element, name)) return true;
  if (element.hasAttribute('hidden') || attribute(element, 'aria-hidden') === 'true') return true;
  return /(^|;)\s*(display\s*:\s*none|visibility\s*:\s*hidden)/i.test(attribute(element, 'style'));
}

/** Are line breaks in it lines of verse? */
export function isVerse(element: Element): boolean {
  return verseTypes.test(typesOf(element)) || verseClass.test(attribute(element, 'class'));
}

const noteTypes = /(^|\s)(doc-)?(footnotes?|endnotes?|rearnotes?)(\s|$)/;
/** Set by Word, LibreOffice, pandoc and GitHub around the notes of a page. */
const noteMarks = /(^|\s)(footnotes|endnotes|sdfootnote|sdendnote|MsoFootnoteText|MsoEndnoteText)(\s|$)/;

const noteIds = /^(sdfootnote|sdendnote|ftn|edn|_ftn|_edn)\d+$/;

/** The part that an element with all below it is, where it stands beside the text; null for what is read. */
export function partOf(element: Element, name: string): ChapterRole | null {
  if (noteTypes.test(typesOf(element)) || noteMarks.test(attribute(element, 'class'))) return 'notes';
  if (name === 'div' && noteIds.test(attribute(element, 'id'))) return 'notes';
  return name === 'nav' ? 'contents' : null;
}

/** Within notes, does a link only lead back to the text? */
export function isBackLink(element: Element, name: string): boolean {
  return name === 'a' && attribute(element, 'href').includes('#') && backText.test(textOf(element, 20));
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

/** Does an element only point to a note: by its type, or a raised number that is a link, whichever is in the other? */
export function isNoteMark(element: Element, name: string): boolean {
  if (markTypes.test(typesOf(element))) return true;
  if (name !== 'sup' && name !== 'a') return false;
  const inner = element.firstElementChild;
  const linked = name === 'a' ? element : inner && nameOf(inner) === 'a' ? inner : null;
  if (!linked || !attribute(linked, 'href')) return false;
  const raised =
    name === 'sup' || (inner !== null && nameOf(inner) === 'sup') || markClass.test(attribute(linked, 'class'));
  const text = textOf(element, 20);
  return raised ? markText.test(text) : attribute(linked, 'href').includes('#') && /^\s*\[\d{1,4}\]\s*$/.test(text);
}

function list(names: string, kind: ParagraphKind | null): [string, ParagraphKind | null][] {
  return names.split(' ').map((name) => [name, kind]);
}
