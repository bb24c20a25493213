import type { Document, Paragraph } from '../model/document.ts';
import type { MarkWish } from '../model/import.ts';

/** "Note 1" as people say it who read in a language; the others get the English word, which many have too. */
const words: Readonly<Record<string, string>> = {
  ...{ de: 'Anmerkung', es: 'nota', it: 'nota', pt: 'nota', nl: 'noot', pl: 'przypis', cs: 'poznámka', tr: 'not' },
  ...{ sv: 'not', ru: 'примечание', uk: 'примітка', ar: 'حاشية', he: 'הערה', ja: '注', zh: '注', ko: '주' },
};
/** What ends a sentence or a part of one, with the quotation marks behind it: the mark is told before it ends. */
const closing = /[.,;:!?…。，、；：！？]+["'”’»)\]」』]*$/u;
/** UTF-16 units in which that is looked for. */
const longestClosing = 8;

/** A document whose marks of notes are told where they stand, "(note 1)", or not at all. */
export function withMarks(document: Document, wish: MarkWish): Document {
  if (wish === 'removed') return document;
  const chapters = document.chapters.map((chapter) => ({
    ...chapter,
    paragraphs: chapter.paragraphs.map((paragraph) => told(paragraph, document.language)),
  }));
  return { ...document, chapters };
}

/** How many marks a document has. */
export const marksIn = ({ chapters }: Document) =>
  chapters.reduce((sum, { paragraphs }) => paragraphs.reduce((more, { marks }) => more + (marks?.length ?? 0), sum), 0);

function told({ marks = [], ...paragraph }: Paragraph, language: string | null): Paragraph {
  const word = words[(paragraph.language ?? language ?? '').split('-')[0]!] ?? 'note';
  let text = '';
  let from = 0;
  for (const { at, sign } of marks) {
    text += paragraph.text.slice(from, at);
    const open = text.trimEnd();
    const close = closing.exec(open.slice(-longestClosing))?.[0] ?? '';
    // Asterisks and daggers have no name that helps a listener.
    const note = /[\p{L}\p{N}]/u.test(sign) ? `${word} ${sign}` : word;
    const before = open.slice(0, open.length - close.length);
    text = before ? `${before} (${note})${close}${text.slice(open.length)}` : `(${note}) ${text}`;
    from = at;
  }
  return { ...paragraph, text: text + paragraph.text.slice(from) };
}
