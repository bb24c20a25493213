import { expect, onTestFinished, test } from 'vitest';
import * as v from 'valibot';
import { ExportQueue, type Run } from '../../../app/export/queue.ts';
import type { Standing } from '../../../app/export/standing.ts';
import type { ExportSummary } from '../../../app/model/export.ts';
import { Problem } from '../../../app/model/problem.ts';
import { openDatabase } from '../../../app/store/database.ts';
import { createJobs } from '../../../app/store/jobs.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';

const summary = { files: ['book'], seconds: 1 } as ExportSummary;

interface Running extends Run {
  wanted: string;
  finish(): void;
  fail(thrown: unknown): void;
}

/** A queue on a library, whose exports a test carries out by hand; `full` keeps its disk from taking anything. */
function opened(folder = temporaryFolder()) {
  const database = openDatabase(folder);
  onTestFinished(() => database.close());
  let free = true;
  const jobs = createJobs(database, 'test', v.string(), () => 0);
  const needing =
    <Given extends unknown[], Value>(write: (...given: Given) => Value) =>
    (...given: Given): Value => {
      if (!free) throw new Problem('disk-full', 'no room');
      return write(...given);
    };
  const [claim, change, remove] = [needing(jobs.claim), needing(jobs.change), needing(jobs.remove)];
  const running: Running[] = [];
  const news: string[] = [];
  let told = Promise.withResolvers<void>();
  const timers: (() => void)[] = [];
  const orders: string[][] = [];
  const queue = new ExportQueue<string>({
    later: (_ms, call) => {
      timers.push(call);
      return () => void timers.splice(timers.indexOf(call), 1);
    },
    tellOrder: (ids) => orders.push(ids),
    jobs: { ...jobs, claim, change, remove },
    run: (wanted, how) =>
      new Promise((resolve, reject) => {
        how.signal.addEventListener('abort', () => reject(how.signal.reason as Error));
        running.push({ wanted, ...how, finish: () => resolve(summary), fail: reject });
      }),
    tell: (_id, wanted, { phase }: Standing) => {
      news.push(`${wanted} ${phase}`);
      told.resolve();
      told = Promise.withResolvers();
    },
  });
  const phases = () => queue.list().map(({ wanted, standing }) => `${wanted} ${standing.phase}`);
  const heard = async (line: string) => {
    while (!news.includes(line)) await told.promise;
  };
  const full = (now: boolean) => (free = !now);
  return { folder, queue, running, news, phases, heard, timers, orders, full };
}

test('exports run one after the other', async () => {
  const { queue, running, phases, heard } = opened();
  queue.add('one');
  queue.add('two');
  expect(running.map(({ wanted }) => wanted)).toEqual(['one']);
  expect(phases()).toEqual(['one working', 'two waiting']);
  running[0]!.finish();
  await heard('two working');
  expect(phases()).toEqual(['one done', 'two working']);
});

test('a paused one begins no further segment until it is resumed, and those behind it wait', async () => {
  const { queue, running, phases } = opened();
  const one = queue.add('one');
  queue.add('two');
  running[0]!.onProgress({ segments: 9, done: 2, remaining: 5, toPay: null });
  queue.pause(one);
  let passed = false;
  const pass = running[0]!.gate(running[0]!.signal).then(() => (passed = true));
  await Promise.resolve();
  expect([passed, ...phases()]).toEqual([false, 'one paused', 'two waiting']);
  queue.resume(one);
  await pass;
  expect(queue.list()[0]!.standing).toEqual({ phase: 'working', segments: 9, done: 2, remaining: 5, toPay: null });
});

test('a cancelled one goes, working, waiting or paused, and the next begins', async () => {
  const { queue, running, phases, heard } = opened();
  const [one, two, three] = ['one', 'two', 'three'].map((wanted) => queue.add(wanted));
  queue.cancel(two!);
  queue.pause(one!);
  const passing = running[0]!.gate(running[0]!.signal);
  queue.cancel(one!);
  await expect(passing).rejects.toMatchObject({ name: 'AbortError' });
  await heard('three working');
  expect(phases()).toEqual(['three working']);
  queue.cancel(three!);
  await heard('three cancelled');
  expect(opened().queue.list()).toEqual([]);
});

