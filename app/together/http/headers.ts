import { quotes } from './quotes.ts';

/** Headers of a reply, names in lower case. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** The one value of a header, or the first of several; null where there is none. */
export function headerOf(headers: Headers, name: string): string | null {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

/** `audio/wav; charset=x` as `audio/wav`; empty where the reply does not say. */
export function mediaTypeOf(headers: Headers): string {
  return (headerOf(headers, 'content-type') ?? '').split(';', 1)[0]!.trim().toLowerCase();
}

/**
 * What identifies a reply to the service's support: its own id, else the edge's. Null where neither is plain, or
 * where it quotes what is confidential, as a proxy's echo may.
 */
export function requestIdOf(headers: Headers, confidential: readonly string[]): string | null {
  return plainId(headerOf(headers, 'x-request-id') ?? headerOf(headers, 'cf-ray'), confidential);
}

/** An id that may be shown and logged; null for any other text. */
export function plainId(id: string | null, confidential: readonly string[]): string | null {
  return id !== null && PLAIN_ID.test(id) && !quotes(id, confidential) ? id : null;
}

/** `x-should-retry`, which Together's own clients obey before anything else; null where it is absent. */
export function shouldRetry(headers: Headers): boolean | null {
  const value = headerOf(headers, 'x-should-retry');
  return value === 'true' ? true : value === 'false' ? false : null;
}

/**
 * How long the service asks to wait, in ms from `now` (ms since 1970): `retry-after-ms`, else `retry-after` as
 * seconds or as an HTTP date (RFC 9110, 10.2.3). Null where it says nothing that can be understood.
 */
export function retryAfter(headers: Headers, now: number): number | null {
  const ms = headerOf(headers, 'retry-after-ms')?.trim() ?? '';
  if (NUMBER.test(ms)) return Math.ceil(Number(ms));
  const after = headerOf(headers, 'retry-after')?.trim() ?? '';
  if (NUMBER.test(after)) return Math.ceil(Number(after) * 1000);
  // Date.parse takes almost any number for a year, an HTTP date starts with a weekday.
  const date = WEEKDAY.test(after) ? Date.parse(after) : NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

const PLAIN_ID = /^[\w.-]{1,100}$/;
const NUMBER = /^\d{1,12}(\.\d+)?$/;
const WEEKDAY = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/;
