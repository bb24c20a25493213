import type { Pcm } from '../../model/pcm.ts';
import { samplesOf } from '../../pcm/frames.ts';
import { type Content, contentOf, SNIFFED } from '../http/content.ts';
import { mediaTypeOf } from '../http/headers.ts';
import { prefixed } from '../http/prefixed.ts';
import { type Reply, textOf } from '../http/reply.ts';
import { type RawSound, TAKE_SOUND } from './streamed-sound.ts';
import { unusable } from '../http/unusable.ts';
import { wavSound } from './wav-sound.ts';

/** Bytes of an error inside a 200 that are read. */
export const LONGEST_ERROR = 65_536;

/**
 * The sound in a reply, as the reply itself tells: a WAV by its header, and bytes that say nothing of themselves as
 * `raw`, mono: what was asked for or, where the model heeds nothing, what it always sends.
 * Leaving the loop frees the connection. Throws the CallProblem `service-reply-unusable` for all that is
 * no such sound, and the problem of its own for an error that came as a success.
 */
export async function* soundOf(reply: Reply, raw?: RawSound): AsyncGenerator<Pcm, void, undefined> {
  try {
    const { head, chunks } = await sniffed(reply.chunks);
    yield* soundInContent(contentOf(mediaTypeOf(reply.headers), head), reply, chunks, raw);
  } finally {
    reply.drop();
  }
}

/** The same for a reply whose content is known; `chunks` are all of its bytes. */
export async function* soundInContent(
  content: Content,
  reply: Reply,
  chunks: AsyncIterable<Uint8Array>,
  { rate, encoding }: RawSound = TAKE_SOUND,
): AsyncGenerator<Pcm, void, undefined> {
  switch (content) {
    case 'nothing':
      return;
    case 'wav':
      return yield* wavSound(chunks);
    case 'raw':
      for await (const samples of samplesOf(chunks, encoding)) yield { rate, channels: 1, samples };
      return;
    case 'error':
      throw reply.refusal(await textOf({ chunks }, LONGEST_ERROR));
    case 'mp3':
    case 'ogg':
    case 'flac':
    case 'aac':
    case 'events':
    case 'unknown':
      throw unusable(`${content} where samples were asked for`, { got: content });
  }
}

/** Reads as much as it takes to know what it is; `chunks` starts at the beginning all the same. */
export async function sniffed(
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
