import { Worker } from 'node:worker_threads';
import { Problem } from '../model/problem.ts';
import type { Order } from './reply.ts';

/** MB. V8 keeps up to three times this beside the heap; its default grows with the machine. */
const youngMegabytes = 32;
/** MB, as Node gives it by default; the parsers' own recursion ends here. */
const stackMegabytes = 4;

/**
 * What a worker makes of an order, within the order's heap and time. Throws `document-too-complex` where it needs
 * more, the signal's reason as soon as it aborts, `internal` where the worker fails for reasons of its own.
 */
export async function confined(entry: URL, order: Order, signal: AbortSignal | undefined): Promise<unknown> {
  signal?.throwIfAborted();
  const { heapMegabytes, milliseconds } = order.limits;
  const worker = new Worker(entry, {
    workerData: order,
    env: {},
    resourceLimits: {
      maxOldGenerationSizeMb: heapMegabytes,
      maxYoungGenerationSizeMb: youngMegabytes,
      stackSizeMb: stackMegabytes,
    },
  });
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const stop = () => reject(signal?.reason);
  const late = setTimeout(() => reject(tooComplex('not read in time', milliseconds)), milliseconds);
  signal?.addEventListener('abort', stop);
  worker.once('message', resolve);
  worker.on('error', (cause) => reject(failure(cause, heapMegabytes)));
  worker.once('exit', () => reject(new Problem('internal', 'the document worker ended without a reply')));
  try {
    return await promise;
  } finally {
    clearTimeout(late);
    signal?.removeEventListener('abort', stop);
    // Termination takes effect at once; only its echo would be worth waiting for.
    void worker.terminate();
  }
}

function failure(cause: unknown, heapMegabytes: number): Problem {
  const code = cause instanceof Error && 'code' in cause ? cause.code : null;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return tooComplex('more memory needed than allowed', heapMegabytes, cause);
  if (cause instanceof RangeError) return tooComplex('nested too deeply', 0, cause);
  return new Problem('internal', 'the document worker failed', { cause });
}

function tooComplex(message: string, most: number, cause?: unknown): Problem {
  return new Problem('document-too-complex', message, { cause, details: { most } });
}
