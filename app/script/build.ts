import type { Chapter, Document } from '../model/document.ts';
import type { Script } from '../model/script.ts';

/**
 * A document as a script with ids. Nothing is dropped but chapters without any paragraph. What is `body` is included;
 * where that would leave nothing to hear, everything is. `newId` gives a new id at every call.
 */
export function buildScript(document: Document, newId: () => string): Script {
  const chapters = document.chapters.filter(({ paragraphs }) => paragraphs.length > 0);
  const isBody = ({ role }: Chapter) => role === 'body';
  const anyBody = chapters.some(isBody);
  return {
    title: document.title,
    author: document.author,
    language: document.language,
    chapters: chapters.map((chapter) => ({
      id: newId(),
      title: chapter.title,
      role: chapter.role,
      included: !anyBody || isBody(chapter),
      blocks: chapter.paragraphs.map(({ kind, text }) => ({ id: newId(), kind, text })),
    })),
  };
}
