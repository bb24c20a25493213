import { expect, test } from 'vitest';
import { rateLimits } from '../../../../app/together/http/rate.ts';

const NOW = Date.parse('Sat, 21 Nov 2026 10:00:00 GMT');
const none = { limit: null, remaining: null, tokenLimit: null, tokensRemaining: null, reset: null };
const limits = (headers: Record<string, string>) => rateLimits(headers, NOW);

test.each([
  [{}, none],
  [
    { 'x-ratelimit-limit': '10', 'x-ratelimit-remaining': '9' },
    { ...none, limit: 10, remaining: 9 },
  ],
  [
    { 'x-ratelimit-limit': '10', 'x-ratelimit-limit-dynamic': '2.5' },
    { ...none, limit: 2.5 },
  ],
  [
    { 'x-ratelimit-remaining': '3', 'x-ratelimit-remaining-dynamic': '0' },
    { ...none, remaining: 0 },
  ],
  [
    { 'x-tokenlimit-limit': '900', 'x-tokenlimit-remaining': '0' },
    { ...none, tokenLimit: 900, tokensRemaining: 0 },
  ],
  [
    { 'x-tokenlimit-limit-dynamic': '70', 'x-tokenlimit-remaining-dynamic': '7' },
    { ...none, tokenLimit: 70, tokensRemaining: 7 },
  ],
  [
    { 'x-ratelimit-limit-tokens': '80', 'x-ratelimit-remaining-tokens': '8' },
    { ...none, tokenLimit: 80, tokensRemaining: 8 },
  ],
  [{ 'x-ratelimit-limit': 'many', 'x-ratelimit-remaining': '-1', 'x-ratelimit-reset': 'soon' }, none],
] as const)('%j', (headers, expected) => {
  expect(limits(headers as Record<string, string>)).toEqual(expected);
});

test.each([
  ['3', 3000],
  ['0.25', 250],
  ['20ms', 20],
  ['1s', 1000],
  ['1m2.5s', 62_500],
  ['2h', 7_200_000],
  [String(NOW / 1000 + 4), 4000],
  [String(NOW + 4500), 4500],
  [String(NOW / 1000 - 4), 0],
  ['', null],
  ['m', null],
])('a reset of %j is %s ms away', (reset, ms) => {
  expect(limits({ 'x-ratelimit-reset': reset }).reset).toBe(ms);
});
