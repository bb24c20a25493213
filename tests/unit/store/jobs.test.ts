import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import * as v from 'valibot';
import { createJobs } from '../../../app/store/jobs.ts';
import { openedDatabase } from './open.ts';

const shape = v.object({ book: v.string() });

test('jobs are kept in their order, each kind by itself, and what no version knows is left out', () => {
  const database = openedDatabase();
  const jobs = createJobs(database, 'window', shape, () => 7);
  const [one, two] = [jobs.add({ book: 'one' }), jobs.add({ book: 'two' })];
  createJobs(database, 'command', shape, () => 7).add({ book: 'other' });
  createJobs(database, 'window', v.object({ film: v.string() }), () => 7).add({ film: 'three' });
  jobs.change(one.id, 'failed', { code: 'disk-full', message: 'no room', retryable: false, details: {} });
  expect(jobs.list()).toEqual([
    { ...one, phase: 'failed', problem: { code: 'disk-full', message: 'no room', retryable: false, details: {} } },
    two,
  ]);
  jobs.remove(two.id);
  expect(jobs.list().map(({ id }) => id)).toEqual([one.id]);
});

test('a job of another living process is its own; that of a dead one is free', () => {
  const database = openedDatabase();
  const jobs = createJobs(database, 'window', shape, () => 0);
  const { id } = jobs.add({ book: 'one' });
  database.run('UPDATE jobs SET owner = ?', process.ppid);
  expect([jobs.list(), jobs.claim(id)]).toEqual([[], false]);
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  database.run('UPDATE jobs SET owner = ?', pid);
  expect([jobs.list().length, jobs.claim(id), jobs.claim(id), jobs.claim('none')]).toEqual([1, true, true, false]);
});
