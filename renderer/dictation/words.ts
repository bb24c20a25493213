import type {
  Delivery,
  DictationModel,
  DictationNotice,
  DictationState,
  RecordingEntry,
} from '../../app/model/dictation.ts';
import { explain } from '../../app/words/problems.ts';

/** How a dictation stands, in a word or a sentence. */
export function stateWords(state: DictationState, delivered: Delivery | null): string {
  const taken = delivered === null ? null : delivered === 'inserted' ? 'Inserted' : 'Copied';
  switch (state.phase) {
    case 'idle':
      return taken ?? 'Ready';
    case 'starting':
      return 'Starting';
    case 'listening':
      return 'Listening';
    case 'finishing':
      return 'Finishing';
    case 'done':
      return taken ?? (state.text === '' ? 'Nothing was heard' : 'Done');
    case 'waiting':
      return 'Saved: waiting for network';
    case 'cancelled':
      return state.until === null ? 'Cancelled: nothing is kept' : 'Cancelled: the recording is kept';
    case 'failed':
      return 'Not recording';
  }
}

export const noticeWords: Readonly<Record<DictationNotice, string>> = {
  muted: 'The microphone is silent: it may be muted, or switched off.',
  'input-missing': 'The chosen microphone is not there; the system’s own listens instead.',
  'input-silent': 'The chosen microphone gives no sound; the system’s own listens instead.',
  'input-changed': 'The microphone went away; the system’s own listens on, where there is one. What was said is kept.',
  offline: 'Nobody writes along just now. Everything is recorded, and becomes text later.',
};

/** What a person ought to know beside the state. */
export function adviceWords(state: DictationState): string {
  if (state.phase === 'listening' || state.phase === 'finishing') {
    return state.notices.map((notice) => noticeWords[notice]).join(' ');
  }
  if (state.phase === 'waiting') {
    const { happened } = explain(state.problem);
    return `${happened} The recording is kept, and written down when the service can be reached.`;
  }
  if (state.phase === 'failed') {
    const { happened, next } = explain(state.problem);
    return `${happened} ${next}`;
  }
  return state.phase === 'done' && state.rewritten ? 'Written down from the whole recording.' : '';
}

/** What a model is not able to do, where that is something to choose; empty where it is able to do all. */
export function cannotWords({ name, speakers, translates }: DictationModel): string {
  if (!speakers && !translates) return `${name} cannot tell speakers apart or put it into English.`;
  if (!speakers) return `${name} cannot tell speakers apart.`;
  return translates ? '' : `${name} cannot put it into English.`;
}

/** How a line of the history stands; empty where its text says it all. */
export function statusWords(entry: RecordingEntry): string {
  switch (entry.status) {
    case 'recording':
      return 'Being recorded';
    case 'waiting':
      return 'Waiting for network';
    case 'working':
      return 'Being transcribed';
    case 'cancelled':
      return 'Cancelled';
    case 'failed':
      return entry.problem ? explain(entry.problem).happened : 'Not transcribed';
    case 'done':
      return entry.text === '' ? 'Nothing was heard' : '';
  }
}
