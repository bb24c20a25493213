/** What a file says, before anybody decides how to speak it. */
export interface Document {
  title: string;
  author: string | null;
  /** BCP 47 in lower case (`en`, `pt-br`), or null where the file does not say. */
  language: string | null;
  chapters: Chapter[];
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
}
