import { headerOf, type Headers } from './headers.ts';

/** What a reply tells of the limits that hold for a model; null where it does not. */
export interface RateLimits {
  /** Requests a second that are taken; the dynamic limit, which grows with use, before the fixed one. */
  limit: number | null;
  /** Of those, how many are left. */
  remaining: number | null;
  /** Characters or tokens a second, and how many are left. */
  tokenLimit: number | null;
  tokensRemaining: number | null;
  /** ms until the count begins anew. */
  reset: number | null;
}

/** By their names in Together's rate-limit pages of January 2026 and later, and in replies that others have seen. */
const NAMES = {
  limit: ['x-ratelimit-limit-dynamic', 'x-ratelimit-limit'],
  remaining: ['x-ratelimit-remaining-dynamic', 'x-ratelimit-remaining'],
  tokenLimit: ['x-tokenlimit-limit-dynamic', 'x-tokenlimit-limit', 'x-ratelimit-limit-tokens'],
  tokensRemaining: ['x-tokenlimit-remaining-dynamic', 'x-tokenlimit-remaining', 'x-ratelimit-remaining-tokens'],
} as const;

/** Seconds beyond which a reset is a point in time rather than a wait. */
const EPOCH = 1e9;

/** The limits in the headers of any reply; `now` in ms since 1970. */
export function rateLimits(headers: Headers, now: number): RateLimits {
  const number = (names: readonly string[]) => {
    const values = names.map((name) => numberOf(headerOf(headers, name)));
    return values.find((value) => value !== null) ?? null;
  };
  return {
    limit: number(NAMES.limit),
    remaining: number(NAMES.remaining),
    tokenLimit: number(NAMES.tokenLimit),
    tokensRemaining: number(NAMES.tokensRemaining),
    reset: resetIn(headers, now),
  };
}

/** ms until `x-ratelimit-reset`: seconds, a point in time in seconds or ms since 1970, or `1m2.5s`, `20ms`. */
export function resetIn(headers: Headers, now: number): number | null {
  const text = headerOf(headers, 'x-ratelimit-reset')?.trim() ?? '';
  const value = numberOf(text);
  if (value === null) return durationOf(text);
  if (value < EPOCH) return Math.ceil(value * 1000);
  return Math.max(0, Math.ceil(value < EPOCH * 1000 ? value * 1000 : value) - now);
}

function numberOf(text: string | null): number | null {
  return text !== null && /^\s*\d{1,15}(\.\d{1,9})?\s*$/.test(text) ? Number(text) : null;
}

function durationOf(text: string): number | null {
  const [all, hours = 0, minutes = 0, seconds = 0, ms = 0] =
    /^(?:(\d{1,4})h)?(?:(\d{1,6})m(?!s))?(?:(\d{1,6}(?:\.\d{1,9})?)s)?(?:(\d{1,9}(?:\.\d{1,9})?)ms)?$/.exec(text) ?? [];
  if (!all) return null;
  return Math.ceil(((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(ms));
}
