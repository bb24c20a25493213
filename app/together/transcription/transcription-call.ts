import * as v from 'valibot';
import type { Transcript } from '../../model/transcript.ts';
import { CallProblem } from '../http/call-problem.ts';
import type { Headers } from '../http/headers.ts';
import type { Body, Http } from '../http/http.ts';
import { textOf } from '../http/reply.ts';
import { unusable } from '../http/unusable.ts';
import { transcriptOf } from './transcript-reply.ts';

/** A form on its way to be written down. */
export interface TranscriptionCall {
  /** After the base URL. */
  path: string;
  form: Body;
  /** Is the model in the catalogue? */
  catalogued: boolean;
  /** What stands in the form and must not come back in a problem. */
  confidential: readonly string[];
  signal: AbortSignal;
  /** The head of a reply has come. */
  replied(headers: Headers): void;
}

/**
 * ms after the last byte went out. The longest recording that the service takes, 4 hours, needs so long at 16 times
 * the speed of speech; whoever gives up earlier buys it twice.
 */
const HEADERS_TIMEOUT = 15 * 60_000;
/** ms; a reply that has begun is whole. */
const IDLE_TIMEOUT = 60_000;
/** Bytes. Four hours of fast speech are 50,000 words, which stand twice in a reply, at some 100 bytes each. */
const LONGEST_REPLY = 64 * 1024 * 1024;

/** A failure that came as a success. */
const failed = v.pipe(v.string(), v.parseJson(), v.object({ error: v.union([v.string(), v.object({})]) }));

/**
 * One request, and the transcript that it is answered with. A failure after all of the form went out says `again`
 * only where the service did not take it.
 */
export async function transcriptIn(
  http: Http,
  { path, form, signal, replied, confidential, catalogued }: TranscriptionCall,
): Promise<Transcript> {
  let whole = false;
  const body: Body = {
    ...form,
    async *stream() {
      yield* form.stream();
      whole = true;
    },
  };
  const timeouts = { headers: HEADERS_TIMEOUT, idle: IDLE_TIMEOUT };
  try {
    const accept = 'application/json';
    const call = { path, body, accept, signal, confidential, catalogued, replied, timeouts };
    const reply = await http.request({ method: 'POST', ...call });
    try {
      const text = await textOf(reply, LONGEST_REPLY);
      const transcript = transcriptOf(text);
      if (transcript) return transcript;
      throw v.is(failed, text) ? reply.refusal(text) : unusable('no transcript', { got: 'unknown' });
    } finally {
      reply.drop();
    }
  } catch (failure) {
    throw whole && failure instanceof CallProblem ? unbought(failure) : failure;
  }
}

const NOT_TAKEN = new Set(['rate-limited', 'service-overloaded']);

function unbought(problem: CallProblem): CallProblem {
  if (!problem.again || NOT_TAKEN.has(problem.code)) return problem;
  const { code, message, retryable, wait, details, cause } = problem;
  return new CallProblem(code, message, { retryable, wait, details, cause, again: false });
}
