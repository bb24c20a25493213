import * as v from 'valibot';
import type { Transcript } from '../../model/transcript.ts';
import { CallProblem } from '../http/call-problem.ts';
import type { Body, Http } from '../http/http.ts';
import { joined } from './join.ts';
import { type Fields, multipart } from '../http/multipart.ts';
import { openRecording, type Upload } from './recording.ts';
import { textOf } from '../http/reply.ts';
import { type Patience, withRetry } from '../http/retry.ts';
import { partsOf } from './split.ts';
import { transcriptOf } from './transcript-reply.ts';
import {
  checkedUrl,
  transcriptionFields,
  type TranscriptionRequest,
  translationFields,
  type TranslationRequest,
} from './transcription-request.ts';
import { unusable } from '../http/unusable.ts';

/**
 * ms after the last byte went out. The longest recording that the service takes, 4 hours, needs so long at 16 times
 * the speed of speech; whoever gives up earlier buys it twice.
 */
const HEADERS_TIMEOUT = 15 * 60_000;
/** ms; a reply that has begun is whole. */
const IDLE_TIMEOUT = 60_000;
/** Bytes. Four hours of fast speech are 50,000 words, which stand twice in a reply, at some 100 bytes each. */
const LONGEST_REPLY = 64 * 1024 * 1024;

/**
 * What is said in a recording, by POST to /audio/transcriptions. A WAV that is larger than the service takes is cut
 * in its pauses, sent one part after the other, and joined: see partsOf and joined for what that means.
 *
 * Only what cannot have been bought is sent again: an upload that did not get through, and one that the service
 * refused because it is busy. Throws a Problem (of the recording: see openRecording and partsOf), or the signal's
 * reason.
 */
export function transcribe(
  http: Http,
  request: TranscriptionRequest,
  patience: Patience,
  signal: AbortSignal,
): Promise<Transcript> {
  return written(http, '/audio/transcriptions', transcriptionFields(request), request, patience, signal);
}

/** What is said in a recording, in another language: English, where none is asked for. Otherwise as transcribe. */
export function translate(
  http: Http,
  request: TranslationRequest,
  patience: Patience,
  signal: AbortSignal,
): Promise<Transcript> {
  return written(http, '/audio/translations', translationFields(request), request, patience, signal);
}

async function written(
  http: Http,
  path: string,
  fields: Fields,
  { recording, prompt }: TranslationRequest,
  patience: Patience,
  signal: AbortSignal,
): Promise<Transcript> {
  const confidential = prompt === undefined ? [] : [prompt];
  const send = (form: Body) => withRetry(() => sent(http, path, form, confidential, signal), patience, signal);
  const whole = (file: Upload) => send(multipart(fields, file));
  if ('url' in recording) return send(multipart([...fields, ['file', checkedUrl(recording.url)]], null));
  const parts = await partsOf(await openRecording(recording.file), signal);
  signal.throwIfAborted();
  const transcripts = [];
  for (const { upload, from, seconds } of parts) {
    const transcript = await whole(upload);
    if (seconds === null) return transcript;
    transcripts.push({ transcript, from, seconds });
  }
  return joined(transcripts);
}

/** A failure that came as a success. */
const failed = v.pipe(v.string(), v.parseJson(), v.object({ error: v.union([v.string(), v.object({})]) }));

/** One request. A failure after all of the form went out says `again` only where the service did not take it. */
async function sent(
  http: Http,
  path: string,
  form: Body,
  confidential: readonly string[],
  signal: AbortSignal,
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
    const reply = await http.request({
      method: 'POST',
      path,
      body,
      accept: 'application/json',
      signal,
      confidential,
      timeouts,
    });
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
