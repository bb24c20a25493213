import { expect, test } from 'vitest';
import { problemOfReply } from '../../../../app/together/http/problems.ts';

const KEY = 'tgp_v1_4fQ9kLm2Zx8';
const TEXT = 'It was a bright cold day in April, and the clocks were striking thirteen.';

const problem = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  problemOfReply({
    status,
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    confidential: [TEXT, KEY],
    now: 0,
  });

const refusal = (message: string, more: object = {}) => ({
  error: { message, type: 'invalid_request_error', param: null, code: null, ...more },
});

// status, code, retryable, tried again without asking
const BY_STATUS = [
  [400, 'request-refused', false, false],
  [401, 'key-refused', false, false],
  [402, 'payment-required', false, false],
  [403, 'access-refused', false, false],
  [404, 'request-refused', false, false],
  [408, 'service-timeout', true, true],
  [409, 'request-refused', false, false],
  [413, 'request-too-large', false, false],
  [418, 'request-refused', false, false],
  [422, 'request-refused', false, false],
  [429, 'rate-limited', true, true],
  [500, 'service-failed', true, false],
  [501, 'service-failed', true, false],
  [502, 'service-failed', true, true],
  [503, 'service-overloaded', true, true],
  [504, 'service-timeout', true, true],
  [520, 'service-failed', true, true],
  [524, 'service-timeout', true, true],
  [529, 'service-overloaded', true, true],
] as const;

const BODIES = [
  ['an error object', refusal('Something is wrong.'), 'Something is wrong.'],
  ['an error object with odd members', { error: { message: 'Something is wrong.', code: 17 } }, 'Something is wrong.'],
  ['an error string', { error: 'Something is wrong.' }, 'Something is wrong.'],
  ['a message', { message: 'Something is wrong.' }, 'Something is wrong.'],
  ['another object', { detail: 1 }, undefined],
  ['a list', [1], undefined],
  ['a number', 7, undefined],
  ['a page', '<html><body>Something is wrong.</body></html>', undefined],
  ['half an object', '{"error":{"mess', undefined],
  ['nothing', '', undefined],
] as const;

test.each(BY_STATUS.flatMap((row) => BODIES.map((body) => [row[0], body[0], row, body] as const)))(
  'a %i with %s is known by its status, and shown in the words of the service',
  (status, _, [, code, retryable, again], [, body, said]) => {
    const { details, ...found } = problem(status, body);
    expect(found).toMatchObject({ code, retryable, again, wait: null });
    expect(details).toEqual({ status, ...(said && code !== 'key-refused' && { said }) });
  },
);

test.each([
  [400, refusal('Unable to access.', { code: 'model_not_available' }), 'model-needs-endpoint'],
  [400, refusal('Unable to access.', { type: 'model_not_available' }), 'model-needs-endpoint'],
  [404, refusal('Unable to access.', { code: 'model_not_available' }), 'model-needs-endpoint'],
  [400, { error: 'Unable to access non-serverless model rime-labs/rime-mist-v2.' }, 'model-needs-endpoint'],
  [400, refusal('No such model: x'), 'model-unknown'],
  [404, refusal('The model x does not exist'), 'model-unknown'],
  [404, { error: 'The model x does not exist' }, 'model-unknown'],
  [422, refusal('Nope', { param: 'model' }), 'model-unknown'],
  [400, refusal("Voice 'tara' is not available for model 'hexgrad/Kokoro-82M'"), 'voice-unknown'],
  [400, { message: 'Invalid voice: tara' }, 'voice-unknown'],
  [400, refusal('Nope', { param: 'voice' }), 'voice-unknown'],
  [400, refusal('Nope', { code: 'invalid_api_key' }), 'key-refused'],
  [400, refusal('Slow down', { code: 'rate_limit' }), 'rate-limited'],
  [400, { error: 'Slow down', error_type: 'dynamic_request_limited' }, 'rate-limited'],
  [400, refusal('Nope', { type: 'request_too_large' }), 'request-too-large'],
  [429, refusal('No such model: x'), 'rate-limited'],
  [503, refusal('No such model: x'), 'service-overloaded'],
  [200, refusal('The engine broke'), 'service-failed'],
  [200, refusal('Nope', { code: 'model_not_available' }), 'model-needs-endpoint'],
] as const)('a %i with %j is %s', (status, body, code) => {
  expect(problem(status, body).code).toBe(code);
});

