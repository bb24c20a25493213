import type { ChapterRole, Document } from '../model/document.ts';
import type { ContentsEntry } from './contents.ts';
import { addPart, addPassage, chapterLevel } from './assembly.ts';
import { Draft, oneLine } from './draft.ts';
import { passagesIn } from './flow.ts';
import type { Guide } from './guide.ts';
import type { Limits } from './limits.ts';
import { elementsIn, nameOf, textOf, typesOf } from './markup.ts';
import type { SpineItem } from './package.ts';
import type { Passage } from './passage.ts';
import { roleOf } from './roles.ts';

/** What a file says that it is, and what it is taken for where it says nothing. */
interface Roles {
  marked: ChapterRole | null;
  own: ChapterRole | null;
}

/**
 * Joins the files of a book's spine into chapters. A file may hold several, by the anchors that the table of contents
 * names; a file that it does not name, and that has no heading of its own, continues the chapter before.
 */
export class Binding {
  readonly #title: string;
  readonly #guide: Guide;
  readonly #draft: Draft;
  /** Notes of the chapter that is being read; they follow it once it is whole. */
  #notes: Passage[] = [];

  constructor(title: string, guide: Guide, limits: Limits) {
    this.#title = title;
    this.#guide = guide;
    this.#draft = new Draft(title, limits);
  }

  add(root: Element, { path, linear }: SpineItem): void {
    const entries = this.#guide.entriesOf(path);
    const anchored = new Map(entries.flatMap((entry) => (entry.place.fragment ? [[entry.place.fragment, entry]] : [])));
    const types = `${typesOfFile(root)} ${this.#guide.typesAt({ path, fragment: null })}`;
    const roleAt = ({ title, place }: ContentsEntry): ChapterRole => {
      const near = `${this.#guide.typesAt(place)} ${entries.length > 1 ? '' : types}`;
      return roleOf(near, title) ?? roleOf(types, '') ?? (linear ? 'body' : 'back');
    };
    const marked = roleOf(types, '');
    const own = marked ?? (linear ? null : 'back');
    const passages = passagesIn(root, { anchors: new Set(anchored.keys()) });
    const isAside = (passage: Passage) => passage.part === 'notes' && own !== 'notes';
    const main = passages.filter((passage) => !isAside(passage));

    const start = entries.findLast(({ place }) => place.fragment === null);
    if (start) this.#begin(start.title, roleAt(start));
    else if (main[0] && !anchored.has(main[0].anchor ?? '')) this.#beginUnlisted(main[0], root, path, { marked, own });
    for (const passage of main) {
      const entry = anchored.get(passage.anchor ?? '');
      if (entry) this.#begin(entry.title, roleAt(entry));
      if (this.#guide.isEmpty) addPassage(this.#draft, passage);
      else this.#draft.add(passage.kind, passage.text, passage.language);
    }
    this.#notes.push(...passages.filter(isAside));
  }

  document(author: string | null, language: string | null): Document {
    this.#settleNotes();
    return this.#draft.document(this.#title, author, language);
  }

  /** A file that the table of contents does not list: a chapter where it says so itself, else more of the last. */
  #beginUnlisted(first: Passage, root: Element, path: string, role: Roles): void {
    const { marked, own } = role;
    const current = this.#draft.current;
    const heading = first.level > 0 && first.level <= chapterLevel ? oneLine(first.text) : '';
    // Text that nothing is known of must not vanish into a part that is left out of the narration.
    const continues = own ? own === current?.role : current && current.role !== 'front' && current.role !== 'contents';
    if (continues && !heading) return;
    const title = heading || this.#guide.titleOf(path) || titleOfFile(root) || this.#title;
    this.#begin(title, marked ?? roleOf('', title) ?? own ?? 'body');
  }

  #begin(title: string, role: ChapterRole): void {
    this.#settleNotes();
    this.#draft.begin(title, role);
  }

  #settleNotes(): void {
    const title = `${this.#draft.current?.title ?? this.#title} (notes)`;
    if (this.#notes.length > 0) addPart(this.#draft, this.#notes, 'notes', title);
    this.#notes = [];
  }
}

const wrappers = new Set('body main section div article aside nav'.split(' '));
/** Elements looked at for what the file is; its outermost wrappers come first. */
const mostLookedAt = 200;

/** What the outermost elements of a file say it is. */
function typesOfFile(root: Element): string {
  const types: string[] = [];
  let looked = 0;
  for (const element of elementsIn(root)) {
    const name = nameOf(element);
    if (/^(h[1-6]|p|li)$/.test(name) || ++looked > mostLookedAt) break;
    if (wrappers.has(name)) types.push(typesOf(element));
  }
  return types.join(' ');
}

function titleOfFile(root: Element): string {
  for (const element of elementsIn(root)) {
    const name = nameOf(element);
    if (name === 'title') return oneLine(textOf(element)).replace(/^(unknown|untitled)$/i, '');
    if (name === 'body') break;
  }
  return '';
}
