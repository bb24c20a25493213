import { expect, onTestFinished, test, vi } from 'vitest';
import type { ExportState } from '../../app/model/export.ts';
import type { Budget } from '../../app/model/money.ts';
import type { OpenedProject } from '../../app/model/project.ts';
import { startFaultServer } from '../tools/fault-server.ts';
import { voiceOf } from '../tools/live-server.ts';
import { openWindow } from '../tools/open-window.ts';
import { KEY } from '../tools/together.ts';

const NOVEMBER = new Date(2026, 10, 29, 12).getTime();
/** Of Kokoro, in US dollars per character. */
const RATE = 4 / 1e6;
const SEGMENTS = 8;
/** As long as each other, a segment each. */
const textOf = (name: string) =>
  Array.from({ length: SEGMENTS }, (_, n) => `This is paragraph ${n} of ${name}, and nothing comes of it.`).join(
    '\n\n',
  );
const COST = textOf('one').split('\n\n')[0]!.length * RATE;

/** A service that charges for what it is asked, also where nobody waits for the sound any more. */
async function opened() {
  const bought: string[] = [];
  const server = await startFaultServer((response, { method, url, body }) => {
    if (method !== 'POST' || !url.endsWith('/audio/speech')) return response.writeHead(404).end();
    const { input } = JSON.parse(body) as { input: string };
    bought.push(input);
    const { buffer } = voiceOf(input);
    // Late enough that others are under way meanwhile.
    setTimeout(
      () => response.writeHead(200, { 'content-type': 'audio/pcm' }).end(Buffer.from(buffer as ArrayBuffer)),
      30,
    );
  });
  onTestFinished(() => server.stop());
  const { ask, lend, frames } = await openWindow(`${server.url}/v1`);
  const asked = async <Value>(call: string, input?: unknown) => {
    const { value, problem } = await ask(call, input);
    expect(problem, call).toBeUndefined();
    return value as Value;
  };
  await asked('app.saveKey', { key: KEY });
  await asked('app.chooseService', { service: 'together' });
  const imported = async (name: string) => {
    const ticket = await lend(`${name}.txt`, textOf(name));
    const { import: id } = await asked<{ import: string }>('library.read', { ticket });
    const order = { import: id, chapters: [0], title: name, author: null };
    return (await asked<OpenedProject>('library.import', order)).id;
  };
  const standing = async (job: string) =>
    (await asked<ExportState[]>('export.list')).find((state) => state.job === job)!;
  return {
    ...{ asked, imported, bought, frames },
    make: async (project: string) => (await asked<{ job: string }>('export.make', { project })).job,
    /** How a job stands once it does not work any more. */
    settled: (job: string) =>
      vi.waitFor(
        async () => {
          const state = await standing(job);
          expect(state.phase).toMatch(/paused|done|failed/);
          return state;
        },
        { timeout: 30_000, interval: 20 },
      ),
    budget: (project: string) => asked<Budget>('money.budget', { project }),
  };
}

test('a limit of a document pauses the making where it is met, says so, and nothing is bought twice after', async () => {
  const { asked, imported, make, settled, budget, bought, frames } = await opened();
  const project = await imported('one');
  await asked('money.limit', { project, dollars: 4.5 * COST });
  const job = await make(project);

  const dollars = 4.5 * COST;
  const reached = { phase: 'paused', problem: { code: 'budget-reached', details: { cap: 'project', dollars } } };
  expect(await settled(job)).toMatchObject({ ...reached, segments: SEGMENTS });
  expect(frames.some((frame) => frame.includes('export.changed') && frame.includes('budget-reached'))).toBe(true);
  expect(bought.length).toBe(4);
  expect((await budget(project)).spent.project).toBeCloseTo(4 * COST, 12);

  await asked('export.resume', { job });
  expect(await settled(job)).toMatchObject(reached);
  expect(bought.length).toBe(4);

  await asked('money.limit', { project, dollars: SEGMENTS * COST + COST / 2 });
  await asked('export.resume', { job });
  expect(await settled(job)).toMatchObject({ phase: 'done' });
  expect([bought.length, new Set(bought).size]).toEqual([SEGMENTS, SEGMENTS]);
  expect((await budget(project)).spent.project).toBeCloseTo(SEGMENTS * COST, 12);

  // What is at hand costs nothing, whatever the limit.
  await asked('money.limit', { project, dollars: 0 });
  expect(await settled(await make(project))).toMatchObject({
    phase: 'done',
    summary: { cost: 0, cached: SEGMENTS, segments: SEGMENTS },
  });
  expect(bought.length).toBe(SEGMENTS);
});

test('a limit of the month holds for all documents together, until the next one begins', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOVEMBER });
  onTestFinished(() => void vi.useRealTimers());
  const { asked, imported, make, settled, budget, bought } = await opened();
  const [one, two] = [await imported('one'), await imported('two')];
  await asked('money.limit', { project: null, dollars: (SEGMENTS + 2.5) * COST });
  expect(await settled(await make(one))).toMatchObject({ phase: 'done' });
  const job = await make(two);
  const reached = { phase: 'paused', problem: { code: 'budget-reached', details: { cap: 'month' } } };
  expect(await settled(job)).toMatchObject(reached);
  expect(bought.length).toBe(SEGMENTS + 2);
  expect((await budget(two)).spent.month).toBeCloseTo((SEGMENTS + 2) * COST, 12);

  vi.setSystemTime(new Date(2026, 11, 1, 0, 1));
  expect((await budget(two)).spent).toEqual({ project: expect.closeTo(2 * COST, 12), month: 0 });
  await asked('export.resume', { job });
  expect(await settled(job)).toMatchObject({ phase: 'done' });
  expect([bought.length, new Set(bought).size]).toEqual([2 * SEGMENTS, 2 * SEGMENTS]);
  expect((await budget(two)).spent.month).toBeCloseTo((SEGMENTS - 2) * COST, 12);
});
