import type { PlainProblem } from './problem.ts';

export type ExportFormat = 'wav' | 'mp3';

/** How an export stands. `remaining` is an estimate in seconds, null while there is nothing to estimate from. */
export type ExportState = { job: string; project: string; format: ExportFormat } & (
  | { phase: 'working'; segments: number; done: number; remaining: number | null }
  | { phase: 'done'; summary: ExportSummary }
  | { phase: 'cancelled' }
  | { phase: 'failed'; problem: PlainProblem }
);

export interface ExportSummary {
  files: string[];
  /** Length of the sound. */
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
