import { type Pcm, TAKE_RATE } from '../model/pcm.ts';
import { samplesOf } from '../pcm/frames.ts';
import { contentOf, SNIFFED } from './content.ts';
import { mediaTypeOf } from './headers.ts';
import { prefixed } from './prefixed.ts';
import { type Reply, textOf } from './reply.ts';
import { unusable } from './unusable.ts';
import { wavSound } from './wav-sound.ts';

/** Bytes of an error inside a 200 that are read. */
const LONGEST_ERROR = 65_536;

/**
 * The sound in a reply, as the reply itself tells: a WAV by its header, and bytes that say nothing of themselves as
 * mono pcm_s16le at TAKE_RATE, which is what fixed models send whatever is asked, and what we ask of the others.
 * Leaving the loop frees the connection. Throws the CallProblem `service-reply-unusable` for all that is
 * no such sound, and the problem of its own for an error that came as a success.
 */
export async function* soundOf(reply: Reply): AsyncGenerator<Pcm, void, undefined> {
  try {
    yield* decoded(reply);
  } finally {
    reply.drop();
  }
}

async function* decoded(reply: Reply): AsyncGenerator<Pcm, void, undefined> {
  const { head, chunks } = await sniffed(reply.chunks);
  const content = contentOf(mediaTypeOf(reply.headers), head);
  switch (content) {
    case 'nothing':
      return;
    case 'wav':
      return yield* wavSound(chunks);
    case 'raw':
      for await (const samples of samplesOf(chunks)) yield { rate: TAKE_RATE, channels: 1, samples };
      return;
    case 'error':
      throw reply.refusal(await textOf({ chunks }, LONGEST_ERROR));
    case 'mp3':
    case 'ogg':
    case 'flac':
    case 'events':
    case 'unknown':
      throw unusable(`${content} where a WAV was asked for`, { got: content });
  }
}

/** Reads as much as it takes to know what it is; `chunks` starts at the beginning all the same. */
async function sniffed(
  source: AsyncIterable<Uint8Array>,
): Promise<{ head: Uint8Array; chunks: AsyncIterable<Uint8Array> }> {
  const iterator = source[Symbol.asyncIterator]();
  let head: Uint8Array = new Uint8Array(0);
  while (head.length < SNIFFED) {
    const next = await iterator.next();
    if (next.done) break;
    head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
  }
  return { head, chunks: prefixed(head, iterator) };
}
