import type { Pcm } from '../../model/pcm.ts';
import { Problem } from '../../model/problem.ts';
import { readWav, type Wav } from '../../pcm/wav.ts';
import { CallProblem } from '../http/call-problem.ts';
import { unusable } from '../http/unusable.ts';

/** Bytes. Writers to a pipe put about 2 or 4 GiB where they do not know the size; speech of that size lasts 12 hours. */
const NO_TRUE_SIZE = 0x7f00_0000;
/** Name of a chunk that may follow the sound: a title, a marker. */
const CHUNK_NAME = /^[A-Za-z][\w ]{3}$/;
const NAME = 4;
/** Bytes behind the sound after which it is cheaper to close the connection than to read on. */
const LONGEST_TAIL = 65_536;

/**
 * A WAV as it arrives, judged with suspicion: words that are missing at the end of a segment are noticed by nobody
 * who does not listen for them. Reads to the end of the chunks, so that the connection can be used again.
 * Throws the CallProblem `service-reply-unusable` for a header that cannot be read, for sound that ends before the
 * size in the header is reached, and for sound that goes on behind it.
 */
export async function* wavSound(source: AsyncIterable<Uint8Array>): AsyncGenerator<Pcm, void, undefined> {
  const watched = new Watched(source);
  const { header, sound } = await opened(watched);
  yield* sound;
  if (header.dataBytes === null || header.dataBytes >= NO_TRUE_SIZE) return;
  const end = header.dataOffset + header.dataBytes;
  if (watched.length < end) throw cutOff();
  // Chunks start at even offsets.
  const tail = await watched.tailFrom(end + (end % 2));
  if (tail.length >= NAME && !CHUNK_NAME.test(Buffer.from(tail.subarray(0, NAME)).toString('latin1'))) {
    throw unusable('a WAV that goes on after its end', { got: 'wav' });
  }
}

async function opened(watched: Watched): Promise<Wav> {
  try {
    return await readWav(watched.chunks());
  } catch (failure) {
    if (!(failure instanceof Problem) || failure instanceof CallProblem) throw failure;
    throw watched.ended ? cutOff() : unusable('a WAV that we cannot read', { got: 'wav' }, { cause: failure });
  }
}

/** Chunks that can be read on after a first reader has had enough. */
class Watched {
  /** Bytes so far. */
  length = 0;
  ended = false;
  readonly #source: AsyncIterator<Uint8Array>;
  #last: Uint8Array = new Uint8Array(0);

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** Leaving this loop leaves the source open. */
  async *chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    for (;;) {
      const next = await this.#source.next();
      if (next.done) break;
      this.#last = next.value;
      this.length += next.value.length;
      yield next.value;
    }
    this.ended = true;
  }

  /** Reads to the end, or to where it is too much, and gives what begins at `offset`: not before the last chunk. */
  async tailFrom(offset: number): Promise<Uint8Array> {
    let tail = this.#lastFrom(offset);
    try {
      for await (const _ of this.chunks()) {
        if (tail.length < NAME) tail = Buffer.concat([tail, this.#lastFrom(offset)]);
        if (this.length - offset > LONGEST_TAIL) break;
      }
    } catch (failure) {
      // All of the sound is here; a connection that fails now takes nothing from it.
      if (!(failure instanceof CallProblem)) throw failure;
    }
    return tail;
  }

  #lastFrom(offset: number): Uint8Array {
    return this.#last.subarray(Math.max(0, offset - (this.length - this.#last.length)));
  }
}

const cutOff = () => unusable('a WAV that ends before its time', { got: 'wav' }, { retryable: true, again: true });
