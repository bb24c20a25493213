import type { SpeechFormat } from '../catalog/abilities.ts';
import { type Content, contentOf } from '../http/content.ts';
import { mediaTypeOf } from '../http/headers.ts';
import { type Reply, textOf } from '../http/reply.ts';
import { LONGEST_ERROR, sniffed } from './sound.ts';
import { unusable } from '../http/unusable.ts';

/** What a file of each format turns out to be; `raw` where it does not begin with a signature of its own. */
const CONTENTS: Readonly<Record<SpeechFormat, readonly Content[]>> = {
  wav: ['wav'],
  mp3: ['mp3'],
  raw: ['raw'],
  mulaw: ['raw'],
  opus: ['ogg', 'raw'],
  aac: ['aac', 'raw'],
  flac: ['flac'],
};

/**
 * The bytes of a file as they arrive, where they are what was asked for. Leaving the loop frees the connection.
 * Throws the CallProblem `service-reply-unusable`, and the problem of its own for an error that came as a success.
 */
export async function* fileIn(reply: Reply, format: SpeechFormat): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    const { head, chunks } = await sniffed(reply.chunks);
    const got = contentOf(mediaTypeOf(reply.headers), head);
    if (got === 'nothing') return;
    if (got === 'error') throw reply.refusal(await textOf({ chunks }, LONGEST_ERROR));
    if (!CONTENTS[format].includes(got)) throw unusable(`${got} where ${format} was asked for`, { got });
    yield* chunks;
  } finally {
    reply.drop();
  }
}
