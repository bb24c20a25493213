import { convertToHtml, images } from 'mammoth';
import type { Document } from '../model/document.ts';
import { Problem } from '../model/problem.ts';
import type { Archive } from './archive.ts';
import { assembled } from './assembly.ts';
import { passagesIn } from './flow.ts';
import type { Limits, Report } from './limits.ts';
import { attribute, parseMarkup } from './markup.ts';
import { propertiesOf } from './office.ts';
import { refuseHeavy } from './weight.ts';
import { slimmed } from './word-slim.ts';
import { styleMapOf } from './word-styles.ts';

/** Tells ids that mammoth makes from the document's own bookmarks. */
const idPrefix = 'lectern-';
const noteId = new RegExp(`^${idPrefix}(foot|end)note-\\d`);
/** Class of a table of contents, by the map of styles. */
const contentsClass = 'lectern-contents';

/** Shares of the work once mammoth has read the document, and once its HTML is a tree. */
const convertedShare = 0.7;
const parsedShare = 0.9;

/**
 * A Word document. Deleted text, comments, page headers and footers are no part of what it says; notes stand at its end.
 * Throws `document-damaged`, `document-too-complex`, `document-without-text`.
 */
export async function readDocx(archive: Archive, name: string, limits: Limits, report: Report): Promise<Document> {
  const properties = await propertiesOf(archive, 'docProps/core.xml', limits);
  const styleMap = archive.has('word/styles.xml')
    ? styleMapOf(parseMarkup(await archive.readText('word/styles.xml'), 'text/xml', limits), contentsClass)
    : [];
  const { value } = await convertToHtml(
    // Typed for paths and buffers only, but what it makes of those is this: so every entry goes through our limits.
    { file: partsOf(archive, limits) } as unknown as { path: string },
    {
      styleMap,
      idPrefix,
      includeEmbeddedStyleMap: false,
      // Pictures stay where they are; their descriptions come along.
      convertImage: images.imgElement(() => Promise.resolve({ src: '' })),
    },
  ).catch(refuse);
  report(convertedShare);
  const root = parseMarkup(value, 'text/html', limits);
  report(parsedShare);
  const passages = passagesIn(root, {
    partOf: (element) => {
      if (noteId.test(attribute(element, 'id'))) return 'notes';
      return attribute(element, 'class') === contentsClass ? 'contents' : null;
    },
  });
  return assembled(passages, properties, name, limits);
}

function partsOf(archive: Archive, limits: Limits) {
  return {
    exists: (path: string) => archive.has(path),
    async read(path: string) {
      const text = slimmed(await archive.readText(path));
      // Word needs some twenty tags where HTML needs one; mammoth's tree of them is leaner than linkedom's.
      refuseHeavy(text, '<', { markupLength: limits.entryBytes, marks: limits.marks * wordMarks });
      return text;
    },
  };
}

/** How many of Word's tags weigh as much as one of HTML. */
const wordMarks = 4;

function refuse(cause: unknown): never {
  if (cause instanceof Problem || cause instanceof RangeError) throw cause;
  throw new Problem('document-damaged', 'the Word document can not be read', { cause });
}