test('a failed one says why and lets the next begin; resumed, it comes to its turn again', async () => {
  const { queue, running, news, phases, heard } = opened();
  const one = queue.add('one');
  queue.add('two');
  running[0]!.fail(new Problem('service-unreachable', 'no network'));
  await heard('two working');
  expect(queue.list()[0]!.standing).toMatchObject({ phase: 'failed', problem: { code: 'service-unreachable' } });
  queue.resume(one);
  expect(phases()).toEqual(['one waiting', 'two working']);
  news.length = 0;
  running[1]!.finish();
  await heard('one working');
  expect(running.map(({ wanted }) => wanted)).toEqual(['one', 'two', 'one']);
});

test('what was not done when the app ended goes on when it is opened again; what is done, or gone, does not', async () => {
  const first = opened();
  for (const wanted of ['done', 'failed', 'working', 'waiting', 'cancelled']) first.queue.add(wanted);
  first.queue.cancel(first.queue.list()[4]!.id);
  first.running[0]!.finish();
  await first.heard('failed working');
  first.running[1]!.fail(new Problem('disk-full', 'no room'));
  await first.heard('working working');
  await first.queue.close();
  expect(first.news.at(-1)).toBe('working working');

  const second = opened(first.folder);
  second.queue.start();
  expect(second.phases()).toEqual(['failed failed', 'working working', 'waiting waiting']);
});

const unreachable = () => new Problem('service-unreachable', 'no network', { retryable: true });

test('where the network is lost a job waits for it by itself, the next has its turn, and both get there', async () => {
  const { queue, running, news, phases, heard, timers } = opened();
  const one = queue.add('one');
  queue.add('two');
  running[0]!.fail(unreachable());
  await heard('two working');
  expect(queue.list()[0]!.standing).toMatchObject({ phase: 'waiting', problem: { code: 'service-unreachable' } });
  running[1]!.fail(unreachable());
  await heard('two waiting');
  expect([phases(), timers.length]).toEqual([['one waiting', 'two waiting'], 2]);
  news.length = 0;
  timers[1]!();
  await heard('two working');
  expect(phases()).toEqual(['one waiting', 'two working']);
  queue.resume(one);
  expect([phases(), timers.length]).toEqual([['one waiting', 'two working'], 1]);
  running[2]!.finish();
  await heard('two done');
  await heard('one working');
});

test('a limit of money pauses a job and says so; it goes on when the person says so, also after a restart', async () => {
  const first = opened();
  first.queue.add('one');
  first.running[0]!.onProgress({ segments: 9, done: 4, remaining: 5, toPay: null });
  first.running[0]!.fail(new Problem('budget-reached', 'enough', { details: { cap: 'project', dollars: 2 } }));
  await first.heard('one paused');
  const paused = { phase: 'paused', segments: 9, done: 4, problem: { code: 'budget-reached' } };
  expect(first.queue.list()[0]!.standing).toMatchObject(paused);
  await first.queue.close();

  const { queue, running, phases } = opened(first.folder);
  queue.start();
  expect(queue.list()[0]!.standing).toMatchObject({ phase: 'paused', problem: { code: 'budget-reached' } });
  queue.resume(queue.list()[0]!.id);
  expect([phases(), running.length]).toEqual([['one working'], 1]);
});

test('a job is put before others, which is so after a restart too; what is at work goes on', async () => {
  const first = opened();
  const [one, two, three] = ['one', 'two', 'three'].map((wanted) => first.queue.add(wanted));
  first.queue.move(three!, two!);
  expect([first.phases(), first.orders]).toEqual([
    ['one working', 'three waiting', 'two waiting'],
    [[one, three, two]],
  ]);
  first.queue.move(one!, null);
  await first.queue.close();
  const { queue, phases } = opened(first.folder);
  queue.start();
  expect(phases()).toEqual(['three working', 'two waiting', 'one waiting']);
});

test('on a full disk jobs end, fail, are cancelled and begin all the same, and go on at the next start', async () => {
  const { folder, queue, running, phases, heard, full } = opened();
  for (const name of ['one', 'two', 'three', 'four']) queue.add(name);
  full(true);
  running[0]!.finish();
  await heard('one done');
  await heard('two working');
  running[1]!.fail(new Problem('disk-full', 'no room'));
  await heard('two failed');
  await heard('three working');
  queue.cancel(queue.list()[2]!.id);
  await heard('three cancelled');
  await heard('four working');
  expect(phases()).toEqual(['one done', 'two failed', 'four working']);
  await queue.close();
  const next = opened(folder);
  next.queue.start();
  expect(next.phases()).toEqual(['one working', 'two waiting', 'three waiting', 'four waiting']);
});
