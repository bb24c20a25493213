import * as v from 'valibot';
import { timedWords } from '../speech/timed-words.ts';
import type { TimedWord } from '../speech/words.ts';

/** What a context is told about its text. `item` is the part of it that the service made in one go. */
export type LiveNews =
  | { kind: 'sound'; item: string; delta: string }
  | { kind: 'words'; item: string; words: TimedWord[] }
  | { kind: 'done'; item: string };

/** A message of the service. `context` is null where it does not say whom it is for. */
export type LiveMessage =
  | { kind: 'news'; context: string | null; news: LiveNews }
  | { kind: 'created' }
  /** No JSON: nobody can tell whose sound it was. */
  | { kind: 'unreadable' }
  | { kind: 'failed'; context: string | null; body: string }
  /** One that is of no concern here, or unknown. */
  | { kind: 'other'; context: string | null };

const text = v.fallback(v.nullish(v.string(), null), null);
const shape = v.looseObject({ type: v.optional(v.string(), ''), context_id: text, item_id: text });

/**
 * What a message says, or null where it is malformed: no object, or without what its type promises. Undefined is what
 * was no JSON.
 */
export function liveMessage(message: unknown): LiveMessage | null {
  if (message === undefined) return { kind: 'unreadable' };
  const parsed = v.safeParse(shape, message);
  if (!parsed.success || Array.isArray(message)) return null;
  const { type, context_id: context, item_id, ...rest } = parsed.output;
  const item = item_id ?? '';
  switch (type) {
    case 'session.created':
      return { kind: 'created' };
    case 'conversation.item.audio_output.delta':
      if (typeof rest.delta !== 'string') return null;
      return { kind: 'news', context, news: { kind: 'sound', item, delta: rest.delta } };
    case 'conversation.item.audio_output.done':
      return { kind: 'news', context, news: { kind: 'done', item } };
    case 'conversation.item.word_timestamps': {
      const words = timedWords(rest);
      return words && { kind: 'news', context, news: { kind: 'words', item, words } };
    }
    case 'conversation.item.tts.failed':
    case 'error':
      return { kind: 'failed', context, body: JSON.stringify(rest) };
    case '':
      return rest.error === undefined ? null : { kind: 'failed', context, body: JSON.stringify(rest) };
    default:
      return { kind: 'other', context };
  }
}
