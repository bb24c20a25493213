import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { checkFile } from '../../app/document/file.ts';
import { defaultLimits } from '../../app/document/limits.ts';
import { documentOf } from '../../app/document/reply.ts';
import type { Document } from '../../app/model/document.ts';

/** A worker that reads small documents one after the other, where the app would start one for each. */
export class Reader {
  #worker: Worker | null = null;

  /** Throws the Problems of reading, or an Error where the worker has ended or says nothing for `patience` ms. */
  async read(path: string, name: string, patience: number): Promise<Document> {
    await checkFile(path, defaultLimits);
    this.#worker ??= new Worker(new URL('reader.worker.ts', import.meta.url), {
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: defaultLimits.heapMegabytes },
    });
    const worker = this.#worker;
    const waiting = AbortSignal.timeout(patience);
    worker.postMessage({ source: { path }, name, limits: defaultLimits });
    const reply = await once(worker, 'message', { signal: waiting }).catch(async (cause: unknown) => {
      await this.close();
      throw new Error('no answer', { cause });
    });
    return documentOf(reply[0]);
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = null;
  }
}
