import type { Chapter, Document } from '../model/document.ts';
import type { ScriptWish } from '../model/import.ts';
import type { Block, Script } from '../model/script.ts';
import { withCode } from './code.ts';
import { newBlock } from './edit/blocks.ts';
import { placesBetween } from './edit/place.ts';
import { withMarks } from './marks.ts';

/**
 * A document as a script with ids. Nothing is dropped but chapters without any paragraph. What is `body` is included;
 * where that would leave nothing to hear, everything is. `newId` gives a new id at every call.
 */
export function buildScript(document: Document, newId: () => string): Script {
  const chapters = document.chapters.filter(({ paragraphs }) => paragraphs.length > 0);
  const isBody = ({ role }: Chapter) => role === 'body';
  const anyBody = chapters.some(isBody);
  const places = placesBetween(null, null, chapters.length);
  return {
    title: document.title,
    author: document.author,
    language: document.language,
    cast: [],
    pronunciations: [],
    spelled: false,
    chapters: chapters.map((chapter, index) => ({
      id: newId(),
      place: places[index]!,
      title: chapter.title,
      role: chapter.role,
      included: !anyBody || isBody(chapter),
      blocks: blocksOf(chapter, newId),
    })),
  };
}

/** A document as the script that a person wishes for; as `buildScript` where they say nothing. */
export function wishedScript(document: Document, { code, marks }: ScriptWish, newId: () => string): Script {
  return withCode(buildScript(withMarks(document, marks), newId), code);
}

function blocksOf({ paragraphs }: Chapter, newId: () => string): Block[] {
  const places = placesBetween(null, null, paragraphs.length);
  return paragraphs.map(({ kind, text, language = null }, index) => ({
    ...newBlock(newId()),
    ...{ place: places[index]!, kind, text, language },
  }));
}
