import { expect, test } from 'vitest';
import { Gate } from '../../../../app/local/hearing/gate.ts';

const signal = new AbortController().signal;

test('so many tasks run at a time, in the order in which they came', async () => {
  const gate = new Gate(2);
  const begun: number[] = [];
  const ends = Array.from({ length: 4 }, () => Promise.withResolvers<void>());
  const task = (i: number) => () => {
    begun.push(i);
    return ends[i]!.promise;
  };
  const passed = ends.map((_, i) => gate.pass(task(i), signal));
  expect(begun).toEqual([0, 1]);
  ends[1]!.resolve();
  await passed[1];
  expect(begun).toEqual([0, 1, 2]);
  for (const { resolve } of ends) resolve();
  await Promise.all(passed);
  expect(begun).toEqual([0, 1, 2, 3]);
});

test('a task that fails or was given up while it waited leaves its place', async () => {
  const gate = new Gate(1);
  const cancel = new AbortController();
  const first = gate.pass(() => Promise.reject(new Error('failed')), signal);
  const second = gate.pass(async () => 'never', cancel.signal);
  cancel.abort();
  await expect(second).rejects.toMatchObject({ name: 'AbortError' });
  await expect(first).rejects.toThrow('failed');
  expect(await gate.pass(async () => 'third', signal)).toBe('third');
});
