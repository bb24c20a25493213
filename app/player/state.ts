import type { PlayerState, Spot } from '../model/player.ts';
import type { PlainProblem } from '../model/problem.ts';

/** Where the narration is, in the words of the state. */
export interface Progress {
  spot: Spot;
  /** Seconds of narration. */
  position: number;
  length: number;
}

/** What happens to a player. */
export type PlayerEvent =
  | { type: 'play'; project: string; progress: Progress }
  /** A person went somewhere else. */
  | { type: 'move'; progress: Progress }
  /** Sound was heard up to there. */
  | { type: 'heard'; progress: Progress }
  /** All sound there was has been heard, and more is to come. */
  | { type: 'dry' }
  | { type: 'pause' }
  /** `ready`: there is sound to go on with. */
  | { type: 'resume'; ready: boolean }
  /** Everything has been heard, or a person has had enough. */
  | { type: 'end' }
  | { type: 'fail'; project: string; problem: PlainProblem };

/** What follows; the very same state where the event changes nothing. */
export function next(state: PlayerState, event: PlayerEvent): PlayerState {
  switch (event.type) {
    case 'play':
      return { phase: 'loading', project: event.project, ...event.progress };
    case 'end':
      return state.phase === 'idle' ? state : { phase: 'idle' };
    case 'fail':
      return { phase: 'failed', project: event.project, problem: event.problem };
    case 'move':
    case 'heard':
    case 'dry':
    case 'pause':
    case 'resume':
      return state.phase === 'idle' || state.phase === 'failed' ? state : moving(state, event);
  }
}

type Underway = Exclude<PlayerState, { phase: 'idle' | 'failed' }>;
type Moving = Extract<PlayerEvent, { type: 'move' | 'heard' | 'dry' | 'pause' | 'resume' }>;

function moving(state: Underway, event: Moving): Underway {
  const paused = state.phase === 'paused';
  switch (event.type) {
    case 'move':
      return { ...state, phase: paused ? 'paused' : 'loading', ...event.progress };
    case 'heard':
      return paused ? state : { ...state, phase: 'playing', ...event.progress };
    case 'dry':
      return state.phase === 'playing' ? { ...state, phase: 'starving' } : state;
    case 'pause':
      return paused ? state : { ...state, phase: 'paused' };
    case 'resume':
      return paused ? { ...state, phase: event.ready ? 'playing' : 'loading' } : state;
  }
}
