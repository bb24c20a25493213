import * as v from 'valibot';
import { makeAhead } from '../export/ahead.ts';
import { keptCover } from '../export/marks/cover.ts';
import { bookFileName, legalNames, namesToBe } from '../export/names/wish.ts';
import { tagsOf } from '../export/tags.ts';
import { ExportQueue, type Run } from '../export/queue.ts';
import type { Standing } from '../export/standing.ts';
import { aheadOrder, exportOrder } from '../ipc/exporting.ts';
import type { Handlers, Listen } from '../ipc/shapes.ts';
import { type ExportState, type ExportSummary, type NamesToBe, USUAL_NAMES } from '../model/export.ts';
import { Problem } from '../model/problem.ts';
import type { Project } from '../model/project.ts';
import type { ScriptChapter } from '../model/script.ts';
import type { Database } from '../store/database.ts';
import { createJobs } from '../store/jobs.ts';
import type { Settings } from '../store/settings.ts';
import type { Narrator } from '../synthesis/session.ts';
import { priceOf } from '../together/catalog/catalog.ts';
import type { Host } from './host.ts';
import { createNews } from './news.ts';
import type { Projects } from './projects.ts';
import type { Write } from './writing.ts';

export interface Exporting {
  readonly handlers: Handlers['export'];
  readonly changed: Listen<ExportState>;
  readonly ordered: Listen<string[]>;
  /** Goes on with what an earlier run of the app left. */
  start(): void;
  /** Stops what runs, to go on the next time, and settles when nothing half-written is left. */
  close(): Promise<void>;
}

/** An export as a window asked for it, and as it outlives the app. */
const fileShape = v.object({
  ...exportOrder.entries,
  out: v.string(),
  /** Path of the picture. */
  cover: v.nullable(v.string()),
});
/** What is only to be made; told from the other by having no format. */
const aheadShape = v.object({ ...aheadOrder.entries, format: v.null() });
const wantedShape = v.union([fileShape, aheadShape]);
type Wanted = v.InferOutput<typeof wantedShape>;

type NamesAsked = Parameters<Handlers['export']['names']>[0];

interface Needs {
  host: Host;
  database: Database;
  projects: Projects;
  settings: Settings;
  narrator: Narrator;
  write: Write;
  /** Settles when whoever listens has what they need next. */
  courtesy: (signal: AbortSignal) => Promise<void>;
}

/** The jobs of the background as the windows use them: one after the other, each telling how it stands. */
export function createExporting({ host, database, projects, settings, courtesy, ...needs }: Needs): Exporting {
  const news = createNews<ExportState>();
  const ordered = createNews<string[]>();
  const queue = new ExportQueue<Wanted>({
    jobs: createJobs(database, 'window', wantedShape, Date.now),
    async run(wanted, how) {
      const gate = async (signal: AbortSignal) => {
        await how.gate(signal);
        await courtesy(signal);
      };
      return carryOut(wanted, { ...how, gate }, projects, needs);
    },
    tell(job, wanted, standing) {
      if (standing.phase === 'failed') host.log('export-failed', { code: standing.problem.code });
      news.tell(stateOf(job, wanted, standing));
    },
    tellOrder: ordered.tell,
  });
  return {
    changed: news.listen,
    ordered: ordered.listen,
    handlers: {
      habits: () => settings.read().exporting,
      names: (asked) => shownNames(projects.read(asked.project), asked),
      async start({ cover, ...order }) {
        const { project } = projects.narration(order.project);
        const names = legalNames(order.names ?? USUAL_NAMES);
        const picture = cover === undefined ? null : host.redeem(cover);
        if (cover !== undefined && !picture) throw new Problem('file-not-found', 'the ticket stands for no file');
        const kept = picture && (await keptCover(picture.path, host.data));
        const out = await host.destination(bookFileName(names, order.format, tagsOf(project.script, order.tags ?? {})));
        if (out === null) return null;
        const { format, chapters = 'embedded', loudness = 'as-is' } = order;
        settings.change({ exporting: { format, chapters, loudness, names: order.names ?? USUAL_NAMES } });
        return { job: queue.add({ ...order, names, out, cover: kept }) };
      },
      make(order) {
        projects.narration(order.project);
        return { job: queue.add({ ...order, format: null }) };
      },
      move: ({ job, before }) => queue.move(job, before),
      pause: ({ job }) => queue.pause(job),
      resume: ({ job }) => queue.resume(job),
      cancel: ({ job }) => queue.cancel(job),
      async reveal({ job }) {
        const standing = queue.list().find(({ id }) => id === job)?.standing;
        const file = standing?.phase === 'done' ? standing.summary.files[0] : undefined;
        if (file === undefined) throw new Problem('file-not-found', 'this job has no file, or none yet');
        await host.reveal(file);
      },
      list: () => queue.list().map(({ id, wanted, standing }) => stateOf(id, wanted, standing)),
    },
    start: () => queue.start(),
    close: () => queue.close(),
  };
}

async function carryOut(
  wanted: Wanted,
  how: Run,
  projects: Projects,
  { narrator, write }: Pick<Needs, 'narrator' | 'write'>,
): Promise<ExportSummary> {
  const { project, segments } = projects.narration(wanted.project);
  const account = wanted.project;
  if (wanted.format === null) {
    const blocks = wanted.blocks && new Set(wanted.blocks);
    const own = blocks ? segments.filter(({ block }) => blocks.has(block)) : segments;
    return makeAhead({ ...how, segments: own, account, price: priceOf, narrator, clock: Date.now });
  }
  const { project: _, out, names, chapters, tags, cover, beside, ...sound } = wanted;
  // The host has asked the person about that name, or found one that was free; of the chapters' nobody spoke.
  const wish = { sound, chapters, out, chapterName: names?.chapter, tags, cover, beside, replace: 'named' as const };
  return write({ script: project.script, segments, account }, { ...wish, ...how });
}

/** What the files of a project would be called. Throws `export-settings`. */
function shownNames({ script }: Project, asked: NamesAsked): NamesToBe {
  const { format, chapters: files, names, tags = {} } = asked;
  const titles = script.chapters.filter(isSpoken).map(({ title }) => title || script.title);
  return namesToBe({ names: legalNames(names), format, files, titles, tags: tagsOf(script, tags) });
}

const isSpoken = ({ included, blocks }: ScriptChapter) => included && blocks.some(({ text }) => text.trim() !== '');

const stateOf = (job: string, { project, format }: Wanted, standing: Standing): ExportState => ({
  ...{ job, project, format },
  ...standing,
});
