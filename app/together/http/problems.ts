import type { ProblemCode } from '../../model/problem.ts';
import { CallProblem } from './call-problem.ts';
import { type Headers, plainId, requestIdOf, retryAfter, shouldRetry } from './headers.ts';
import { resetIn } from './rate.ts';
import { type Refusal, refusalOf } from './refusal.ts';

export interface RefusedReply {
  status: number;
  headers: Headers;
  body: string;
  /** What we sent and nobody may show or log: the key, the text. */
  confidential: readonly string[];
  /** ms since 1970, for waits that are given as a date. */
  now: number;
  /** Is the model that was asked for in the catalogue? Left out where none was, or nobody looked. */
  catalogued?: boolean;
}

/** Characters of the service's sentence that a person is shown. */
const LONGEST_SAID = 300;

/**
 * Statuses after which the client may ask again by itself. A 500 is not among them: it comes from behind the edge,
 * where speech may have been made and billed. Source: the meanings in Together's error and rate-limit pages;
 * 520 and 524 are Cloudflare's, 529 means overloaded.
 */
const AGAIN = new Set([408, 429, 502, 503, 504, 520, 524, 529]);

const BY_STATUS: ReadonlyMap<number, ProblemCode> = new Map([
  [401, 'key-refused'],
  [402, 'payment-required'],
  [403, 'access-refused'],
  [408, 'service-timeout'],
  [413, 'request-too-large'],
  [429, 'rate-limited'],
  [503, 'service-overloaded'],
  [504, 'service-timeout'],
  [524, 'service-timeout'],
  [529, 'service-overloaded'],
]);

/** The service's own identifiers. `rate_limit` came with status 400 once, and `model_not_available` comes so today. */
const BY_WORD: ReadonlyMap<string, ProblemCode> = new Map([
  ['model_not_available', 'model-needs-endpoint'],
  ['model_not_found', 'model-unknown'],
  ['model_not_accessible', 'access-refused'],
  ['invalid_api_key', 'key-refused'],
  ['missing_api_key', 'key-refused'],
  ['rate_limit', 'rate-limited'],
  ['dynamic_request_limited', 'rate-limited'],
  ['dynamic_token_limited', 'rate-limited'],
  ['request_too_large', 'request-too-large'],
  ['file_too_large', 'request-too-large'],
  ['audio_too_long', 'audio-too-long'],
  ['unsupported_format', 'audio-unsupported'],
]);

const NOT_THERE = String.raw`\b(not (found|available|supported|exist)|unknown|invalid|unsupported|no such|does ?n[o']t exist)\b`;
const ABOUT_VOICE = new RegExp(String.raw`\bvoices?\b.*${NOT_THERE}|${NOT_THERE}.*\bvoices?\b`, 'i');
const ABOUT_MODEL = new RegExp(String.raw`\bmodels?\b.*${NOT_THERE}|${NOT_THERE}.*\bmodels?\b`, 'i');
const ABOUT_ENDPOINT = /\bnon-serverless\b|\bdedicated endpoint\b/i;

const RETRYABLE: ReadonlySet<ProblemCode> = new Set([
  'rate-limited',
  'service-timeout',
  'service-overloaded',
  'service-failed',
]);

/**
 * A refusal as a problem. Details, which a person may see and no log takes: `status`, `requestId`, `retryAfterMs`,
 * and `said`, up to 300 characters of the service's own sentence. `said` is left out where the sentence quotes the
 * text or the key, and wherever the key is the matter. Works for an error inside a 200, too.
 */
export function problemOfReply({ status, headers, body, confidential, now, catalogued }: RefusedReply): CallProblem {
  const refusal = refusalOf(body, confidential);
  const code = BY_STATUS.get(status) ?? codeOf(status, refusal, catalogued ?? true);
  const wait = retryAfter(headers, now) ?? (code === 'rate-limited' ? resetIn(headers, now) : null);
  const again = shouldRetry(headers) ?? (AGAIN.has(status) || code === 'rate-limited');
  const id = requestIdOf(headers, confidential) ?? plainId(refusal?.id ?? null, confidential);
  const said = code === 'key-refused' ? null : (refusal?.message?.slice(0, LONGEST_SAID) ?? null);
  return new CallProblem(code, `the service answered ${status}`, {
    retryable: RETRYABLE.has(code) || again,
    again,
    wait,
    details: {
      status,
      ...(id !== null && { requestId: id }),
      ...(wait !== null && { retryAfterMs: wait }),
      ...(said !== null && { said }),
    },
  });
}

/** Where the status alone does not tell. */
function codeOf(status: number, refusal: Refusal | null, catalogued: boolean): ProblemCode {
  if (status >= 500) return 'service-failed';
  const other = status < 400 ? 'service-failed' : 'request-refused';
  if (!refusal) return other;
  const named = refusal.words.map((word) => BY_WORD.get(word)).find((code) => code !== undefined);
  const message = refusal.message ?? '';
  // The same code comes for a name that nobody knows; only the sentence speaks of an endpoint then or does not.
  const mistyped = named === 'model-needs-endpoint' && !catalogued && !ABOUT_ENDPOINT.test(message);
  if (named) return mistyped ? 'model-unknown' : named;
  if (ABOUT_ENDPOINT.test(message)) return 'model-needs-endpoint';
  // The voice first: "Voice 'tara' is not available for model 'hexgrad/Kokoro-82M'" names both.
  if (refusal.param === 'voice' || ABOUT_VOICE.test(message)) return 'voice-unknown';
  if (refusal.param === 'model' || ABOUT_MODEL.test(message)) return 'model-unknown';
  return other;
}
