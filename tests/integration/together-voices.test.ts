import { expect, test } from 'vitest';
import { startPair } from '../tools/together.ts';

const KOKORO = 'hexgrad/Kokoro-82M';
const heart = { model: KOKORO, id: 'af_heart', name: 'Heart', language: 'en-us', gender: 'female' };
const adam = { model: KOKORO, id: 'am_adam', name: 'Adam', language: 'en-us', gender: 'male' };

const two = [
  { id: 'v1', name: 'af_heart' },
  { id: 'v2', name: 'am_adam' },
];
const others = { model: 'canopylabs/orpheus-3b-0.1-ft', voices: [{ id: 'x', name: 'tara' }] };

test.each([
  ['all models under data', { data: [others, { model: KOKORO, voices: two }] }],
  ['one model', { model: KOKORO, voices: two }],
  ['one model under data', { data: { model: KOKORO, voices: two } }],
  ['all models, bare', [others, { model: KOKORO, voices: two }]],
  ['voices under data', { object: 'list', data: two }],
  ['voices', { voices: two }],
  ['voices, bare', two],
  ['names', { voices: ['af_heart', 'am_adam'] }],
  ['names, bare', ['af_heart', 'am_adam']],
  ['names only', [{ name: 'af_heart' }, { name: 'am_adam', gender: 7 }]],
  ['ids only', [{ id: 'af_heart' }, { id: 'am_adam', name: null }]],
  ['some twice, some empty', ['af_heart', 'am_adam', 'af_heart', {}, { name: '' }]],
])('the voices of a model are found in %s', async (_, body) => {
  const pair = await startPair((response) => response.end(JSON.stringify(body)));
  expect(await pair.client.voices(KOKORO, pair.signal)).toEqual([heart, adam]);
  expect(pair.server.received[0]).toMatchObject({ method: 'GET', url: '/v1/voices?model=hexgrad%2FKokoro-82M' });
});

test('a model that the service does not list has no voices', async () => {
  const pair = await startPair((response) => response.end(JSON.stringify({ data: [others] })));
  expect(await pair.client.voices(KOKORO, pair.signal)).toEqual([]);
});

test.each([['<html>'], ['{"data":[{"mod'], ['"voices"'], ['{"data":7}'], ['[1,2]'], ['']])(
  '%s is no list of voices',
  async (body) => {
    const pair = await startPair((response) => response.end(body));
    await expect(pair.client.voices(KOKORO, pair.signal)).rejects.toMatchObject({ code: 'service-reply-unusable' });
  },
);

test('a list without end is not read to it', async () => {
  const pair = await startPair((response) => {
    response.write('[');
    const more = () => {
      while (!response.destroyed && response.write(`"${'x'.repeat(10_000)}",`));
      if (!response.destroyed) response.once('drain', more);
    };
    more();
  });
  await expect(pair.client.voices(KOKORO, pair.signal)).rejects.toMatchObject({ code: 'service-reply-unusable' });
});

test('a list is asked for again when the service is busy', async () => {
  const pair = await startPair((response, { number }) => {
    if (number === 1) response.writeHead(503, { 'retry-after-ms': '7' }).end();
    else response.end(JSON.stringify(two));
  });
  expect(await pair.client.voices(KOKORO, pair.signal)).toEqual([heart, adam]);
  expect(pair.clock.waits).toEqual([7]);
});
