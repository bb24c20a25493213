import { expect, test } from 'vitest';
import { mediaTypeOf, requestIdOf, retryAfter, shouldRetry } from '../../../../app/together/http/headers.ts';

const NOW = Date.parse('Sat, 21 Nov 2026 10:00:00 GMT');

test.each([
  [{ 'retry-after-ms': '1500' }, 1500],
  [{ 'retry-after-ms': '0.4' }, 1],
  [{ 'retry-after-ms': '20', 'retry-after': '9' }, 20],
  [{ 'retry-after-ms': 'soon', 'retry-after': '9' }, 9000],
  [{ 'retry-after': '2' }, 2000],
  [{ 'retry-after': '0' }, 0],
  [{ 'retry-after': ' 1.5 ' }, 1500],
  [{ 'retry-after': ['3', '9'] }, 3000],
  [{ 'retry-after': 'Sat, 21 Nov 2026 10:00:07 GMT' }, 7000],
  [{ 'retry-after': 'Saturday, 21-Nov-26 10:00:07 GMT' }, 7000],
  [{ 'retry-after': 'Sat, 21 Nov 2026 09:59:00 GMT' }, 0],
  [{ 'retry-after': '-5' }, null],
  [{ 'retry-after': 'later' }, null],
  [{ 'retry-after': 'Saturday' }, null],
  [{ 'retry-after': '' }, null],
  [{}, null],
])('%j asks to wait for %s ms', (headers, ms) => {
  expect(retryAfter(headers, NOW)).toBe(ms);
});

test('x-should-retry speaks only in plain words', () => {
  const spoken = ['true', 'false', 'yes', ''].map((value) => shouldRetry({ 'x-should-retry': value }));
  expect(spoken).toEqual([true, false, null, null]);
  expect(shouldRetry({})).toBeNull();
});

test('a media type comes without its parameters, in lower case', () => {
  expect(mediaTypeOf({ 'content-type': 'Audio/WAV; rate=24000' })).toBe('audio/wav');
  expect(mediaTypeOf({})).toBe('');
});

test('a request id is the own one before that of the edge, and never anything but an id', () => {
  expect(requestIdOf({ 'x-request-id': 'oyGk652-1', 'cf-ray': '8f-FRA' }, [])).toBe('oyGk652-1');
  expect(requestIdOf({ 'cf-ray': '8f-FRA' }, [])).toBe('8f-FRA');
  expect(requestIdOf({ 'x-request-id': 'a sentence, spoken' }, [])).toBeNull();
  expect(requestIdOf({}, [])).toBeNull();
  expect(requestIdOf({ 'x-request-id': 'for-tgp_v1_4fQ9kLm2' }, ['tgp_v1_4fQ9kLm2Zx8'])).toBeNull();
});
