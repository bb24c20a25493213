import type { PlainProblem } from './problem.ts';

/** A newer Lectern. */
export interface Release {
  version: string;
  /** What is new in it, as plain text; empty where nobody wrote it down. */
  notes: string;
}

/** How it stands with a newer Lectern; nothing is asked, fetched or put in place but on a person's word. */
export type Updating =
  /** This Lectern is not one that renews itself. */
  | { phase: 'unavailable' }
  | { phase: 'idle' }
  | { phase: 'checking' }
  | { phase: 'current' }
  | { phase: 'found'; release: Release }
  /** `share` from 0 to 1. */
  | { phase: 'loading'; release: Release; share: number }
  | { phase: 'ready'; release: Release }
  | { phase: 'failed'; problem: PlainProblem };

/** `automatic`: may it be asked for at each start? */
export type UpdateState = Updating & { automatic: boolean };
