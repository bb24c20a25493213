import type { CallProblem } from './call-problem.ts';
import type { Headers } from './headers.ts';
import { problemOfNetwork } from './network.ts';

/** A reply whose body is still on its way. Whoever has it reads `chunks` to the end, leaves their loop, or drops it. */
export interface Reply {
  status: number;
  headers: Headers;
  /** Once only. Throws a CallProblem, or the signal's reason. */
  chunks: AsyncIterable<Uint8Array>;
  /** The body as what it is where it turns out to be a refusal. */
  refusal(body: string): CallProblem;
  /** Frees the connection; harmless after the end. */
  drop(): void;
}

/** A body as it arrives; leaving the loop closes its connection, the end keeps it for the next request. */
export async function* chunksOf(
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    for await (const chunk of body) yield chunk;
  } catch (failure) {
    signal.throwIfAborted();
    throw problemOfNetwork(failure, 'headers');
  }
}

/** The body as text, not much more than `limit` bytes of it. */
export async function textOf({ chunks }: Pick<Reply, 'chunks'>, limit: number): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    length += chunk.length;
    if (length > limit) break;
  }
  return Buffer.concat(parts).toString('utf8');
}

/** ms in which a reply that has told all has to end, if its connection shall be used again. */
const FAREWELL = 100;
/** Bytes behind the end after which it is cheaper to close the connection than to read on. */
const LONGEST_FAREWELL = 65_536;

/** Reads the end of a reply that has told all, so that its connection can be used again; it does not wait for long. */
export async function settled(chunks: AsyncIterator<Uint8Array>, drop: () => void): Promise<void> {
  const timer = setTimeout(drop, FAREWELL);
  try {
    for (let bytes = 0; bytes < LONGEST_FAREWELL;) {
      const next = await chunks.next();
      if (next.done) return;
      bytes += next.value.length;
    }
  } catch {
    // All that mattered is here.
  } finally {
    clearTimeout(timer);
  }
}
