import type { PlainProblem } from './problem.ts';

/** Where the voice is: what a highlight needs. */
export interface Spot {
  chapter: string;
  block: string;
  segment: string;
  /** Half-open range of the block's text that sounds now, in UTF-16 units. */
  start: number;
  end: number;
}

/**
 * What the player is doing. `loading` has not sounded yet, `starving` has run dry and waits for the service.
 * `position` and `length` are seconds of narration; `length` is measured where made and estimated where not.
 */
export type PlayerState =
  | { phase: 'idle' }
  | {
      phase: 'loading' | 'playing' | 'starving' | 'paused';
      project: string;
      spot: Spot;
      position: number;
      length: number;
    }
  | { phase: 'failed'; project: string; problem: PlainProblem };
