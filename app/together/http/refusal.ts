import * as v from 'valibot';
import { quotes } from './quotes.ts';

/** What a service says about its refusal, as far as it can be told apart. */
export interface Refusal {
  /** Its sentence; null where it has none, or where it quotes what must not travel on. */
  message: string | null;
  /** Its identifiers, as they stand in `code`, `type` and `error_type`. */
  words: readonly string[];
  /** The field of the request that it blames. */
  param: string | null;
  /** Its own id for the reply. */
  id: string | null;
}

const field = v.optional(v.fallback(v.nullable(v.string()), null), null);
const fields = { message: field, code: field, type: field, error_type: field, param: field };

/** `{"error":{...}}`, `{"error":"..."}` or `{"message":"..."}`: all three are seen, OpenAPI knows only the first. */
const shape = v.object({
  ...fields,
  id: field,
  error: v.optional(v.union([v.string(), v.object(fields)])),
});

/** More than any sentence; longer ones are dumps. */
const LONGEST_MESSAGE = 2_000;

/**
 * The refusal in a body, or null where it is none: HTML, empty, cut, or JSON about something else.
 * `confidential` is what we sent and nobody may show or log: a message that quotes it is dropped.
 */
export function refusalOf(body: string, confidential: readonly string[]): Refusal | null {
  const parsed = v.safeParse(shape, jsonOf(body));
  if (!parsed.success) return null;
  const { error, id, ...outer } = parsed.output;
  const inner = typeof error === 'string' ? { ...outer, message: error } : (error ?? outer);
  const words = [inner.code, inner.type, inner.error_type, outer.error_type].filter((word) => word !== null);
  if (inner.message === null && words.length === 0) return null;
  const message = inner.message?.slice(0, LONGEST_MESSAGE).replace(/\s+/g, ' ').trim() || null;
  return { message: message !== null && quotes(message, confidential) ? null : message, words, param: inner.param, id };
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
