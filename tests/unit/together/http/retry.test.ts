import { expect, test } from 'vitest';
import { Problem } from '../../../../app/model/problem.ts';
import { CallProblem } from '../../../../app/together/http/call-problem.ts';
import { systemClock } from '../../../../app/together/http/clock.ts';
import { withRetry } from '../../../../app/together/http/retry.ts';

const again = (wait: number | null = null) => new CallProblem('service-overloaded', 'busy', { again: true, wait });

/** Fails with each of these in turn, then succeeds. Answers what came of it, the attempts, and the waits in ms. */
async function tried(failures: Error[], { tries = 3, random = 0.5, abortAt = Infinity } = {}) {
  const waits: number[] = [];
  const controller = new AbortController();
  const left = [...failures];
  let attempts = 0;
  const outcome = await withRetry(
    async () => {
      if (++attempts === abortAt) controller.abort();
      const failure = left.shift();
      if (failure) throw failure;
      return 'sound';
    },
    { tries, random: () => random, clock: { ...systemClock, sleep: async (ms) => void waits.push(ms) } },
    controller.signal,
  ).catch((failure: unknown) => failure);
  return { outcome, attempts, waits };
}

test('what succeeds at once is done once', async () => {
  expect(await tried([])).toEqual({ outcome: 'sound', attempts: 1, waits: [] });
});

test('pauses double from half a second to ten, of which chance takes a part', async () => {
  const failures = Array.from({ length: 7 }, () => again());
  expect(await tried(failures, { tries: 8, random: 1 })).toEqual({
    outcome: 'sound',
    attempts: 8,
    waits: [500, 1000, 2000, 4000, 8000, 10_000, 10_000],
  });
  expect((await tried(failures, { tries: 8, random: 0.1 })).waits.slice(0, 3)).toEqual([50, 100, 200]);
});

test('the last failure is thrown when the tries are used up', async () => {
  const last = again();
  expect(await tried([again(), again(), last])).toEqual({ outcome: last, attempts: 3, waits: [250, 500] });
});

test('a wait that the service asks for is kept to, unless a person had better hear of it', async () => {
  expect(await tried([again(7), again(60_000)])).toEqual({ outcome: 'sound', attempts: 3, waits: [7, 60_000] });
  const long = again(60_001);
  expect(await tried([long])).toEqual({ outcome: long, attempts: 1, waits: [] });
});

test.each([
  ['a problem that is merely worth another try', new CallProblem('service-failed', '', { retryable: true })],
  ['a problem from elsewhere', new Problem('key-missing', '', { retryable: true })],
  ['a mistake of ours', new TypeError('x is not a function')],
])('%s is not tried again', async (_, failure) => {
  expect(await tried([failure])).toEqual({ outcome: failure, attempts: 1, waits: [] });
});

test('what is aborted beforehand is not begun', async () => {
  const reason = new DOMException('enough', 'AbortError');
  const patience = { tries: 2, random: Math.random, clock: systemClock };
  const waiting = withRetry(() => Promise.resolve('sound'), patience, AbortSignal.abort(reason));
  await expect(waiting).rejects.toBe(reason);
});

test('an abort ends it with the reason of the signal, whatever the attempt made of it', async () => {
  const { outcome, attempts, waits } = await tried([again(), again()], { abortAt: 2 });
  expect({ name: (outcome as Error).name, attempts, waits }).toEqual({ name: 'AbortError', attempts: 2, waits: [250] });
});

test('an abort ends the wait of the real clock at once', async () => {
  const controller = new AbortController();
  const reason = new DOMException('enough', 'AbortError');
  const waiting = withRetry(
    () => Promise.reject(again(30_000)),
    { tries: 2, random: Math.random, clock: systemClock, waits: () => setImmediate(() => controller.abort(reason)) },
    controller.signal,
  );
  const begun = performance.now();
  await expect(waiting).rejects.toBe(reason);
  expect(performance.now() - begun).toBeLessThan(1000);
});
