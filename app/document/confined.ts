import { Worker } from 'node:worker_threads';
import { Problem } from '../model/problem.ts';
import type { Report } from './limits.ts';
import { type Order, shareOf } from './reply.ts';

/**
 * MB beside the heap for what is young, a third of which may come into the heap at once. At its limit Node leaves a
 * worker 16 MB to end in (`kExtraHeapAllowance`), and with more than that the whole process aborts; with less, long
 * books take seconds longer.
 */
const youngMegabytes = 48;
/** MB, as Node gives it by default; the parsers' own recursion ends here. */
const stackMegabytes = 4;

/** How often the memory beside the heap is looked at, in ms; an inflating stream takes some 50 MB meanwhile. */
const watchMilliseconds = 50;
/** A large document that is read page by page may take this many times as long, as long as pages come. */
const patience = 5;

/** How often in all a worker is begun that ends without a word: once may be an accident, twice is the document. */
const tries = 2;

interface Told {
  /** How far it is. */
  report?: Report | undefined;
  /** A worker ended without a word, and another one begins anew. */
  mended?: (() => void) | undefined;
}

/**
 * What a worker makes of an order, within the order's heap and time. Throws `document-too-complex` where it needs
 * more, the signal's reason as soon as it aborts, `internal` where the worker fails for reasons of its own.
 */
export async function confined(
  entry: URL,
  order: Order,
  signal: AbortSignal | undefined,
  { report = () => {}, mended = () => {} }: Told = {},
): Promise<unknown> {
  for (let tried = 1; ; tried++) {
    try {
      return await attempt(entry, order, signal, report);
    } catch (thrown) {
      if (!(thrown instanceof EndedSilently) || tried === tries) throw thrown;
      mended();
    }
  }
}

class EndedSilently extends Problem {
  constructor() {
    super('internal', 'the document worker ended without a reply');
  }
}

async function attempt(entry: URL, order: Order, signal: AbortSignal | undefined, report: Report): Promise<unknown> {
  signal?.throwIfAborted();
  const { heapMegabytes, nativeMegabytes, milliseconds } = order.limits;
  const worker = new Worker(entry, {
    workerData: { ...order, entry: order.range ? undefined : entry.href },
    env: {},
    resourceLimits: {
      maxOldGenerationSizeMb: heapMegabytes,
      maxYoungGenerationSizeMb: youngMegabytes,
      stackSizeMb: stackMegabytes,
    },
  });
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const stop = () => reject(signal?.reason);
  const tooLate = () => reject(tooComplex('not read in time', milliseconds));
  const [late, last] = [setTimeout(tooLate, milliseconds), setTimeout(tooLate, milliseconds * patience)];
  // Limits of a worker leave out what lies beside its heap, and that is where compressed data grows.
  const watch = setInterval(() => {
    const look = ({ external_memory: bytes }: { external_memory: number }) => {
      if (bytes > nativeMegabytes * 1e6) reject(tooComplex('more memory needed than allowed', nativeMegabytes));
    };
    // Fails where the worker has ended, which is told elsewhere.
    worker.getHeapStatistics().then(look, () => {});
  }, watchMilliseconds);
  signal?.addEventListener('abort', stop);
  worker.on('message', (message: unknown) => {
    const share = shareOf(message);
    if (share === null) resolve(message);
    else {
      late.refresh();
      report(share);
    }
  });
  worker.on('error', (cause) => reject(failure(cause, heapMegabytes)));
  worker.once('exit', () => reject(new EndedSilently()));
  try {
    return await promise;
  } finally {
    clearTimeout(late);
    clearTimeout(last);
    clearInterval(watch);
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
