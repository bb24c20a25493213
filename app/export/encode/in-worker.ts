import { Worker } from 'node:worker_threads';
import type { Encoder, EncoderOrder } from './encoder.ts';

/** What is asked of the worker; each is answered by null, or by what went wrong. */
export type Call = { order: EncoderOrder; path: string } | { samples: Int16Array } | { starts: readonly number[] };

/** A failed file operation, or any other error, as it crosses between threads. */
export interface Failure {
  message: string;
  code: string | undefined;
  syscall: string | undefined;
}

/** Writes on their way, of 64 KiB each at most: enough that neither thread waits for the other. */
const AHEAD = 8;

/** An encoder in a thread of its own, which writes into the empty file at `path`. `worker` is the thread's program. */
export async function encoderInWorker(worker: URL, order: EncoderOrder, path: string): Promise<Encoder> {
  const thread = new Worker(worker, { resourceLimits: { maxYoungGenerationSizeMb: 16 } });
  const waiting: PromiseWithResolvers<void>[] = [];
  let failure: Error | null = null;
  const fail = (error: Error) => {
    failure ??= error;
    for (const { reject } of waiting.splice(0)) reject(failure);
  };
  thread.on('message', (answer: Failure | null) => {
    if (answer) fail(Object.assign(new Error(answer.message), defined(answer)));
    else waiting.shift()?.resolve();
  });
  thread.on('error', fail);
  thread.on('exit', () => fail(new Error('the encoder ended early')));

  const call = (message: Call): Promise<void> => {
    if (failure) return Promise.reject(failure);
    const answer = Promise.withResolvers<void>();
    // Whoever cares awaits it, or meets the failure at the next call.
    answer.promise.catch(() => undefined);
    waiting.push(answer);
    // Copied: a block that was handed over would be empty for whoever still counts its frames.
    thread.postMessage(message);
    return answer.promise;
  };
  const end = async () => void (await thread.terminate());
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
