/** What a file says, before anybody decides how to speak it. */
export interface Document {
  title: string;
  author: string | null;
  /** BCP 47 in lower case (`en`, `pt-br`), or null where neither the file nor its text tells. */
  language: string | null;
  /** The picture on the front of a book, where it has one that a player can show. */
  cover?: Cover;
  /** Numbers of pages, from 1, that show something but hold no text, as scans do; only where there are such pages. */
  omitted?: number[];
  chapters: Chapter[];
}

export interface Cover {
  mediaType: 'image/jpeg' | 'image/png';
  bytes: Uint8Array;
}

/** What a chapter is for; everything but `body` is left out of a narration until a person ticks it. */
export type ChapterRole = 'body' | 'front' | 'contents' | 'notes' | 'back';

export interface Chapter {
  title: string;
  role: ChapterRole;
  paragraphs: Paragraph[];
}

export type ParagraphKind = 'heading' | 'text' | 'quote' | 'item' | 'verse' | 'row' | 'code';

export interface Paragraph {
  kind: ParagraphKind;
  /** Plain text; lines of verse and code are parted by `\n`, nothing else is. Never empty. */
  text: string;
  /** BCP 47 in lower case, only where it is another language than the document's. */
  language?: string;
  /** Where it points to notes, in order; the text is without them. Only where there are such. */
  marks?: NoteMark[];
}

/** A raised number, letter or asterisk in a paragraph. */
export interface NoteMark {
  /** UTF-16 units of the text before it. */
  at: number;
  /** As it is printed, without brackets. */
  sign: string;
}
