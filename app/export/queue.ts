import type { ExportSummary } from '../model/export.ts';
import { isCancelled, type PlainProblem, plainProblem } from '../model/problem.ts';
import type { Job, Jobs } from '../store/jobs.ts';
import { spare } from '../store/spare.ts';
import { createGate, type Gate } from './gate.ts';
import type { Progress } from './progress.ts';
import { NOTHING_YET, phaseAfter, progressOf, restAfter, type Standing, standingOf } from './standing.ts';

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
  /** They stand in another order than before. */
  tellOrder?(ids: string[]): void;
  /** Calls back after so many ms, unless the returned function was called before; the system's timers otherwise. */
  later?: (ms: number, call: () => void) => () => void;
}

interface Entry<Wanted> {
  readonly job: Job<Wanted>;
  readonly stop: AbortController;
  readonly gate: Gate;
  standing: Standing;
  /** Times that the network was lost since it last got on. */
  lost: number;
  /** Ends the rest after a lost network; null while it does not rest. */
  wake: (() => void) | null;
}

const systemTimer = (ms: number, call: () => void) => {
  const timer = setTimeout(call, ms).unref();
  return () => clearTimeout(timer);
};

/**
 * Jobs one after the other: exports, and what is made ahead. What is not done outlives the process, and goes on where
 * it is opened again; where the network is lost it waits for it, and the next has its turn meanwhile.
 */
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
    this.#rouse(entry);
    this.#options.jobs.change(id, 'paused');
    entry.gate.close();
    this.#stand(entry, { ...NOTHING_YET, ...progressOf(entry.standing), phase: 'paused' });
  }

  /** Goes on with what was paused or has failed; everything bought so far is still there. */
  resume(id: string): void {
    const entry = this.#entries.get(id);
    if (!entry || entry.standing.phase === 'working' || entry.standing.phase === 'done') return;
    this.#rouse(entry);
    this.#options.jobs.change(id, 'waiting');
    entry.gate.open();
    const atWork = entry === this.#current;
    this.#stand(
      entry,
      atWork ? { ...NOTHING_YET, ...progressOf(entry.standing), phase: 'working' } : { phase: 'waiting' },
    );
    this.#next();
  }

  /** Puts it in front of another one, or behind all; what is at work goes on. */
  move(id: string, before: string | null): void {
    const entry = this.#entries.get(id);
    if (!entry || id === before) return;
    const others = [...this.#entries.values()].filter((other) => other !== entry);
    const at = before === null ? -1 : others.findIndex(({ job }) => job.id === before);
    const ordered = at < 0 ? [...others, entry] : others.toSpliced(at, 0, entry);
    this.#entries.clear();
    for (const one of ordered) this.#entries.set(one.job.id, one);
    const ids = [...this.#entries.keys()];
    this.#options.jobs.order(ids);
    this.#options.tellOrder?.(ids);
  }

  /** Gives it up; what is done stays. */
  cancel(id: string): void {
    const entry = this.#entries.get(id);
    if (!entry || entry.standing.phase === 'done') return;
    this.#rouse(entry);
    entry.stop.abort();
    if (entry !== this.#current) this.#leave(entry);
  }

  list(): { id: string; wanted: Wanted; standing: Standing }[] {
    return [...this.#entries.values()].map(({ job, standing }) => ({ id: job.id, wanted: job.wanted, standing }));
  }

  /** Stops what runs, keeps it for the next time, and settles when nothing half written is left. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const entry of this.#entries.values()) {
      this.#rouse(entry);
      entry.stop.abort();
    }
    await this.#running;
  }

  #enter(job: Job<Wanted>): void {
    const standing: Standing = { phase: 'waiting' };
    const entry = { job, stop: new AbortController(), gate: createGate(), standing, lost: 0, wake: null };
    this.#entries.set(job.id, entry);
    if (job.phase === 'paused') entry.gate.close();
    this.#stand(entry, standingOf(job));
  }

  #next(): void {
    if (this.#current || this.#closed) return;
    const entry = [...this.#entries.values()].find(({ standing, wake }) => standing.phase === 'waiting' && !wake);
    if (!entry) return;
    let ours = false;
    // A library that is full gives none away: the job finds out what else there is no room for.
    if (spare(() => void (ours = this.#options.jobs.claim(entry.job.id))) && !ours) {
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
      if (progress.done > 0) entry.lost = 0;
      if (!stop.signal.aborted) this.#stand(entry, { phase: gate.shut ? 'paused' : 'working', ...progress });
    };
    onProgress(NOTHING_YET);
    try {
      const how = { signal: stop.signal, gate: gate.pass, onProgress };
      const summary = await this.#options.run(job.wanted, how);
      // Where that is not written, the next start finds the very same file finished.
      spare(() => this.#options.jobs.remove(job.id));
      this.#stand(entry, { phase: 'done', summary });
    } catch (thrown) {
      if (this.#closed) return;
      if (isCancelled(thrown)) return this.#leave(entry);
      this.#stop(entry, plainProblem(thrown));
    }
  }

  #stop(entry: Entry<Wanted>, problem: PlainProblem): void {
    const { id } = entry.job;
    const phase = phaseAfter(problem);
    if (phase === 'waiting') return this.#rest(entry, problem);
    // Where that is not written, it is tried once more at the next start.
    spare(() => this.#options.jobs.change(id, phase, problem));
    if (phase === 'failed') return this.#stand(entry, { phase, problem });
    this.#stand(entry, { ...NOTHING_YET, ...progressOf(entry.standing), phase, problem });
  }

  /** Waits for what is lost to come back; in the library it has never ceased to wait. */
  #rest(entry: Entry<Wanted>, problem: PlainProblem): void {
    const { later = systemTimer } = this.#options;
    const cancel = later(restAfter(entry.lost++), () => {
      entry.wake = null;
      this.#stand(entry, { phase: 'waiting' });
      this.#next();
    });
    entry.wake = cancel;
    this.#stand(entry, { phase: 'waiting', problem });
  }

  #rouse(entry: Entry<Wanted>): void {
    entry.wake?.();
    entry.wake = null;
  }

  #leave({ job }: Entry<Wanted>): void {
    spare(() => this.#options.jobs.remove(job.id));
    this.#entries.delete(job.id);
    this.#options.tell(job.id, job.wanted, { phase: 'cancelled' });
  }

  #stand(entry: Entry<Wanted>, standing: Standing): void {
    entry.standing = standing;
    this.#options.tell(entry.job.id, entry.job.wanted, standing);
  }
}
