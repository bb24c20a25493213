import { execFileSync } from 'node:child_process';
import { expect, onTestFinished, test } from 'vitest';
import { WorkerPool, type WorkerPoolOptions } from '../../../../app/local/voices/worker-pool.ts';

function pool(options: Partial<WorkerPoolOptions> = {}) {
  const entry = new URL('./contrary.worker.ts', import.meta.url);
  const workers = new WorkerPool({ entry, size: 1, patience: 20_000, ...options });
  onTestFinished(() => workers.close());
  return {
    ask: (text: string, signal = new AbortController().signal) => workers.ask({ text }, signal),
    close: () => workers.close(),
  };
}

test('one worker does one job after another and is kept', async () => {
  const { ask } = pool();
  const [first, text, second] = await Promise.all([ask('thread'), ask('hello'), ask('thread')]);
  expect([text, second]).toEqual(['hello', first]);
});

test('two workers share the jobs and there is never a third', async () => {
  const { ask } = pool({ size: 2 });
  const threads = await Promise.all(Array.from({ length: 12 }, () => ask('thread')));
  expect(new Set(threads).size).toBe(2);
});

test('every worker gets the data', async () => {
  expect(await pool({ data: async () => ({ is: 'shared' }) }).ask('data')).toEqual({ is: 'shared' });
});

test('data that cannot be had fails the job', async () => {
  await expect(pool({ data: () => Promise.reject(new Error('no program')) }).ask('hello')).rejects.toThrow(
    'no program',
  );
});

test.each([
  ['throw', 'thrown in the worker'],
  ['exit', 'ended before it answered'],
])('after a %s the job fails and the next one has a new worker', async (fault, message) => {
  const { ask } = pool();
  const before = await ask('thread');
  const [failed, after] = await Promise.allSettled([ask(fault), ask('thread')]);
  expect(failed).toMatchObject({ status: 'rejected', reason: { message: expect.stringContaining(message) } });
  expect(after).toMatchObject({ status: 'fulfilled' });
  expect((after as PromiseFulfilledResult<unknown>).value).not.toBe(before);
});

test.each(['exit once', 'hang once'])('what a worker was at at its %s is done by another', async (fault) => {
  const counter = new Int32Array(new SharedArrayBuffer(4));
  const { ask } = pool({ patience: 2000, data: async () => counter });
  expect(await ask(fault)).toBe(fault);
});

// A worker has to start within its patience, on a busy machine too.
test('a job at which two workers hang is given up, and they are replaced', { timeout: 20_000 }, async () => {
  const { ask } = pool({ patience: 2000 });
  const hung = ask('hang');
  await expect(hung).rejects.toThrow('no answer in 2000 ms');
  expect(await ask('hello')).toBe('hello');
});

test('a worker that fails after its answer harms nobody', async () => {
  const { ask } = pool();
  // The failure and the answer come by different ways, so either may be first.
  await ask('throw later').catch(() => null);
  await expect.poll(() => ask('hello').catch(() => null)).toBe('hello');
});

test('a job cancelled in the queue is never begun, and one under way ends unheard', async () => {
  const { ask } = pool();
  const cancel = new AbortController();
  const before = ask('thread');
  const cancelled = [ask('hello', cancel.signal), ask('exit', cancel.signal)];
  cancel.abort();
  for (const job of cancelled) await expect(job).rejects.toMatchObject({ name: 'AbortError' });
  // Had `exit` been begun, this would be another worker.
  expect(await ask('thread')).toBe(await before);
});

test('a job that was cancelled before it was asked for is not begun', async () => {
  await expect(pool().ask('hello', AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
});

test('closing fails what is under way and what waits', async () => {
  const { ask, close } = pool();
  await ask('hello');
  const jobs = [ask('hang'), ask('hello')];
  const settled = Promise.allSettled(jobs);
  await close();
  expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await expect(ask('hello')).rejects.toThrow('closed');
});

test('what a worker prints is not printed by its process', () => {
  const program = `
    import { WorkerPool } from '${new URL('../../../../app/local/voices/worker-pool.ts', import.meta.url)}';
    const entry = new URL('${new URL('./contrary.worker.ts', import.meta.url)}');
    const pool = new WorkerPool({ entry, size: 1, patience: 20_000 });
    console.log(await pool.ask({ text: 'print' }, new AbortController().signal));
    await pool.close();`;
  const out = execFileSync(process.execPath, ['--input-type=module-typescript', '--eval', program], {
    encoding: 'utf8',
  });
  expect(out).toBe('print\n');
});
