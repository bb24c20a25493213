import { expect, test } from 'vitest';
import { type Progress, ProgressMeter, type Task } from '../../../app/export/progress.ts';

function watched(tasks: Task[], { segments = tasks.length, before = 0 } = {}) {
  let now = 5_000;
  const reports: Progress[] = [];
  const meter = new ProgressMeter(
    { segments, tasks, before },
    () => now,
    (progress) => reports.push(progress),
  );
  let next = 0;
  const passAfter = (ms: number) => {
    now += ms;
    meter.passed(tasks[next++]!);
  };
  return { reports, passAfter };
}

const task = (characters: number, cached = false, price: number | null = 0): Task => ({ characters, cached, price });

test('nothing is estimated before anything was measured, then from the pace so far', () => {
  const { reports, passAfter } = watched([task(100), task(300), task(100)]);
  passAfter(1000);
  passAfter(5000);
  passAfter(2000);
  expect(reports).toEqual([
    { segments: 3, done: 0, remaining: null, toPay: 0 },
    { segments: 3, done: 1, remaining: 4, toPay: 0 },
    { segments: 3, done: 2, remaining: 1.5, toPay: 0 },
    { segments: 3, done: 3, remaining: 0, toPay: 0 },
  ]);
});

test('what is at hand does not spoil the estimate for what has to be bought', () => {
  const { reports, passAfter } = watched([task(1000, true), task(1000, true), task(100), task(100), task(100, true)]);
  for (const ms of [100, 100, 4000, 4000, 100]) passAfter(ms);
  expect(reports.map(({ remaining }) => remaining)).toEqual([null, null, null, 4.01, 0.01, 0]);
});

test('ten reports a second at most, and the last one always', () => {
  const { reports, passAfter } = watched(Array.from({ length: 200 }, () => task(10)));
  for (let index = 0; index < 200; index++) passAfter(9);
  expect(reports.length).toBeLessThanOrEqual(1.8 * 10 + 2);
  expect(reports.length).toBeGreaterThan(10);
  expect(reports.at(-1)).toEqual({ segments: 200, done: 200, remaining: 0, toPay: 0 });
});

test('a segment is done when it is in the book and in its chapter, and what was written before counts', () => {
  const { reports, passAfter } = watched([task(100), task(100), task(100, true)], { segments: 2, before: 1 });
  for (const ms of [1000, 1000, 1000]) passAfter(ms);
  expect(reports.map(({ segments, done }) => `${done} of ${segments}`)).toEqual([
    '0 of 2',
    '1 of 2',
    '1 of 2',
    '2 of 2',
  ]);
  expect(reports.at(-1)!.remaining).toBe(0);
});

test('what is still to be paid is told, to the millionth of a dollar, where every price is known', () => {
  const { reports, passAfter } = watched([task(100, false, 20), task(300, false, 20), task(9, true, 20)]);
  for (const ms of [1000, 1000, 1000]) passAfter(ms);
  expect(reports.map(({ toPay }) => toPay)).toEqual([0.008, 0.006, 0, 0]);
  const other = watched([task(100, false, null), task(300, false, 20)]);
  for (const ms of [1000, 1000]) other.passAfter(ms);
  expect(other.reports.map(({ toPay }) => toPay)).toEqual([null, 0.006, 0]);
});
