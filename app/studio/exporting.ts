import { randomUUID } from 'node:crypto';
import type { Handlers, Listen } from '../ipc/shapes.ts';
import { exportScript } from '../export/export.ts';
import type { ExportFormat, ExportState } from '../model/export.ts';
import { isCancelled, plainProblem, Problem } from '../model/problem.ts';
import type { Host } from './host.ts';
import { createNews } from './news.ts';
import type { Projects } from './projects.ts';

export interface Exporting {
  readonly handlers: Handlers['export'];
  readonly changed: Listen<ExportState>;
  /** Cancels what runs and settles when nothing half-written is left. */
  close(): Promise<void>;
}

interface Job {
  state: ExportState;
  readonly stop: AbortController;
  finished: Promise<void>;
}

type Run = (
  narration: ReturnType<Projects['narration']>,
  how: { format: ExportFormat; out: string; signal: AbortSignal; onProgress: NonNullable<OnProgress> },
) => ReturnType<typeof exportScript>;
type OnProgress = Parameters<typeof exportScript>[0]['onProgress'];

/** Exports as the windows use them: each job runs by itself and tells how it stands. */
export function createExporting(host: Host, projects: Projects, run: Run): Exporting {
  const jobs = new Map<string, Job>();
  const news = createNews<ExportState>();

  const begin = (narration: ReturnType<Projects['narration']>, format: ExportFormat, out: string): string => {
    const about = { job: randomUUID(), project: narration.project.id, format };
    const segments = narration.segments.length;
    const stop = new AbortController();
    const job: Job = {
      stop,
      state: { ...about, phase: 'working', segments, done: 0, remaining: null },
      finished: Promise.resolve(),
    };
    const tell = (state: ExportState) => {
      job.state = state;
      news.tell(state);
    };
    jobs.set(about.job, job);
    tell(job.state);
    job.finished = run(narration, {
      format,
      out,
      signal: stop.signal,
      onProgress: (progress) => tell({ ...about, phase: 'working', ...progress }),
    }).then(
      (summary) => tell({ ...about, phase: 'done', summary }),
      (thrown: unknown) => {
        if (isCancelled(thrown)) return tell({ ...about, phase: 'cancelled' });
        const problem = plainProblem(thrown);
        host.log('export-failed', { code: problem.code });
        tell({ ...about, phase: 'failed', problem });
      },
    );
    return about.job;
  };
  return {
    changed: news.listen,
    handlers: {
      async start({ project, format }) {
        const narration = projects.narration(project);
        const out = await host.destination(`${fileName(narration.project.title)}.${format}`);
        return out === null ? null : { job: begin(narration, format, out) };
      },
      cancel: ({ job }) => jobs.get(job)?.stop.abort(),
      async reveal({ job }) {
        const state = jobs.get(job)?.state;
        if (state?.phase !== 'done') throw new Problem('file-not-found', 'this export has no file yet');
        await host.reveal(state.summary.files[0]!);
      },
      list: () => [...jobs.values()].map(({ state }) => state),
    },
    async close() {
      for (const { stop } of jobs.values()) stop.abort();
      await Promise.all([...jobs.values()].map(({ finished }) => finished));
    },
  };
}

/** Bytes in UTF-8; file systems take 255, and an ending and a number have to fit behind it. */
const LONGEST_NAME = 200;
/** Names that Windows keeps for devices, whatever their ending. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/** A title as a file name on every system: no separators, no reserved characters or names, no dots at the ends. */
export function fileName(title: string): string {
  const safe = title
    .replace(/[\p{Cc}<>:"/\\|?*]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  let name = '';
  for (const character of safe) {
    if (Buffer.byteLength(name + character) > LONGEST_NAME) break;
    name += character;
  }
  name = name.trim();
  return name === '' || RESERVED.test(name) ? 'Narration' : name;
}
