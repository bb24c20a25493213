import * as v from 'valibot';
import { decodedBase64 } from '../http/base64.ts';
import type { ServerEvent } from '../http/sse.ts';
import { unusable } from '../http/unusable.ts';
import { timedWords } from './timed-words.ts';
import type { TimedWord } from './words.ts';

/** What an event of a stream of speech says, whichever of its shapes it has. */
export type SpeechEvent =
  | { kind: 'sound'; item: string; bytes: Buffer }
  | { kind: 'words'; item: string; words: TimedWord[] }
  /** One item of several, such as a sentence, has no more sound. */
  | { kind: 'done'; item: string }
  /** `last`: nothing follows; otherwise more might. */
  | { kind: 'end'; last: boolean }
  /** An error, as JSON. */
  | { kind: 'failure'; body: string };

/** Bytes from which an event is worth being read without its sound. */
const LARGE = 1024;
/** Bytes of a string that is no name, no id and no type. */
const LONG_STRING = 512;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const DONE = '[DONE]';

/** A field that holds something else is as good as absent. */
const text = v.fallback(v.optional(v.string()), undefined);
const payload = v.looseObject({ type: text, item_id: text, delta: text, b64: text, audio: text, audio_data: text });
const wrapped = v.object({ data: v.union([v.literal(DONE), payload]) });

/**
 * What an event says, or null where it says nothing to us. Reads, of Together's documents, the item events (2026),
 * `audio.tts.chunk` bare and under `data` (OpenAPI), and `delta`/`done` (2025). Throws the CallProblem
 * `service-reply-unusable` for what is no JSON, and for sound that is no base64.
 */
export function speechEvent({ event, data }: ServerEvent): SpeechEvent | null {
  if (data.length < 16 && data.toString('latin1').trim() === DONE) return { kind: 'end', last: true };
  const sound = data.length < LARGE ? null : soundInside(data);
  if (sound) return sound;
  const json = jsonOf(data);
  const inner = innerOf(json);
  if (inner === DONE) return { kind: 'end', last: true };
  if (event === 'error' || isFailure(json)) return { kind: 'failure', body: data.toString('utf8') };
  if (isFailure(inner)) return { kind: 'failure', body: JSON.stringify(inner) };
  return told(inner);
}

/** What is wrapped as `data`, or what there is. */
function innerOf(json: unknown): unknown {
  if (v.is(payload, json) && soundOf(json) !== undefined) return json;
  return v.is(wrapped, json) ? json.data : json;
}

function told(json: unknown): SpeechEvent | null {
  const parsed = v.safeParse(payload, json);
  if (!parsed.success) return null;
  const { type, item_id: item = '' } = parsed.output;
  if (type === 'done') return { kind: 'end', last: false };
  if (type === 'conversation.item.audio_output.done') return { kind: 'done', item };
  if (type === 'conversation.item.word_timestamps') {
    const words = timedWords(json);
    return words && { kind: 'words', item, words };
  }
  const encoded = soundOf(parsed.output);
  return encoded ? { kind: 'sound', item, bytes: decoded(encoded) } : null;
}

const soundOf = ({ delta, b64, audio, audio_data }: v.InferOutput<typeof payload>) =>
  delta ?? b64 ?? audio ?? audio_data;

/**
 * The sound of a large event, or null where it has to be read as a whole. Its longest string is taken out, and what
 * is left must be JSON in which that very place, empty now, is the sound: so it never becomes a JavaScript string.
 */
function soundInside(data: Buffer): SpeechEvent | null {
  let open = data.indexOf(QUOTE);
  let close = data.indexOf(QUOTE, open + 1);
  while (open >= 0 && close >= 0 && close - open < LONG_STRING) {
    open = data.indexOf(QUOTE, close + 1);
    close = data.indexOf(QUOTE, open + 1);
  }
  if (open < 0 || close < 0 || data[close - 1] === BACKSLASH) return null;
  const json = parsed(data.toString('utf8', 0, open + 1) + data.toString('utf8', close));
  const inner = innerOf(json);
  if (isFailure(json) || isFailure(inner) || !v.is(payload, inner) || soundOf(inner) !== '') return null;
  const bytes = decodedBase64(data.subarray(open + 1, close));
  // It may be escaped, which is legal in JSON, if unusual in base64.
  if (bytes === null) return null;
  return { kind: 'sound', item: inner.item_id ?? '', bytes };
}

/** Times may be missing, arrays unequal or under `timestamps`: what is whole is taken. */
function isFailure(json: unknown): boolean {
  if (typeof json !== 'object' || json === null) return false;
  const { error, type } = json as { error?: unknown; type?: unknown };
  return (error !== undefined && error !== null) || type === 'error' || type === 'conversation.item.tts.failed';
}

function decoded(encoded: string): Buffer {
  const bytes = decodedBase64(Buffer.from(encoded, 'utf8'));
  if (bytes === null) throw unusable('sound that is no base64', { got: 'events' });
  return bytes;
}

function jsonOf(data: Buffer): unknown {
  const json = parsed(data.toString('utf8'));
  if (json === undefined) throw unusable('an event that is no JSON', { got: 'events' });
  return json;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
