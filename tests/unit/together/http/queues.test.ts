import { expect, test } from 'vitest';
import { CallProblem } from '../../../../app/together/http/call-problem.ts';
import { RateQueues } from '../../../../app/together/http/queues.ts';
import { movedClock } from '../../../tools/together.ts';

const never = new AbortController().signal;
const fine = async () => 'fine';

test('what one request to a model is told to wait, all that follow wait, and other models do not', async () => {
  const clock = movedClock();
  const queues = new RateQueues(clock);
  const limited = new CallProblem('rate-limited', 'too many', { wait: 7000 });
  await expect(queues.run('a', () => Promise.reject(limited), never)).rejects.toBe(limited);
  expect([await queues.run('b', fine, never), clock.waits]).toEqual(['fine', []]);
  expect([await queues.run('a', fine, never), clock.waits]).toEqual(['fine', [7000]]);
});

test('a limit in the headers of a reply holds for its model', async () => {
  const queues = new RateQueues(movedClock());
  queues.heed('a', { 'x-ratelimit-limit': '2' });
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const ask = (model: string) =>
    queues.run(
      model,
      () => {
        begun.push(model);
        return new Promise<void>((resolve) => ends.push(resolve));
      },
      never,
    );
  const all = ['a', 'a', 'a', 'b', 'b', 'b'].map(ask);
  await new Promise((resolve) => setImmediate(resolve));
  expect(begun).toEqual(['a', 'a', 'b', 'b', 'b']);
  ends.forEach((end) => end());
  await new Promise((resolve) => setImmediate(resolve));
  ends.forEach((end) => end());
  await Promise.all(all);
});
