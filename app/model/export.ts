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
}

/** One file with its chapters marked, a file for each chapter, or both. */
export type ChapterFiles = 'embedded' | 'split' | 'both';

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

/** How an export stands. `remaining` is an estimate in seconds, null while there is nothing to estimate from. */
export type ExportState = { job: string; project: string; format: ExportFormat } & (
  | { phase: 'waiting' }
  | { phase: 'working' | 'paused'; segments: number; done: number; remaining: number | null }
  | { phase: 'done'; summary: ExportSummary }
  | { phase: 'cancelled' }
  | { phase: 'failed'; problem: PlainProblem }
);

export interface ExportSummary {
  /** The book first where there is one, then its chapters in order, then their playlist. */
  files: string[];
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
