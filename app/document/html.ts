import type { Document } from '../model/document.ts';
import { Draft, oneLine, titleOfName } from './draft.ts';
import { passagesIn } from './flow.ts';
import type { Limits } from './limits.ts';
import { attribute, elementsIn, nameOf, parseMarkup, textOf } from './markup.ts';
import type { Passage } from './passage.ts';
import { roleOf } from './roles.ts';

/** Headings down to this level begin a chapter; deeper ones are headings within it. */
export const chapterLevel = 3;

/** A web page. `name` titles it where it has neither a title nor a heading. Throws `document-without-text`. */
export function readHtml(source: string, name: string, type: 'text/html' | 'text/xml', limits: Limits): Document {
  const root = parseMarkup(source, type, limits);
  const { title, author, language } = metadata(root);
  const passages = [...passagesIn(root)];
  const heading = passages.find((passage) => passage.level > 0);
  const known = title || oneLine(heading?.text ?? '') || titleOfName(name);
  const draft = new Draft(known, limits);
  for (const passage of passages.filter((each) => !each.aside)) addPassage(draft, passage);
  const notes = passages.filter((passage) => passage.aside);
  if (notes.length > 0) addNotes(draft, notes, known);
  return draft.document(known, author, language);
}

/** Adds a passage, beginning a chapter where it is a heading of a chapter's level. */
export function addPassage(draft: Draft, { kind, text, level }: Passage): void {
  const title = oneLine(text);
  if (level > 0 && level <= chapterLevel && title) draft.begin(title, roleOf('', title) ?? 'body');
  draft.add(kind, text);
}

/** Notes that stood beside the text, as a chapter behind it. */
export function addNotes(draft: Draft, notes: Passage[], title: string): void {
  const [first] = notes;
  draft.begin(first?.level ? first.text : `${title} (notes)`, 'notes');
  for (const { kind, text } of notes) draft.add(kind, text);
}

function metadata(root: Element): { title: string; author: string; language: string } {
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
