import type { PlainProblem } from './problem.ts';

/** Each is also the ending of its files' names. */
export type ExportFormat = 'wav' | 'flac' | 'mp3' | 'm4b' | 'm4a' | 'opus';

/** In Hz. */
export type ExportRate = 24_000 | 44_100 | 48_000;

/** What a person says about the sound of a file; what is left out is what its format is best at. */
export interface SoundWish {
  format: ExportFormat;
  rate?: ExportRate | undefined;
  channels?: 1 | 2 | undefined;
  /** In bit/s. */
  bitrate?: number | undefined;
  /** A bitrate that follows the sound; `bitrate` is then what it comes to over time. */
  vbr?: boolean | undefined;
  loudness?: Loudness | undefined;
  /** Silence before the first sound and after the last, in seconds. */
  head?: number | undefined;
  tail?: number | undefined;
}

/** As audiobook shops want it (ACX), as podcasts are (-16 LUFS), as the voice is, or so many LUFS. */
export type Loudness = 'acx' | 'podcast' | 'as-is' | number;

/** What may be written beside each file of sound, made of the same text and times. */
export type Companion = 'srt' | 'vtt' | 'lrc' | 'epub' | 'cue' | 'report';

/** Bounds that a measured value was to keep to; null where there is none. */
export interface SoundRule {
  least: number | null;
  most: number | null;
}

/** How loud a written file is, measured on what was encoded. Null where it is silent. */
export interface SoundReport {
  path: string;
  /** Integrated, by EBU R 128, in LUFS. */
  integrated: number | null;
  /** In dBTP. */
  truePeak: number | null;
  /** The largest sample, in dBFS. */
  peak: number | null;
  /** Over the whole file, in dBFS. */
  rms: number | null;
  /** RMS of the quietest half second between head and tail, in dBFS; null also for digital silence. */
  floor: number | null;
  /** By how much the voice was made louder, in dB, and its loudest peak held down after that. */
  gain: number;
  held: number;
  /** Silence before the first sound and after the last, in seconds; without a wish the voice's own. */
  head: number | null;
  tail: number | null;
  /** The rules of the loudness that was wished for. */
  rules: (SoundRule & { measure: SoundMeasureName; kept: boolean })[];
}

export type SoundMeasureName = 'integrated' | 'truePeak' | 'peak' | 'rms' | 'floor';

/** One file with its chapters marked, a file for each chapter, or both. */
export type ChapterFiles = 'embedded' | 'split' | 'both';

/** What may stand in a file's name, in braces; the last two make it that of a chapter. */
export const BOOK_PLACES = ['title', 'author', 'narrator', 'series', 'year'] as const;
export const CHAPTER_PLACES = ['number', 'chapter'] as const;

/** What files are called, without their endings: names with places to fill. Chapters' files lie in a folder of the book's name. */
export interface NameWish {
  book: string;
  chapter: string;
}

export const USUAL_NAMES: NameWish = { book: '{title}', chapter: '{number} {chapter}' };

/** What files will be called, with their endings. */
export interface NamesToBe {
  /** Null where only the chapters have files. */
  book: string | null;
  /** Of the chapters' files, if there are any: their folder, and the first of them. */
  folder: string | null;
  chapters: string[];
  /** Chapters' files beyond those. */
  more: number;
}

/** What was wished for in the last export, and is likely to be in the next. */
export interface ExportHabits {
  format: ExportFormat;
  chapters: ChapterFiles;
  loudness: Loudness;
  names: NameWish;
}

/** What players and libraries show of a book. */
export interface BookTags {
  title: string;
  author: string | null;
  narrator: string | null;
  series: string | null;
  year: number | null;
  /** BCP 47 in lower case. */
  language: string | null;
}

/** What a person says of a book; what is left out is what its script says. */
export type TagWish = { [Tag in keyof BookTags]?: BookTags[Tag] | undefined };

/**
 * How a job of the background stands. `format` is null where its sound is made ahead and no file is written.
 * `remaining` is an estimate in seconds, null while there is nothing to estimate from; `toPay` is in US dollars, null
 * where no price is published. What waits or is paused with a
 * `problem` does so because of it: a network that is gone is tried again, a limit is left to the person.
 */
export type ExportState = { job: string; project: string; format: ExportFormat | null } & (
  | { phase: 'waiting'; problem?: PlainProblem | undefined }
  | {
      phase: 'working' | 'paused';
      segments: number;
      done: number;
      remaining: number | null;
      toPay: number | null;
      problem?: PlainProblem | undefined;
    }
  | { phase: 'done'; summary: ExportSummary }
  | { phase: 'cancelled' }
  | { phase: 'failed'; problem: PlainProblem }
);

export interface ExportSummary {
  /** The book first where there is one, then its chapters in order, then their playlist, then what goes beside them. */
  files: string[];
  /** Of each file of sound; one that was written long ago may have none. */
  reports: SoundReport[];
  /** Length of the narration. */
  seconds: number;
  characters: number;
  segments: number;
  /** Segments that came from the cache. */
  cached: number;
  /** US dollars spent on this run; null where no price is published. */
  cost: number | null;
  /** The very same sound had been exported before and stands intact: nothing was encoded. */
  unchanged: boolean;
}
