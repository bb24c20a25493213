import type { ChapterRole, Document } from '../model/document.ts';
import { Draft, oneLine, titleOfName } from './draft.ts';
import { isChapterLine, isPartTitle, isTitle } from './headings.ts';
import type { Limits } from './limits.ts';
import type { Passage } from './passage.ts';
import { roleOf } from './roles.ts';

/** What a source says about itself; `''` where it says nothing. */
export interface About {
  title: string;
  author: string;
  language: string;
}

/** Headings down to this level may begin a chapter; deeper ones are headings within it. */
export const chapterLevel = 3;

/** Parts that stood beside the text, with the title of one that has no heading of its own, before or after the text. */
const partTitles: Readonly<Record<Exclude<ChapterRole, 'body'>, (title: string) => string>> = {
  front: (title) => title,
  contents: () => 'Contents',
  notes: (title) => `${title} (notes)`,
  back: () => 'Everything else',
};

/**
 * A document of one flow of passages: chapters by its headings, parts that stood beside the text as chapters of their
 * own. `name` titles it where nothing else does. Throws `document-without-text`.
 */
export function assembled(passages: readonly Passage[], about: About, name: string, limits: Limits): Document {
  const read = withChapterLines(passages.filter(({ part }) => part === null));
  const heading = read.find((passage) => passage.level === 1) ?? read.find((passage) => passage.level > 0);
  const title = about.title || titleAbove(read[0]) || oneLine(heading?.text ?? '') || titleOfName(name);
  const draft = new Draft(title, limits);
  const beside = (part: Exclude<ChapterRole, 'body'>) => {
    const found = passages.filter((passage) => passage.part === part);
    if (found.length > 0) addPart(draft, found, part, partTitles[part](title));
  };
  beside('front');
  beside('contents');
  // What comes before the first heading is the text's again, not a part's.
  if (draft.current) draft.begin(title, 'body');
  const level = chapterLevelOf(read);
  for (const passage of read) addPassage(draft, passage, level);
  beside('notes');
  beside('back');
  return draft.document(title, about.author, about.language);
}

/** UTF-16 units of a first line that may be the title. */
const longestTitle = 80;

/** The first line of a text with headings, where it reads like a title and nothing has called it a heading. */
function titleAbove(first: Passage | undefined): string {
  const line = first?.kind === 'text' && first.level === 0 ? oneLine(first.text) : '';
  return isTitle(line, longestTitle) && !/\p{P}$/u.test(line) ? line : '';
}

/** Adds a passage, beginning a chapter where it is a heading of at most the given level. */
export function addPassage(draft: Draft, { kind, text, level, language }: Passage, deepest = chapterLevel): void {
  const title = oneLine(text);
  if (level > 0 && level <= deepest && title) draft.begin(title, roleOf('', title) ?? 'body');
  draft.add(kind, text, language);
}

/** Passages that stood beside the text, as a chapter of their own, under their heading or else the given title. */
export function addPart(draft: Draft, passages: readonly Passage[], part: ChapterRole, title: string): void {
  const [first] = passages;
  draft.begin(first?.level ? first.text : title, part);
  for (const { kind, text, language } of passages) draft.add(kind, text, language);
}

/** The first level that has several headings parts the text: above it stands the title, below it what chapters hold. */
function chapterLevelOf(passages: readonly Passage[]): number {
  for (let level = 1; level < chapterLevel; level++) {
    const headings = passages.filter((passage) => passage.level === level);
    // A book in parts has its chapters one level down.
    if (headings.length > 1 && !headings.some(({ text }) => isPartTitle(oneLine(text)))) return level;
  }
  return chapterLevel;
}

/** A text without any headings may still have lines that read like those of chapters. */
function withChapterLines(passages: Passage[]): Passage[] {
  if (passages.some((passage) => passage.level > 0)) return passages;
  return passages.map((passage) =>
    passage.kind === 'text' && isChapterLine(oneLine(passage.text))
      ? { ...passage, kind: 'heading', level: 1 }
      : passage,
  );
}
