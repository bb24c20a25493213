import { Worker } from 'node:worker_threads';
import type { Encoder, EncoderOrder } from './encoder.ts';

/** What is asked of the worker; each is answered by null, or by what went wrong, and long ones by 'working' before. */
export type Call = { order: EncoderOrder; path: string } | { samples: Int16Array } | { starts: readonly number[] };

/** A failed file operation, or any other error, as it crosses between threads. */
export interface Failure {
  message: string;
  code: string | undefined;
  syscall: string | undefined;
}

/** The thread ended without a word, or says nothing any more; what is to be encoded is nothing of its making. */
export class EncoderLost extends Error {}

/** ms. The slowest format takes 1 ms for what is answered at a time; a disk that has to spin up takes 10 s. */
const SILENT = 30_000;

/**
 * Of a thread's JavaScript, which needs some 30 MB. Told nothing, V8 would let what encoders leave behind grow to 60 MB
 * in each thread before it looks.
 */
const LIMITS = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 256 };

/** Writes on their way, of 64 KiB each at most: enough that neither thread waits for the other. */
const AHEAD = 8;

/**
 * An encoder in a thread of its own, which writes into the empty file at `path`. `worker` is the thread's program, and
 * hangs when it answers nothing for `patience` ms. Throws what the disk throws, and EncoderLost where the thread is lost.
 */
export async function encoderInWorker(
  worker: URL,
  order: EncoderOrder,
  path: string,
  patience = SILENT,
): Promise<Encoder> {
  const thread = new Worker(worker, { resourceLimits: LIMITS });
  const waiting: PromiseWithResolvers<void>[] = [];
  let failure: Error | null = null;
  const fail = (error: Error) => {
    failure ??= error;
    for (const { reject } of waiting.splice(0)) reject(failure);
  };
  const silent = setTimeout(() => {
    // Nobody waits for anything while a segment is being made.
    if (waiting.length > 0) fail(new EncoderLost('the encoder says nothing any more'));
  }, patience).unref();
  thread.on('message', (answer: Failure | 'working' | null) => {
    silent.refresh();
    if (answer === 'working') return;
    if (answer) fail(Object.assign(new Error(answer.message), defined(answer)));
    else waiting.shift()?.resolve();
  });
  thread.on('error', (cause) => fail(new EncoderLost(cause.message, { cause })));
  thread.on('exit', () => fail(new EncoderLost('the encoder ended early')));

  const call = (message: Call): Promise<void> => {
    if (failure) return Promise.reject(failure);
    const answer = Promise.withResolvers<void>();
    // Whoever cares awaits it, or meets the failure at the next call.
    answer.promise.catch(() => undefined);
    if (waiting.push(answer) === 1) silent.refresh();
    // Copied: a block that was handed over would be empty for whoever still counts its frames.
    thread.postMessage(message);
    return answer.promise;
  };
  const end = async () => {
    clearTimeout(silent);
    await thread.terminate();
  };
  await call({ order, path }).catch(async (thrown: unknown) => {
    await end();
    throw thrown;
  });
  return {
    async write(samples) {
      const written = call({ samples });
      if (waiting.length >= AHEAD) await waiting[0]!.promise;
      if (failure) await written;
    },
    async finish(starts) {
      await call({ starts });
      await end();
    },
    abandon: end,
  };
}

const defined = ({ code, syscall }: Failure) => (syscall === undefined ? {} : { code, syscall });
