/**
 * Does the work grow with a book, or faster? Opening, editing, queueing and exporting books of 1, 10, 100 and 1,000
 * chapters, with the exponent of the line through their logarithms: 1 is linear.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeHost } from '../../app/hosts/node/host.ts';
import { TAKE_RATE } from '../../app/model/pcm.ts';
import type { OpenedProject } from '../../app/model/project.ts';
import { segmentsFor } from '../../app/studio/segments.ts';
import { openDatabase } from '../../app/store/database.ts';
import { openTakes } from '../../app/store/takes.ts';
import { openStudio, type Studio } from '../../app/studio/studio.ts';
import { keyOf } from '../../app/synthesis/key.ts';
import { noise } from '../tools/noise.ts';
import { median, report } from './figure.ts';

const CHAPTERS = [1, 10, 100, 1_000];
const PARAGRAPHS = 3;
const ROUNDS = 7;
/** Takes that are put on the disk at a time. */
const WIDTH = 16;
/** A quarter of a second, so that what is measured is the app's own work. */
const SOUND = noise(1, TAKE_RATE / 4);

const folder = await mkdtemp(join(tmpdir(), 'lectern-bench-'));
const data = join(folder, 'data');
let lent = '';
let exported = 0;
const environment = {
  ...process.env,
  LECTERN_DATA: data,
  TOGETHER_API_KEY: 'none',
  TOGETHER_BASE_URL: 'http://127.0.0.1:9/v1',
};
const studio = await openStudio(
  nodeHost(environment, {
    name: 'web',
    redeem: () => ({ path: lent, name: 'book.md' }),
    destination: async () => join(folder, `${exported++}.wav`),
    reveal: async () => undefined,
  }),
);

const chapter = (n: number) =>
  `# Chapter ${n}\n\n${Array.from({ length: PARAGRAPHS }, (_, p) => `Paragraph ${p} of chapter ${n} says what it has to say, and no more than that.`).join('\n\n')}\n`;

/** Brings a book in; answers it, and ms. */
async function bringIn(chapters: number): Promise<OpenedProject> {
  const { library } = studio.handlers;
  lent = join(folder, `${chapters}.md`);
  await writeFile(lent, Array.from({ length: chapters }, (_, n) => chapter(n)).join('\n'));
  const { import: id } = await library.read({ ticket: 'a' });
  const { chapters: all } = await library.preview({ import: id });
  return library.import({ import: id, chapters: all.map((_, at) => at), title: `${chapters}`, author: null });
}

/** Has a take for everything that a book says. */
async function make({ script, voice }: OpenedProject): Promise<void> {
  const database = openDatabase(data);
  const takes = await openTakes(database, data, Date.now);
  const segments = segmentsFor(script, voice);
  for (let at = 0; at < segments.length; at += WIDTH) {
    await Promise.all(
      segments.slice(at, at + WIDTH).map(async (segment) => {
        if (takes.find(keyOf(segment))) return;
        const writer = await takes.begin(keyOf(segment), TAKE_RATE);
        await writer.write(SOUND);
        await writer.commit();
        await writer.close();
      }),
    );
  }
  database.close();
}

const timed = async (work: () => unknown): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};
const often = async (work: (round: number) => unknown): Promise<number> => {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) times.push(await timed(() => work(round)));
  return median(times);
};

/** Settles when the job is done. */
function done(studio: Studio, job: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = studio.sources.export.changed((state) => {
      if (state.job !== job) return;
      if (state.phase === 'failed') reject(new Error(state.problem.message));
      if (state.phase === 'done') resolve(leave());
    });
  });
}

const times: Record<string, number[]> = { open: [], edit: [], queue: [], export: [] };
try {
  const { library, script, export: exporting } = studio.handlers;
  for (const chapters of CHAPTERS) {
    const book = await bringIn(chapters);
    const other = await bringIn(1);
    const project = book.id;
    const blocks = book.script.chapters.flatMap((one) => one.blocks.filter(({ kind }) => kind === 'text'));
    times['open']!.push(
      await often(async () => {
        // One that is open is at hand: another one takes its place first.
        await library.open({ project: other.id });
        await library.open({ project });
        await script.states({ project });
      }),
    );
    times['edit']!.push(
      await often((round) => {
        const { id: block } = blocks[Math.floor((blocks.length * round) / ROUNDS)]!;
        return script.edit({ project, edit: { type: 'text', block, text: `Round ${round} of ${chapters} chapters.` } });
      }),
    );
    await make(await library.open({ project }));
    const job = async (begin: () => Promise<{ job: string } | null> | { job: string } | null) =>
      done(studio, (await begin())!.job);
    times['queue']!.push(await often(() => job(() => exporting.make({ project }))));
    times['export']!.push(await timed(() => job(() => exporting.start({ project, format: 'wav', loudness: 'as-is' }))));
  }
  for (const [what, all] of Object.entries(times)) {
    const exponent = slope(CHAPTERS.map(Math.log), all.map(Math.log));
    report({ what: `${what} 1,000 chapters`, unit: 'ms', lectern: all.at(-1)! });
    report({ what: `${what} 100 chapters`, unit: 'ms', lectern: all.at(-2)! });
    report({ what: `${what}: exponent`, unit: '', lectern: exponent, target: { of: 'lectern', most: 1.1 } });
  }
} finally {
  await studio.close();
  await rm(folder, { recursive: true, force: true });
}

/** Of the line through all points, by least squares. */
function slope(xs: readonly number[], ys: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(xs), mean(ys)];
  const covariance = mean(xs.map((each, i) => (each - x) * (ys[i]! - y)));
  return covariance / mean(xs.map((each) => (each - x) ** 2));
}
