import type { ExportSummary } from '../model/export.ts';
import { isCancelled, type PlainProblem, plainProblem } from '../model/problem.ts';
import type { Job, Jobs } from '../store/jobs.ts';
import { createGate, type Gate } from './gate.ts';
import type { Progress } from './progress.ts';

/** How a queued export stands. */
export type Standing =
  | { phase: 'waiting' }
  | ({ phase: 'working' | 'paused' } & Progress)
  | { phase: 'done'; summary: ExportSummary }
  | { phase: 'cancelled' }
  | { phase: 'failed'; problem: PlainProblem };

export interface Run {
  signal: AbortSignal;
  gate: Gate['pass'];
  onProgress(progress: Progress): void;
}

export interface QueueOptions<Wanted> {
  jobs: Jobs<Wanted>;
  /** Carries one out. */
  run(wanted: Wanted, how: Run): Promise<ExportSummary>;
  /** A job stands otherwise than before. */
  tell(id: string, wanted: Wanted, standing: Standing): void;
}

interface Entry<Wanted> {
  readonly job: Job<Wanted>;
  readonly stop: AbortController;
  readonly gate: Gate;
  standing: Standing;
}

const NOTHING_YET: Progress = { segments: 0, done: 0, remaining: null };

/** Exports one after the other. What is not done outlives the process, and goes on where it is opened again. */
export class ExportQueue<Wanted> {
  readonly #options: QueueOptions<Wanted>;
  readonly #entries = new Map<string, Entry<Wanted>>();
  #current: Entry<Wanted> | null = null;
  #running: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(options: QueueOptions<Wanted>) {
    this.#options = options;
  }

  /** Takes up what an earlier process left: what failed or was paused stays so, the rest goes on. */
  start(): void {
    for (const job of this.#options.jobs.list()) if (!this.#entries.has(job.id)) this.#enter(job);
    this.#next();
  }

  add(wanted: Wanted): string {
    const job = this.#options.jobs.add(wanted);
    this.#enter(job);
    this.#next();
    return job.id;
  }

  /** Begins no further segment of it; where it was at work, those behind it wait. */
  pause(id: string): void {
    const entry = this.#entries.get(id);
    if (entry?.standing.phase !== 'working' && entry?.standing.phase !== 'waiting') return;
    this.#options.jobs.change(id, 'paused');
    entry.gate.close();
    this.#stand(entry, { ...NOTHING_YET, ...entry.standing, phase: 'paused' });
  }

  /** Goes on with what was paused or has failed; everything bought so far is still there. */
  resume(id: string): void {
    const entry = this.#entries.get(id);
    if (entry?.standing.phase !== 'paused' && entry?.standing.phase !== 'failed') return;
    this.#options.jobs.change(id, 'waiting');
    entry.gate.open();
    const atWork = entry === this.#current;
    this.#stand(entry, atWork ? { ...NOTHING_YET, ...entry.standing, phase: 'working' } : { phase: 'waiting' });
    this.#next();
  }

  /** Gives it up; what is done stays. */
  cancel(id: string): void {
    const entry = this.#entries.get(id);
    if (!entry || entry.standing.phase === 'done') return;
    entry.stop.abort();
    if (entry !== this.#current) this.#leave(entry);
  }

  list(): { id: string; wanted: Wanted; standing: Standing }[] {
    return [...this.#entries.values()].map(({ job, standing }) => ({ id: job.id, wanted: job.wanted, standing }));
  }

  /** Stops what runs, keeps it for the next time, and settles when nothing half written is left. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { stop } of this.#entries.values()) stop.abort();
    await this.#running;
  }

  #enter(job: Job<Wanted>): void {
    const standing: Standing = { phase: 'waiting' };
    const entry = { job, stop: new AbortController(), gate: createGate(), standing };
    this.#entries.set(job.id, entry);
    if (job.phase === 'paused') entry.gate.close();
    this.#stand(entry, standingOf(job));
  }

  #next(): void {
    if (this.#current || this.#closed) return;
    const entry = [...this.#entries.values()].find(({ standing }) => standing.phase === 'waiting');
    if (!entry) return;
    if (!this.#options.jobs.claim(entry.job.id)) {
      // Another process has it, or has ended it.
      this.#entries.delete(entry.job.id);
      return this.#next();
    }
    this.#current = entry;
    this.#running = this.#carryOut(entry).finally(() => {
      this.#current = null;
      this.#next();
    });
  }

  async #carryOut(entry: Entry<Wanted>): Promise<void> {
    const { job, stop, gate } = entry;
    const onProgress = (progress: Progress) => {
      if (!stop.signal.aborted) this.#stand(entry, { phase: gate.shut ? 'paused' : 'working', ...progress });
    };
    onProgress(NOTHING_YET);
    try {
      const how = { signal: stop.signal, gate: gate.pass, onProgress };
      const summary = await this.#options.run(job.wanted, how);
      this.#options.jobs.remove(job.id);
      this.#stand(entry, { phase: 'done', summary });
    } catch (thrown) {
      if (this.#closed) return;
      if (isCancelled(thrown)) return this.#leave(entry);
      const problem = plainProblem(thrown);
      this.#options.jobs.change(job.id, 'failed', problem);
      this.#stand(entry, { phase: 'failed', problem });
    }
  }

  #leave({ job }: Entry<Wanted>): void {
    this.#options.jobs.remove(job.id);
    this.#entries.delete(job.id);
    this.#options.tell(job.id, job.wanted, { phase: 'cancelled' });
  }

  #stand(entry: Entry<Wanted>, standing: Standing): void {
    entry.standing = standing;
    this.#options.tell(entry.job.id, entry.job.wanted, standing);
  }
}

function standingOf({ phase, problem }: Job<unknown>): Standing {
  if (phase === 'failed' && problem) return { phase: 'failed', problem };
  return phase === 'paused' ? { phase: 'paused', ...NOTHING_YET } : { phase: 'waiting' };
}
