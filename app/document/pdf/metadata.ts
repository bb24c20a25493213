import type { PDFDocumentProxy } from 'unpdf/pdfjs';
import { oneLine } from '../draft.ts';

export interface Metadata {
  title: string;
  author: string;
  language: string;
}

/** What programs write where nobody gave a title. */
const noTitle =
  /^(?:untitled|unbenannt|sans titre|no title|document\d*|slide \d+|microsoft (?:word|powerpoint).*|.*\.(?:docx?|odt|tex|dvi|pdf|html?|indd|pptx?|qxd|ps|rtf|txt)|[\w-]{30,})$/i;
const noAuthor = /^(?:unknown|user|admin(?:istrator)?|anonymous|owner|root)$/i;

/** What the file says about itself; empty where it says nothing of use. */
export async function metadataOf(pdf: PDFDocumentProxy): Promise<Metadata> {
  const read = await pdf.getMetadata().catch(() => null);
  const info = (read?.info ?? {}) as Record<string, unknown>;
  const extra = read?.metadata as { get?(name: string): unknown } | null;
  const say = (value: unknown) =>
    oneLine(
      [value]
        .flat()
        .filter((each) => typeof each === 'string')
        .join(', '),
    );
  const title = say(info.Title) || say(extra?.get?.('dc:title'));
  const author = say(info.Author) || say(extra?.get?.('dc:creator'));
  return {
    title: noTitle.test(title) ? '' : title,
    author: noAuthor.test(author) ? '' : author,
    language: say(info.Language) || say(extra?.get?.('dc:language')),
  };
}
