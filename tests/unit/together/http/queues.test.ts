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
  const clock = movedClock();
  const queues = new RateQueues(clock);
  queues.heed('a', { 'x-ratelimit-limit': '2' });
  await Promise.all(['b', 'b', 'b'].map((model) => queues.run(model, fine, never)));
  expect(clock.waits).toEqual([]);
  await Promise.all(['a', 'a', 'a'].map((model) => queues.run(model, fine, never)));
  expect(clock.waits).toEqual([500, 500]);
});
