import * as v from 'valibot';
import { fileName } from '../export/names/file-name.ts';
import { ExportQueue, type Standing } from '../export/queue.ts';
import { exportOrder } from '../ipc/contract.ts';
import type { Handlers, Listen } from '../ipc/shapes.ts';
import type { ExportState } from '../model/export.ts';
import { Problem } from '../model/problem.ts';
import type { Database } from '../store/database.ts';
import { createJobs } from '../store/jobs.ts';
import type { Host } from './host.ts';
import { createNews } from './news.ts';
import type { Projects } from './projects.ts';
import type { Write } from './writing.ts';

export interface Exporting {
  readonly handlers: Handlers['export'];
  readonly changed: Listen<ExportState>;
  /** Goes on with what an earlier run of the app left. */
  start(): void;
  /** Stops what runs, to go on the next time, and settles when nothing half-written is left. */
  close(): Promise<void>;
}

/** An export as a window asked for it, and as it outlives the app. */
const wantedShape = v.object({
  ...exportOrder.entries,
  out: v.string(),
  /** Path of the picture. */
  cover: v.nullable(v.string()),
});
type Wanted = v.InferOutput<typeof wantedShape>;

/** Exports as the windows use them: one after the other, each telling how it stands. */
export function createExporting(host: Host, database: Database, projects: Projects, write: Write): Exporting {
  const news = createNews<ExportState>();
  const queue = new ExportQueue<Wanted>({
    jobs: createJobs(database, 'window', wantedShape, Date.now),
    run: async ({ project: id, out, chapters, tags, cover, ...sound }, how) => {
      const { project, segments } = projects.narration(id);
      const { script, voice } = project;
      // The host has asked the person about that name, or found one that was free; of the chapters' nobody spoke.
      return write({ script, segments, voice }, { sound, chapters, out, tags, cover, replace: 'named', ...how });
    },
    tell(job, wanted, standing) {
      if (standing.phase === 'failed') host.log('export-failed', { code: standing.problem.code });
      news.tell(stateOf(job, wanted, standing));
    },
  });
  return {
    changed: news.listen,
    handlers: {
      async start({ cover, ...order }) {
        const { project } = projects.narration(order.project);
        const picture = cover === undefined ? null : host.redeem(cover);
        if (cover !== undefined && !picture) throw new Problem('file-not-found', 'the ticket stands for no file');
        const out = await host.destination(`${fileName(order.tags?.title ?? project.title)}.${order.format}`);
        return out === null ? null : { job: queue.add({ ...order, out, cover: picture?.path ?? null }) };
      },
      pause: ({ job }) => queue.pause(job),
      resume: ({ job }) => queue.resume(job),
      cancel: ({ job }) => queue.cancel(job),
      async reveal({ job }) {
        const standing = queue.list().find(({ id }) => id === job)?.standing;
        if (standing?.phase !== 'done') throw new Problem('file-not-found', 'this export has no file yet');
        await host.reveal(standing.summary.files[0]!);
      },
      list: () => queue.list().map(({ id, wanted, standing }) => stateOf(id, wanted, standing)),
    },
    start: () => queue.start(),
    close: () => queue.close(),
  };
}

const stateOf = (job: string, { project, format }: Wanted, standing: Standing): ExportState => ({
  ...{ job, project, format },
  ...standing,
});