test('a rate limit is tried again under its old status, too', () => {
  expect(problem(400, refusal('Slow down', { code: 'rate_limit' }))).toMatchObject({ retryable: true, again: true });
});

test('the service has the last word on trying again', () => {
  expect(problem(500, '', { 'x-should-retry': 'true' })).toMatchObject({ retryable: true, again: true });
  expect(problem(503, '', { 'x-should-retry': 'false' })).toMatchObject({ retryable: true, again: false });
  expect(problem(400, '', { 'x-should-retry': 'true' })).toMatchObject({ retryable: true, again: true });
});

test('what a person or the support needs stands in the details', () => {
  const { wait, details } = problem(429, refusal('Slow down'), { 'retry-after': '3', 'x-request-id': 'abc-1' });
  expect(wait).toBe(3000);
  expect(details).toEqual({ status: 429, requestId: 'abc-1', retryAfterMs: 3000, said: 'Slow down' });
  expect(problem(500, { ...refusal('Broken'), id: 'oyGk652' }).details).toMatchObject({ requestId: 'oyGk652' });
});

test('a long sentence of the service is cut at 300 characters', () => {
  const { said } = problem(422, refusal('word '.repeat(1000))).details;
  expect(said).toHaveLength(300);
});

test.each([
  ['the text', `Cannot speak "${TEXT}"`],
  ['a piece of it', 'Bad character near "cold day in Ap", sorry'],
  ['a piece in another shape', 'Bad character near "COLD  DAY\nIN APRIL"'],
  ['the key', `No such key: ${KEY}`],
])('a sentence that quotes %s goes no further', (_, message) => {
  const { message: ours, details } = problem(422, refusal(message));
  expect(details).toEqual({ status: 422 });
  expect(ours).toBe('the service answered 422');
});

test('a sentence that quotes a very short text goes no further, either', () => {
  const refused = problemOfReply({
    status: 422,
    headers: {},
    body: JSON.stringify(refusal('Cannot speak "Amen."')),
    confidential: ['Amen.'],
    now: 0,
  });
  expect(refused.details).toEqual({ status: 422 });
});

const ENDPOINT = 'Unable to access non-serverless model x. Please create a new dedicated endpoint for the model.';

test.each([
  ['of the catalogue', true, 'Unable to access model x.', 'model-needs-endpoint'],
  ['that nobody knows', false, 'Unable to access model x. See the list of supported models.', 'model-unknown'],
  ['that only the service knows', false, ENDPOINT, 'model-needs-endpoint'],
  ['of which nothing is said', undefined, 'Unable to access model x.', 'model-needs-endpoint'],
] as const)('a model %s is told apart where it is not available', (_, catalogued, message, code) => {
  const body = JSON.stringify(refusal(message, { code: 'model_not_available' }));
  const reply = { status: 400, headers: {}, body, confidential: [], now: 0 };
  expect(problemOfReply(catalogued === undefined ? reply : { ...reply, catalogued }).code).toBe(code);
});

test('a 429 waits for the reset where it asks for no wait of its own', () => {
  expect(problem(429, '', { 'x-ratelimit-reset': '2' }).wait).toBe(2000);
  expect(problem(429, '', { 'x-ratelimit-reset': '2', 'retry-after': '5' }).wait).toBe(5000);
  expect(problem(503, '', { 'x-ratelimit-reset': '2' }).wait).toBeNull();
});
