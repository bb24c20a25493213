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
