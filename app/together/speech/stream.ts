import type { Speech } from '../../model/speech.ts';
import { CallProblem } from '../http/call-problem.ts';
import { contentOf } from '../http/content.ts';
import { mediaTypeOf } from '../http/headers.ts';
import type { Heard } from '../live/live-context.ts';
import { speechIn } from '../live/live-speech.ts';
import { type Reply, settled } from '../http/reply.ts';
import { sniffed, soundInContent } from './sound.ts';
import { type SpeechEvent, speechEvent } from './speech-events.ts';
import { EventReader, type ServerEvent } from '../http/sse.ts';
import type { RawSound } from './streamed-sound.ts';
import { unusable } from '../http/unusable.ts';

/** ms of silence after a `done` that is not said to be the last. Together's phone guide waits as long. */
const QUIET = 500;

/**
 * The sound and the words in a reply to a request for a stream, as the reply itself tells: events, or what soundOf
 * reads. `text` is what is spoken, `raw` what samples are where nothing says so.
 *
 * Events end with `[DONE]`; with `{"type":"done"}` and half a second of silence; or with the reply, where HTTP says
 * that it is whole. A reply that was cut off, or that may have been because neither its length nor its end was
 * announced, is no whole one: words missing at the end are noticed by nobody who does not listen for them.
 *
 * Leaving the loop frees the connection. Throws the CallProblem `service-reply-unusable`, and the problem of its own
 * for an error in an event.
 */
export async function* streamOf(reply: Reply, text: string, raw?: RawSound): AsyncGenerator<Speech, void, undefined> {
  try {
    const { head, chunks } = await sniffed(reply.chunks);
    const content = contentOf(mediaTypeOf(reply.headers), head);
    if (content !== 'events') yield* soundInContent(content, reply, chunks, raw);
    else yield* speechIn(heardIn({ ...reply, chunks }), text, raw);
  } finally {
    reply.drop();
  }
}

/** What is heard of a reply in events, up to their end. */
async function* heardIn(reply: Reply): AsyncGenerator<Heard, void, undefined> {
  const reader = new EventReader();
  const chunks = reply.chunks[Symbol.asyncIterator]();
  let ended = false;
  for (;;) {
    const next = await (ended ? nextSoon(chunks, reply.drop) : chunks.next());
    if (next.done) break;
    for (const event of reader.push(next.value)) {
      const said = speechEvent(event);
      if (said?.kind === 'end' && said.last) return settled(chunks, reply.drop);
      if (said?.kind === 'end') ended = true;
      else if (said) yield heard(said, reply);
      if (said?.kind === 'sound') ended = false;
    }
  }
  const said = lastOf(reader.end());
  if (said?.kind === 'end') return;
  if (said) yield heard(said, reply);
  if (!ended && !endsForSure(reply)) throw cutOff();
}

/** An error in an event is the end of it. */
function heard(said: Exclude<SpeechEvent, { kind: 'end' }>, reply: Reply): Heard {
  if (said.kind === 'failure') throw reply.refusal(said.body);
  return said;
}

/** What follows an end that is not the last, or the end: by then the reply is whole, whatever becomes of it. */
async function nextSoon(
  chunks: AsyncIterator<Uint8Array>,
  drop: () => void,
): Promise<IteratorResult<Uint8Array, undefined>> {
  const timer = setTimeout(drop, QUIET);
  try {
    return await chunks.next();
  } catch (failure) {
    if (failure instanceof CallProblem) return { done: true, value: undefined };
    throw failure;
  } finally {
    clearTimeout(timer);
  }
}

/** An event without the line that ends it may be whole all the same. */
function lastOf(event: ServerEvent | null): SpeechEvent | null {
  if (!event) return null;
  try {
    return speechEvent(event);
  } catch {
    throw cutOff();
  }
}

/** Would a reply that was cut off have been noticed? Without length and chunks (HTTP/1.0) its end is any end. */
const endsForSure = ({ headers }: Reply) =>
  headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;

const cutOff = () => unusable('events that end before their time', { got: 'events' }, { retryable: true, again: true });
