import type { OutgoingSound } from './outgoing-sound.ts';
import type { RealtimeEvent } from './realtime-event.ts';
import { type Asked, problemOf } from './realtime-failure.ts';
import type { RealtimeItems } from './realtime-items.ts';
import type { Said } from './realtime-said.ts';

/** Events that are text, or stand for it. */
const TEXTS = new Set(['delta', 'completed', 'failed', 'error']);

const PHASES: ReadonlyMap<string, Extract<RealtimeEvent, { type: 'turn' }>['phase']> = new Map([
  ['start_of_turn', 'started'],
  ['eager_end_of_turn', 'ending'],
  ['turn_resumed', 'resumed'],
  ['end_of_turn', 'ended'],
]);

/** Does an event of the service tell whether more text will come? */
export const isText = ({ type }: Said) => TEXTS.has(type);

/** An event of the service as ours, booked with the items and the sound; null for one that tells nothing new. */
export function hear(said: Said, items: RealtimeItems, sound: OutgoingSound, asked: Asked): RealtimeEvent | null {
  const { item, text, start, duration, confidence } = said;
  switch (said.type) {
    case 'delta': {
      const event = items.partial(item, text);
      if (event) sound.began();
      return event;
    }
    case 'completed': {
      const event = items.completed(item, text);
      const end = start === null || duration === null ? null : start + duration;
      sound.finished(text, end, items.open);
      return event;
    }
    case 'failed':
    case 'error': {
      const failed = said.type === 'failed' ? items.failed(item) : null;
      if (said.type === 'failed' && said.turnEvent !== 'delta') sound.closed();
      return { type: 'turn-failed', item: failed, problem: problemOf(said.error, asked, true) };
    }
    case 'input_audio_buffer.processed':
      return said.processed === null ? null : { type: 'processed', ms: sound.processed(said.processed, items.open) };
    default: {
      const phase = PHASES.get(said.type);
      return phase ? { type: 'turn', phase, item: items.item(item), text, confidence } : null;
    }
  }
}
