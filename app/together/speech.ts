import { type Pcm, TAKE_RATE } from '../model/pcm.ts';
import type { Http } from './http.ts';
import { type Patience, withRetry } from './retry.ts';
import { soundOf } from './sound.ts';
import { unusable } from './unusable.ts';

export interface SpeechRequest {
  model: string;
  /** Name or id, whichever the model wants. */
  voice: string;
  /** BCP 47 in lower case. */
  language: string;
  /** What is spoken. */
  input: string;
}

/**
 * Speech by one POST to /audio/speech, as it arrives, at the rate and with the channels of the reply. A WAV is asked
 * for, because it alone says what it holds; rate and encoding are named for the models that heed them.
 *
 * Failures are tried again up to the first sound and no further: from there on a second try would be bought, and
 * heard, twice. Leaving the loop or aborting frees the socket at once. Throws a Problem, or the signal's reason.
 */
export async function* speak(
  http: Http,
  request: SpeechRequest,
  patience: Patience,
  signal: AbortSignal,
): AsyncGenerator<Pcm, void, undefined> {
  const { first, rest } = await withRetry(() => begun(http, request, signal), patience, signal);
  try {
    yield first;
    yield* rest;
  } finally {
    await rest.return();
  }
}

async function begun(
  http: Http,
  { model, voice, language, input }: SpeechRequest,
  signal: AbortSignal,
): Promise<{ first: Pcm; rest: AsyncGenerator<Pcm, void, undefined> }> {
  const reply = await http.request({
    method: 'POST',
    path: '/audio/speech',
    json: {
      model,
      input,
      voice,
      language,
      response_format: 'wav',
      response_encoding: 'pcm_s16le',
      sample_rate: TAKE_RATE,
      stream: false,
    },
    accept: 'audio/wav, application/octet-stream;q=0.9',
    signal,
    confidential: [input],
  });
  const rest = soundOf(reply);
  const first = await rest.next();
  if (first.done) throw unusable('no sound at all', { got: 'nothing' }, { retryable: true });
  return { first: first.value, rest };
}
