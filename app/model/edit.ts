import type { Pronunciation, ScriptPronunciation } from './pronunciation.ts';
import type { Block, CastMember, ChosenTake, ScriptChapter, Voice } from './script.ts';

/** What a person may set on many blocks at once. */
export type BlockMarks = Partial<Pick<Block, 'kind' | 'speaker' | 'voice' | 'pause' | 'locked'>>;

/** One step in the work on a script, as a person would name it; each is undone as one. */
export type ScriptEdit =
  | { type: 'text'; block: string; text: string }
  /** At an offset of the text, in UTF-16 units; what follows becomes a block of its own. */
  | { type: 'split-block'; block: string; at: number }
  /** With the one that follows it in its chapter. */
  | { type: 'join-block'; block: string }
  /** Behind a block, or at the start of a chapter. */
  | { type: 'insert-blocks'; chapter: string; after: string | null; texts: string[] }
  | { type: 'remove-blocks'; blocks: string[] }
  | { type: 'mark-blocks'; blocks: string[]; marks: BlockMarks }
  /** Parts of blocks' texts get speakers, some of whom may be new to the cast; the texts themselves stay. */
  | { type: 'cast-parts'; members: Omit<CastMember, 'place'>[]; blocks: CastBlock[] }
  /** Which of several takes is heard, for texts of blocks. */
  | { type: 'choose-takes'; choices: ({ block: string } & ChosenTake)[] }
  | { type: 'include-chapters'; chapters: string[]; included: boolean }
  | { type: 'rename-chapter'; chapter: string; title: string }
  /** Before another chapter, or to the end. */
  | { type: 'move-chapter'; chapter: string; before: string | null }
  /** Into the one before it. */
  | { type: 'merge-chapter'; chapter: string }
  /** A new chapter begins with this block. */
  | { type: 'split-chapter'; block: string; title: string }
  /** A new member, or one with that id changed. */
  | { type: 'cast-member'; member: Omit<CastMember, 'place'> }
  /** What they spoke goes to the narrator. */
  | { type: 'dismiss-member'; member: string }
  | { type: 'narrator'; voice: Voice }
  /** New pronunciations, and those with the same id changed. */
  | { type: 'pronounce'; pronunciations: Pronunciation[] }
  | { type: 'unpronounce'; pronunciations: string[] }
  | { type: 'spell'; spelled: boolean }
  | { type: 'name'; title: string; author: string | null };

/** The steps that a window may ask for; others it asks for in words of their own. */
export type WindowEdit = Exclude<ScriptEdit, { type: 'choose-takes' }>;

/** Who speaks parts of a block's text: ranges in order, apart, in UTF-16 units. */
export interface CastBlock {
  block: string;
  parts: { start: number; end: number; speaker: string | null }[];
}

/** A row as it was and as it shall be; null where there is none. Both name the same id. */
export interface Swap<Row> {
  before: Row | null;
  after: Row | null;
}

export type ChapterRow = Omit<ScriptChapter, 'blocks'>;
export type BlockRow = Block & { chapter: string };
/** What belongs to the script as a whole. */
export interface FrontRow {
  title: string;
  author: string | null;
  voice: Voice;
  spelled: boolean;
}

/** What an edit comes to, row by row; turned round it is undone. */
export interface Change {
  front: Swap<FrontRow> | null;
  cast: Swap<CastMember>[];
  pronunciations: Swap<ScriptPronunciation>[];
  chapters: Swap<ChapterRow>[];
  blocks: Swap<BlockRow>[];
}

/** Every step that a script may take: a person's edits, and a newer version of its document. */
export type EditType = ScriptEdit['type'] | 'update';

/** What a person may take back, and take up again. */
export interface History {
  /** The edit that `undo` takes back, and the one that `redo` brings again; null where there is none. */
  undo: EditType | null;
  redo: EditType | null;
}
