import type { DictationNotice, DictationState } from '../model/dictation.ts';
import type { PlainProblem } from '../model/problem.ts';

/** What can happen to a dictation. */
export type DictationEvent =
  | { type: 'asked' }
  | { type: 'begun'; id: string }
  | { type: 'heard'; settled: string; open: string }
  | { type: 'noticed'; notice: DictationNotice; on: boolean }
  | { type: 'stopped' }
  | { type: 'written'; text: string; rewritten: boolean; kept: boolean }
  | { type: 'deferred'; text: string; problem: PlainProblem }
  | { type: 'cancelled'; until: number | null }
  | { type: 'refused'; problem: PlainProblem }
  | { type: 'dismissed' };

/** The state after an event; the same one where the event has nothing to say to it. */
export function next(state: DictationState, event: DictationEvent): DictationState {
  switch (state.phase) {
    case 'starting':
      if (event.type === 'begun') return { phase: 'listening', id: event.id, settled: '', open: '', notices: [] };
      if (event.type === 'refused') return { phase: 'failed', problem: event.problem };
      return event.type === 'dismissed' ? { phase: 'idle' } : state;
    case 'listening':
    case 'finishing':
      return spoken(state, event);
    case 'idle':
    case 'done':
    case 'waiting':
    case 'cancelled':
    case 'failed':
      if (event.type === 'asked') return { phase: 'starting' };
      if (event.type === 'dismissed') return state.phase === 'idle' ? state : { phase: 'idle' };
      // What waited has been written down while its window still shows it.
      return event.type === 'written' && state.phase === 'waiting' ? written(state.id, event) : state;
  }
}

type Spoken = Extract<DictationState, { phase: 'listening' | 'finishing' }>;

function spoken(state: Spoken, event: DictationEvent): DictationState {
  const { id } = state;
  switch (event.type) {
    case 'asked':
      // Its text is still waited for, and goes into the history.
      return state.phase === 'finishing' ? { phase: 'starting' } : state;
    case 'heard':
      return { ...state, settled: event.settled, open: event.open };
    case 'noticed': {
      const others = state.notices.filter((notice) => notice !== event.notice);
      if (event.on === others.length < state.notices.length) return state;
      return { ...state, notices: event.on ? [...others, event.notice] : others };
    }
    case 'stopped':
      return { ...state, phase: 'finishing' };
    case 'written':
      return written(id, event);
    case 'deferred':
      return { phase: 'waiting', id, text: event.text, problem: event.problem };
    case 'cancelled':
      return { phase: 'cancelled', id, until: event.until };
    case 'begun':
    case 'refused':
    case 'dismissed':
      return state;
  }
}

const written = (
  id: string,
  { text, rewritten, kept }: Extract<DictationEvent, { type: 'written' }>,
): DictationState => ({
  ...{ phase: 'done', id },
  ...{ text, rewritten, kept },
});
