import { connect } from 'node:net';
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { espeak, flite, service, type Service } from './local-service.ts';

const ends: (() => Promise<void>)[] = [];
let local: Service;

beforeAll(async () => {
  local = await service([flite(), espeak()], (end) => ends.push(end));
});
afterAll(() => Promise.all(ends.map((end) => end())));

const least = { model: 'lectern/flite', input: 'Hello.', voice: 'slt' };
const invalid = 'invalid_request_error';

test.each([
  ['broken JSON', '{"model":', 400, null, null],
  ['an array', [], 400, 'model', null],
  ['an empty body', '', 400, null, null],
  ['no model', { ...least, model: undefined }, 400, 'model', null],
  ['no input', { ...least, input: undefined }, 400, 'input', null],
  ['an empty input', { ...least, input: '' }, 400, 'input', null],
  ['an input of another type', { ...least, input: ['Hello.'] }, 400, 'input', null],
  ['an input over the limit', { ...least, input: 'word '.repeat(2001) }, 400, 'input', null],
  ['no voice', { ...least, voice: undefined }, 400, 'voice', null],
  ['an unknown voice', { ...least, voice: 'tara' }, 400, 'voice', null],
  [
    'no voice for a language',
    { ...least, model: 'lectern/espeak-ng', voice: 'auto', language: 'qqq' },
    400,
    'language',
    null,
  ],
  ['a model of Together', { ...least, model: 'hexgrad/Kokoro-82M' }, 400, 'model', 'model_not_available'],
  ['a dedicated model', { ...least, model: 'rime-labs/rime-mist-v2' }, 400, 'model', 'model_not_available'],
  ['an unknown model', { ...least, model: 'lectern/none' }, 404, 'model', 'model_not_found'],
  ['a wrong format', { ...least, response_format: 'flac' }, 400, 'response_format', null],
  ['a streamed wav', { ...least, response_format: 'wav', stream: true }, 400, 'response_format', null],
  ['a wrong rate', { ...least, sample_rate: 96_000 }, 400, 'sample_rate', null],
  ['a body over the limit', { ...least, input: 'x'.repeat(3_000_000) }, 413, null, 'request_too_large'],
])('%s', async (_, body, status, param, code) => {
  const reply = await local.post(body);
  const { id, error } = (await reply.json()) as { id: string; error: Record<string, unknown> };
  expect([reply.status, reply.headers.get('content-type'), id, error]).toEqual([
    status,
    'application/json',
    reply.headers.get('x-request-id'),
    { message: expect.stringMatching(/./), type: invalid, param, code },
  ]);
});

test.each([
  ['GET', '/v1/audio/speech', 405],
  ['POST', '/v1/voices', 405],
  ['DELETE', '/v1/models', 405],
  ['OPTIONS', '/v1/audio/speech', 405],
  ['GET', '/', 404],
  ['POST', '/v1/audio/nothing', 404],
  ['GET', '/v1/audio/transcriptions', 405],
  ['GET', '/v1/realtime', 426],
  ['GET', '/v1/voices?model=none', 404],
  ['GET', '/v1/audio/speech/', 404],
])('%s %s is a %i', async (method, path, status) => {
  const reply = await fetch(local.url + path, { method });
  const { error } = (await reply.json()) as { error: Record<string, unknown> };
  expect([reply.status, error['type'], reply.headers.has('allow')]).toEqual([status, invalid, status === 405]);
});

test('what a page could send without asking first is refused', async () => {
  const reply = await local.post(least, { headers: { 'content-type': 'text/plain' } });
  expect([reply.status, reply.headers.get('access-control-allow-origin')]).toEqual([415, null]);
});

test.each([
  ['https://page.example', 403],
  ['null', 403],
  ['http://localhost:5173', 200],
])('a request from a page of %s is a %i', async (origin, status) => {
  const headers = { 'content-type': 'application/json', origin };
  expect((await local.post(least, { headers })).status).toBe(status);
});

test('any key will do, and none', async () => {
  const headers = { 'content-type': 'application/json; charset=utf-8', authorization: 'Bearer anything' };
  expect((await local.post(least, { headers })).status).toBe(200);
  expect((await local.post(least)).status).toBe(200);
});

test.each([
  ['127.0.0.1', 200],
  ['localhost', 200],
  ['rebound.example', 403],
])('under the name %s it answers %i', async (name, status) => {
  const { port } = new URL(local.url);
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  const asked = httpRequest(`${local.url}/v1/models`, { headers: { host: `${name}:${port}` } }, (reply) => {
    reply.resume();
    resolve(reply.statusCode);
  });
  asked.on('error', reject).end();
  expect(await promise).toBe(status);
});

test('a name without the port is not its own', async () => {
  const { promise, resolve } = Promise.withResolvers<number | undefined>();
  httpRequest(`${local.url}/v1/models`, { headers: { host: 'localhost' } }, (reply) => {
    reply.resume();
    resolve(reply.statusCode);
  }).end();
  expect(await promise).toBe(403);
});

// On Linux all of 127/8 is this machine: a server on every address would take this call.
test.each(['127.0.0.2', '::1'])('nobody listens at %s', async (host) => {
  const { promise, resolve } = Promise.withResolvers<string>();
  const socket = connect({ host, port: Number(new URL(local.url).port), timeout: 5000 });
  socket.once('connect', () => resolve('connected')).once('error', () => resolve('refused'));
  socket.once('timeout', () => resolve('no answer'));
  expect(await promise).not.toBe('connected');
  socket.destroy();
});

test('voices are listed for all models and for one', async () => {
  const listed = async (query: string) => (await fetch(`${local.url}/v1/voices${query}`)).json() as Promise<unknown>;
  const one = await listed('?model=lectern%2Fflite');
  expect(one).toMatchObject({
    model: 'lectern/flite',
    voices: [{ id: 'slt' }, { id: 'rms' }, { id: 'awb' }, { id: 'kal' }],
  });
  const many = await listed('?model=lectern/espeak-ng');
  expect(many).toMatchObject({
    voices: expect.arrayContaining([
      { id: 'auto', name: 'By language' },
      { id: 'en-us', name: 'English (America)' },
      { id: 'fr-fr', name: 'French (France)' },
      { id: 'de', name: 'German' },
    ]),
  });
  expect(await listed('')).toEqual({ data: [one, many] });
});

test('models are a bare array', async () => {
  const all = (await (await fetch(`${local.url}/v1/models`)).json()) as { id: string; type: string }[];
  const models = all.filter(({ type }) => type === 'audio');
  expect(models.map(({ id, type }) => [id, type])).toEqual([
    ['lectern/flite', 'audio'],
    ['lectern/espeak-ng', 'audio'],
  ]);
});
