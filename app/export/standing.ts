import type { ExportSummary } from '../model/export.ts';
import type { PlainProblem, ProblemCode } from '../model/problem.ts';
import type { Job } from '../store/jobs.ts';
import type { Progress } from './progress.ts';

/** How a queued export stands. */
export type Standing =
  /** With a problem, it is tried again after a while, or at a person's wish. */
  | { phase: 'waiting'; problem?: PlainProblem }
  | ({ phase: 'working' | 'paused'; problem?: PlainProblem } & Progress)
  | { phase: 'done'; summary: ExportSummary }
  | { phase: 'cancelled' }
  | { phase: 'failed'; problem: PlainProblem };

export const NOTHING_YET: Progress = { segments: 0, done: 0, remaining: null, toPay: null };

/** Ms to rest after a network was lost, the more often the longer; the last goes for all that follow. */
const RESTS = [5_000, 15_000, 60_000, 300_000];
/** What passes by itself where it is retryable: nobody need sit by and press a button. */
const PASSING: ReadonlySet<ProblemCode> = new Set([
  ...(['service-unreachable', 'service-timeout', 'service-overloaded', 'service-failed', 'rate-limited'] as const),
]);
/** What a person has to decide about before it can go on. */
const DECISIONS: ReadonlySet<ProblemCode> = new Set(['budget-reached'] as const);

/** Ms to rest after the network was lost for the `lost`th time in a row, from 0. */
export const restAfter = (lost: number): number => RESTS[Math.min(lost, RESTS.length - 1)]!;

/** What becomes of a job that a problem has stopped. */
export function phaseAfter({ code, retryable }: PlainProblem): 'waiting' | 'paused' | 'failed' {
  if (retryable && PASSING.has(code)) return 'waiting';
  return DECISIONS.has(code) ? 'paused' : 'failed';
}

/** How a job stands that an earlier process left. */
export function standingOf({ phase, problem }: Job<unknown>): Standing {
  if (phase === 'failed' && problem) return { phase: 'failed', problem };
  if (phase !== 'paused') return { phase: 'waiting' };
  return { phase: 'paused', ...NOTHING_YET, ...(problem ? { problem } : {}) };
}

/** How far one is, where it has begun. */
export const progressOf = (standing: Standing): Progress | null => {
  if (!('segments' in standing)) return null;
  const { segments, done, remaining, toPay } = standing;
  return { segments, done, remaining, toPay };
};
