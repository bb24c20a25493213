import type { Chapter, ChapterRole, Document, ParagraphKind } from '../model/document.ts';
import { Problem } from '../model/problem.ts';
import type { Limits } from './limits.ts';
import { partMarks, withoutMarks } from './marks.ts';
import { withParts } from './parts.ts';

/** Controls, soft hyphens, zero-width spaces, byte order marks, object placeholders: seen by nobody, spoken wrongly. */
const unspeakable = /[[\p{Cc}\u00ad\u200b\u2060\ufeff\ufffc]--[\t\n\v\f\r]]/gv;
/** ﬀ to ﬆ: letters joined by a typesetter, which voices spell or skip. */
const ligatures = /[\ufb00-\ufb06]/g;
/** White space between characters of a script that has none between its words: there, a line end is none either. */
const eastAsianGap =
  /(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3001-\u303f\uff01-\uff60\ufdd1])[ \t]*\r?\n[ \t]*(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3001-\u303f\uff01-\uff60])/gu;
/** White space that is not one space already. A byte order mark counts as such in JavaScript, and is nothing. */
const gap = /[\s--\ufeff]{2,}|[\s--[ \ufeff]]/gv;
/** A paragraph of anything else parts others, as stars do; emoji are said by some voices, and meant by their writer. */
const saying = /[\p{L}\p{N}\p{Emoji_Presentation}]/u;
/** UTF-16 units; a longer title is a paragraph that somebody set as a heading. */
const longestTitle = 200;

/** Text as one line: every run of white space is one space, what can't be spoken is gone, marks of notes too. */
export const oneLine = (text: string) => marked(withoutMarks(text));

/** The same with its marks. */
function marked(text: string): string {
  const spoken = text.toWellFormed().replace(unspeakable, '');
  return flowing(spoken.replace(ligatures, (joined) => joined.normalize('NFKC'))).trim();
}

/** Source in which line ends mean no more than spaces do, with every run of white space as one space. */
export function flowing(text: string): string {
  return (text.includes('\n') ? text.replace(eastAsianGap, '') : text).replace(gap, ' ');
}

/** A document in the making. All readers write through it, so spacing, limits and empty chapters are settled here. */
export class Draft {
  readonly #limits: Limits;
  readonly #chapters: Chapter[] = [];
  #next: { title: string; role: ChapterRole };
  #begun = false;
  #open: Chapter | null = null;
  #length = 0;
  #paragraphs = 0;

  /** `title` names what comes before the first chapter that a reader begins. */
  constructor(title: string, limits: Limits) {
    this.#limits = limits;
    this.#next = { title: shortTitle(title), role: 'body' };
  }

  /** The chapter that the next paragraph would go to, or null where none was begun yet. */
  get current(): { readonly title: string; readonly role: ChapterRole } | null {
    return this.#begun ? this.#next : null;
  }

  /** Begins a chapter with the next paragraph; without one it never comes to be. */
  begin(title: string, role: ChapterRole): void {
    this.#next = { title: shortTitle(title) || this.#next.title, role };
    this.#begun = true;
    this.#open = null;
  }

  /**
   * Adds a paragraph; one without a letter or digit (an ornament, an empty line) has nothing to say and is left out.
   * `language` in any spelling, where the source names one.
   */
  add(kind: ParagraphKind, text: string, language = ''): void {
    const lines = kind === 'code' ? codeLines(text) : kind === 'verse' ? verseLines(text) : marked(text);
    const { text: kept, marks } = partMarks(lines);
    if (!saying.test(kept)) return;
    this.#length += kept.length;
    this.#paragraphs++;
    if (this.#length > this.#limits.textLength) {
      throw new Problem('file-too-large', 'too much text', { details: { most: this.#limits.textLength } });
    }
    if (this.#paragraphs > this.#limits.paragraphs) {
      throw new Problem('document-too-complex', 'too many paragraphs', { details: { most: this.#limits.paragraphs } });
    }
    this.#begun = true;
    if (!this.#open) this.#chapters.push((this.#open = { ...this.#next, paragraphs: [] }));
    const tag = language && languageTag(language);
    this.#open.paragraphs.push({
      ...{ kind, text: kept },
      ...(tag ? { language: tag } : {}),
      ...(marks.length > 0 ? { marks } : {}),
    });
  }

  /** The document as it stands. `language` in any spelling. Throws `document-without-text`. */
  document(title: string, author: string | null = null, language: string | null = null): Document {
    if (this.#chapters.length === 0) throw new Problem('document-without-text', 'nothing to speak in the document');
    return {
      title: shortTitle(title),
      author: shortTitle(author ?? '') || null,
      language: languageTag(language ?? ''),
      chapters: withParts(this.#chapters),
    };
  }
}

/** A file name as a title: without its ending, words apart. */
export function titleOfName(name: string): string {
  const stem = name.replace(/(?<=.)\.[a-z0-9]{1,8}$/i, '').replaceAll('_', ' ');
  return oneLine(stem.includes(' ') ? stem : stem.replaceAll('-', ' ')) || name;
}

function shortTitle(text: string): string {
  return oneLine(withoutMarks(text).slice(0, longestTitle * 2))
    .slice(0, longestTitle)
    .toWellFormed();
}

const verseLines = (text: string) => text.split('\n').map(marked).filter(withoutMarks).join('\n');

function codeLines(text: string): string {
  const lines = text.toWellFormed().split('\n');
  return lines
    .map((line) => line.replace(unspeakable, '').replaceAll('\t', '  ').trimEnd())
    .join('\n')
    .replace(/^\n+/, '')
    .trimEnd();
}

function languageTag(language: string): string | null {
  const tag = language.trim().toLowerCase().replaceAll('_', '-');
  return /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/.test(tag) && tag !== 'und' ? tag : null;
}
