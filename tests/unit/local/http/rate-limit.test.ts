import { expect, test } from 'vitest';
import { RateLimit } from '../../../../app/local/http/rate-limit.ts';
import { ManualTime } from '../../../tools/manual-time.ts';

function taken(limit: RateLimit) {
  try {
    return { headers: limit.take() };
  } catch (refusal) {
    return refusal as { status: number; headers: Record<string, string> };
  }
}

test('requests are counted by the minute, and one too many is told when to come again', async () => {
  const time = new ManualTime();
  const limit = new RateLimit(2, time);
  const headers = (remaining: number, reset: number) => ({
    'x-ratelimit-limit': '2',
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(reset),
  });
  expect(taken(limit)).toEqual({ headers: headers(1, 60) });
  await time.advance(20_500);
  expect(taken(limit)).toEqual({ headers: headers(0, 40) });
  expect(taken(limit)).toMatchObject({ status: 429, headers: { ...headers(0, 40), 'retry-after': '40' } });
  await time.advance(39_500);
  expect(taken(limit)).toEqual({ headers: headers(1, 60) });
});

test('a minute is never told as 61 seconds, whatever the clock shows', () => {
  const starts = Array.from({ length: 1000 }, (_, n) => 470_000 + n * 53.123456789);
  const resets = starts.map(
    (start) => new RateLimit(1, { now: () => start, sleep: async () => {} }).take()['x-ratelimit-reset'],
  );
  expect(new Set(resets)).toEqual(new Set(['60']));
});
