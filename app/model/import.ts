import type { ChapterRole } from './document.ts';
import type { Estimate, ProjectSummary } from './project.ts';
import type { Voice } from './script.ts';

/** What becomes of program code: read out as it stands, said to be there, or left out. */
export type CodeWish = 'spoken' | 'named' | 'skipped';

/** What becomes of the marks that point to notes: told where they stand, or left out. */
export type MarkWish = 'spoken' | 'removed';

/** What a person wants to hear of a document beside its text. */
export interface ScriptWish {
  code: CodeWish;
  marks: MarkWish;
}

/** Who speaks passages in another language than the document's: the narrator too, or a voice of that language. */
export type ForeignWish = 'narrator' | 'own';

/** All that a person may wish of an import beside its chapters. */
export interface ImportWish extends ScriptWish {
  foreign: ForeignWish;
}

/** Passages in another language than the document's. */
export interface ForeignPassages {
  /** BCP 47 in lower case. */
  language: string;
  passages: number;
  /** The voice that is proposed for them; null where there is none that speaks it better than the narrator. */
  voice: Voice | null;
}

/** A document that was read and is not in the library yet, for a person to choose from. */
export interface ImportPreview {
  title: string;
  author: string | null;
  /** BCP 47 in lower case, or null where nobody can tell. */
  language: string | null;
  /** Who would narrate it. */
  voice: Voice;
  /** Numbers of pages, from 1, that hold no text, as scans do. */
  omitted: number[];
  /** Passages in other languages, the most frequent first. */
  foreign: ForeignPassages[];
  /** Passages of program code, whatever becomes of them. */
  code: number;
  /** Marks that point to notes, whatever becomes of them. */
  marks: number;
  chapters: ImportChapter[];
  /** Documents of the library that this may be a newer version of, the latest first. */
  earlier: ProjectSummary[];
}

export interface ImportChapter {
  title: string;
  role: ChapterRole;
  /** Is it proposed to be narrated? */
  included: boolean;
  /** What it comes to by itself, for `voice`. */
  estimate: Estimate;
  /** Of its segments, those whose take is there already. */
  narrated: number;
  /** Its first paragraphs, cut short. */
  opening: string[];
}

/** How far a document has been read, from 0 to 1. */
export interface ImportProgress {
  import: string;
  share: number;
}

/**
 * UTF-16 units of a text that a person may paste: ten hours of speech. JSON writes a character in six bytes at most,
 * and a message over the web host's socket may have 4 MB; what is longer comes in as a file.
 */
export const LONGEST_PASTE = 600_000;
