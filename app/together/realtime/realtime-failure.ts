import type { ProblemCode } from '../../model/problem.ts';
import { CallProblem } from '../http/call-problem.ts';
import { problemOfReply } from '../http/problems.ts';
import type { SaidError } from './realtime-said.ts';

/** What a session was asked for, as far as its failures are read by it. */
export interface Asked {
  /** Is the model in the catalogue? Tells a typing error from a model that is not running. */
  catalogued: boolean;
  /** What no problem may repeat. */
  confidential: readonly string[];
}

/** Why a connection ended. `again` in the problem: another one is worth a try. */
export interface Ending {
  /** Null where we ended it. */
  problem: Error | null;
  /** Did nothing but silence end it? Then the next sound may open another one. */
  idle: boolean;
}

/**
 * Codes that another try would only repeat. The last two say that no worker is left, which Together's own clients
 * take for a reason to leave the endpoint alone.
 */
const FINAL = new Map<string, ProblemCode | null>([
  ['model_not_available', null],
  ['model_not_accessible', null],
  ['invalid_api_key', null],
  ['missing_api_key', null],
  ['no_healthy_workers', 'service-overloaded'],
  ['no_healthy_upstream', 'service-overloaded'],
]);
/** Such come as `service_unavailable_error`, and only the sentence tells. */
const UNHEARABLE = /unsupported format|unsupported input sample rate|invalid audio data format/i;
/** The end of 300 s without sound is told in one of these types, or in none. */
const IDLE_TYPES = new Set([null, '', 'service_unavailable_error', 'request_timeout']);

/**
 * What a failure inside the session means for it. The service closes with 1000 after fatal failures as after
 * harmless ones, so this is all there is to go by.
 */
export function endingOf(error: SaidError, asked: Asked): Ending {
  const message = error.message ?? '';
  const word = error.code?.toLowerCase() ?? '';
  const ending = (again: boolean, code?: ProblemCode | null, idle = false): Ending => ({
    problem: problemOf(error, asked, again, code),
    idle,
  });
  if (FINAL.has(word)) return ending(false, FINAL.get(word));
  if (UNHEARABLE.test(message)) return ending(false, 'audio-unsupported');
  const timeout = /time(d )?-?out/i.test(message) && IDLE_TYPES.has(error.type);
  if (word === 'idle_timeout' || timeout) return ending(true, 'service-timeout', true);
  return ending(error.type !== 'invalid_request_error');
}

/** A failure as the problem that it would be as a reply. */
export function problemOf(error: SaidError, asked: Asked, again: boolean, known?: ProblemCode | null): CallProblem {
  // 200 is what an error inside a success has: its words tell what it is.
  const reply = { status: again ? 200 : 400, headers: {}, body: JSON.stringify({ error }), ...asked, now: 0 };
  const problem = problemOfReply(reply);
  const { status: _, ...details } = problem.details;
  const code = known ?? problem.code;
  const retryable = again || code === 'service-overloaded';
  return new CallProblem(code, 'the session failed', { retryable, again, details });
}
