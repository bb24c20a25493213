import { Worker } from 'node:worker_threads';

export interface WorkerPoolOptions {
  /** The worker's entry. It answers every message with exactly one, in order, or throws. */
  entry: URL;
  /** Workers at most; each is started when there is work for it. */
  size: number;
  /** How long an answer may take until the worker counts as hung, in ms. */
  patience: number;
  /** What every worker gets as its `workerData`. */
  data?: () => Promise<unknown>;
}

/** How often in all a job is given to a worker that hangs or ends under it: twice is the job's own doing. */
const TRIES = 2;

interface Job {
  message: unknown;
  signal: AbortSignal;
  resolve(reply: unknown): void;
  reject(failure: unknown): void;
}

/**
 * Workers that do one job at a time, first come, first served. One that throws fails its job; one that hangs or ends by
 * itself is replaced, and its job given to the next one once. A job cancelled in the queue is never begun; one cancelled later ends unheard.
 */
export class WorkerPool {
  readonly #options: WorkerPoolOptions;
  readonly #queue: Job[] = [];
  readonly #idle: Worker[] = [];
  readonly #all = new Set<Worker>();
  #busy = 0;
  #closed = false;

  constructor(options: WorkerPoolOptions) {
    this.#options = options;
  }

  /** A worker's answer. Throws what the worker threw, an Error where it hung, or the signal's AbortError. */
  async ask(message: unknown, signal: AbortSignal): Promise<unknown> {
    signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const job: Job = { message, signal, resolve, reject };
    const cancel = () => {
      const place = this.#queue.indexOf(job);
      if (place >= 0) this.#queue.splice(place, 1);
      reject(signal.reason);
    };
    signal.addEventListener('abort', cancel);
    this.#queue.push(job);
    this.#assign();
    return promise.finally(() => signal.removeEventListener('abort', cancel));
  }

  /** Ends every worker; all that was asked and not answered fails. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const job of this.#queue.splice(0)) job.reject(closed());
    await Promise.all([...this.#all].map((worker) => worker.terminate()));
  }

  #assign(): void {
    while (this.#busy < this.#options.size) {
      const job = this.#queue.shift();
      if (!job) return;
      this.#busy += 1;
      void this.#work(job).finally(() => {
        this.#busy -= 1;
        this.#assign();
      });
    }
  }

  async #work(job: Job): Promise<void> {
    for (let tried = 1; ; tried++) {
      try {
        const worker = this.#idle.pop() ?? (await this.#start());
        const reply = await this.#answer(worker, job.message);
        this.#idle.push(worker);
        return job.resolve(reply);
      } catch (failure) {
        const again = failure instanceof WorkerLost && tried < TRIES && !this.#closed && !job.signal.aborted;
        if (!again) return job.reject(failure);
      }
    }
  }

  async #start(): Promise<Worker> {
    const workerData = await this.#options.data?.();
    if (this.#closed) throw closed();
    const worker = new Worker(this.#options.entry, { workerData, execArgv: [], stdout: true, stderr: true });
    this.#all.add(worker);
    // What a synthesiser prints is not for this process to say: it may hold a person's text.
    worker.stdout.resume();
    worker.stderr.resume();
    // Without a listener, what a worker throws between two jobs would end the whole process.
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      this.#all.delete(worker);
      const place = this.#idle.indexOf(worker);
      if (place >= 0) this.#idle.splice(place, 1);
    });
    return worker;
  }

  #answer(worker: Worker, message: unknown): Promise<unknown> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const { patience } = this.#options;
    const hung = setTimeout(() => reject(new WorkerLost(`a worker gave no answer in ${patience} ms`)), patience);
    const ended = () => reject(new WorkerLost('a worker ended before it answered'));
    worker.once('message', resolve).once('error', reject).once('exit', ended);
    worker.postMessage(message);
    return promise
      .catch((failure: unknown) => {
        void worker.terminate();
        throw failure;
      })
      .finally(() => {
        clearTimeout(hung);
        worker.off('message', resolve).off('error', reject).off('exit', ended);
      });
  }
}

/** It said nothing of why. */
class WorkerLost extends Error {}

const closed = () => new Error('the workers have been closed');
