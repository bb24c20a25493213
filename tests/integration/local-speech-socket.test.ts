import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../app/local/voices/engine.ts';
import { espeak, flite, service, type Service } from './local-service.ts';
import { SocketClient } from './local-socket.ts';

const TEXT = 'It was a bright cold day in April. The clocks were striking thirteen. Nobody listened!';
const DONE = 'conversation.item.audio_output.done';
const append = (text: string, context_id?: string) => ({ type: 'input_text_buffer.append', text, context_id });
const commit = (context_id?: string) => ({ type: 'input_text_buffer.commit', context_id });

const ends: (() => Promise<void>)[] = [];
let local: Service;

beforeAll(async () => {
  local = await service([flite(), espeak()], (end) => ends.push(end));
});
afterAll(() => Promise.all(ends.map((end) => end())));

const opened = (query: string, at: Service = local) => new SocketClient(`${at.url}/v1/audio/speech/websocket?${query}`);
const raw = (body: object) =>
  local.sound({
    model: 'lectern/flite',
    voice: 'slt',
    response_format: 'raw',
    response_encoding: 'pcm_s16le',
    ...body,
  });

describe('a session', () => {
  test('begins with what it is', async () => {
    const client = opened('model=lectern/flite&voice=rms&api_key=any');
    expect(await client.until(() => true)).toEqual({
      type: 'session.created',
      event_id: expect.any(String),
      session: {
        id: expect.any(String),
        object: 'realtime.tts.session',
        modalities: ['text', 'audio'],
        model: 'lectern/flite',
        voice: 'rms',
        language: 'en',
      },
    });
  });

  test.each([
    ['model_id=lectern/espeak-ng&voice=de', 'lectern/espeak-ng', 'de'],
    ['', 'lectern/flite', 'slt'],
  ])('with %j has the model %s and the voice %s', async (query, model, voice) => {
    expect(await opened(query).until(() => true)).toMatchObject({ session: { model, voice } });
  });

  test.each([
    ['model=lectern/flite&voice=tara', 'voice', null],
    ['model=hexgrad/Kokoro-82M&voice=af_alloy', 'model', 'model_not_available'],
    ['response_format=mp3', 'response_format', null],
    ['sample_rate=many', 'sample_rate', null],
    ['segment=line', 'segment', null],
    ['max_partial_length=0', 'max_partial_length', null],
    ['speed=9', 'speed', null],
  ])('with %s ends with its first event', async (query, param, code) => {
    const client = opened(query);
    expect(await client.closed).toBe(1000);
    expect(client.events).toEqual([
      {
        type: 'conversation.item.tts.failed',
        error: { type: 'invalid_request_error', message: expect.any(String), param, code },
      },
    ]);
  });

  test('is not for a page of another origin, and not for a name that is not its own', async () => {
    for (const headers of [{ origin: 'https://page.example' }, { host: 'rebound.example' }]) {
      const client = new SocketClient(`${local.url}/v1/audio/speech/websocket`, { headers });
      const status = new Promise((resolve) =>
        client.socket.once('unexpected-response', (_, { statusCode }) => resolve(statusCode)),
      );
      expect(await status).toBe(403);
    }
  });
});

test.each([
  ['lectern/flite', 'slt'],
  ['lectern/espeak-ng', 'en-gb'],
])('%s: the sentences of a text, joined, are the sound of the text', async (model, voice) => {
  const client = opened(`model=${model}&voice=${voice}`);
  await client.send(append(TEXT.slice(0, 50)), append(TEXT.slice(50)), commit());
  await client.count(DONE, 3);
  expect(Buffer.compare(client.sound(), await raw({ model, voice, input: TEXT }))).toBe(0);
  const items = client.events.filter(({ type }) => type === DONE).map(({ item_id }) => item_id);
  expect(items).toEqual(['tts_1', 'tts_2', 'tts_3']);
  expect(client.events.filter(({ type }) => type.endsWith('received')).map(({ text }) => text)).toEqual([
    TEXT.slice(0, 50),
    TEXT.slice(50),
  ]);
});

test('a sentence sounds before it is committed, once the next has begun', async () => {
  const client = opened('model=lectern/flite&voice=slt');
  await client.send(append('Hello there. And'));
  await client.count(DONE, 1);
  expect(Buffer.compare(client.sound(), await raw({ input: 'Hello there.' }))).toBe(0);
});

test.each([
  ['immediate', ['Hello.', 'Bye.'], 2],
  ['never', ['Hello. ', 'Bye.'], 1],
])('segment=%s: parts %j are %i items', async (segment, parts, items) => {
  const client = opened(`model=lectern/flite&voice=slt&segment=${segment}`);
  await client.send(...parts.map((part) => append(part)), commit());
  await client.count(DONE, items);
  expect(Buffer.compare(client.sound(), await raw({ input: 'Hello. Bye.' }))).toBe(0);
});

test('sample_rate and speed are kept to', async () => {
  const client = opened('model=lectern/flite&voice=slt&sample_rate=8000&speed=2');
  await client.send(append(TEXT), commit());
  await client.count(DONE, 3);
  const usual = (await raw({ input: TEXT })).length / 24_000;
  expect(client.sound().length / 8000 / usual).toBeCloseTo(0.5, 1);
});

test('contexts have their own text and voice, and a hundred is the most', async () => {
  const client = opened('model=lectern/flite&voice=slt');
  await client.send(
    append('One is', 'a'),
    append('Two is', 'b'),
    { type: 'tts_session.updated', context_id: 'b', session: { voice: 'rms' } },
    append(' here.', 'a'),
    append(' there.', 'b'),
    commit('a'),
    commit('b'),
    append('Nobody hears this.', 'c'),
    { type: 'input_text_buffer.clear', context_id: 'c' },
    commit('c'),
  );
  await client.count(DONE, 2);
  expect(Buffer.compare(client.sound('a'), await raw({ input: 'One is here.' }))).toBe(0);
  expect(Buffer.compare(client.sound('b'), await raw({ input: 'Two is there.', voice: 'rms' }))).toBe(0);
  expect(client.sound('c')).toHaveLength(0);
  await client.send(...Array.from({ length: 98 }, (_, i) => append('x', `more ${i}`)));
  expect(await client.until(({ type }) => type === 'error')).toMatchObject({ error: { param: 'context_id' } });
  await client.send({ type: 'context.cancel', context_id: 'a' }, append('x', 'one more'));
  await client.until(({ type, context_id }) => type.endsWith('received') && context_id === 'one more');
});

test('a session that is updated changes every context, those to come as well', async () => {
  const client = opened('model=lectern/flite&voice=slt');
  await client.send(append('One.', 'a'), { type: 'tts_session.updated', session: { voice: 'awb' } });
  expect(await client.until(({ type }) => type === 'tts_session.updated')).toMatchObject({ session: { voice: 'awb' } });
  await client.send(commit('a'), append('Two.', 'b'), commit('b'));
  await client.count(DONE, 2);
  expect(Buffer.compare(client.sound('a'), await raw({ input: 'One.', voice: 'awb' }))).toBe(0);
  expect(Buffer.compare(client.sound('b'), await raw({ input: 'Two.', voice: 'awb' }))).toBe(0);
});

test('a voice that there is not is told, and the old one speaks on', async () => {
  const client = opened('model=lectern/flite&voice=slt');
  await client.send(
    { type: 'tts_session.updated', context_id: 'a', session: { voice: 'tara' } },
    append('Hello.', 'a'),
    commit('a'),
  );
  expect(await client.until(({ type }) => type.endsWith('failed'))).toMatchObject({
    context_id: 'a',
    error: { param: 'voice' },
  });
  await client.count(DONE, 1);
  expect(Buffer.compare(client.sound('a'), await raw({ input: 'Hello.' }))).toBe(0);
});

test('pronunciations hold for what comes after them', async () => {
  const client = opened('model=lectern/flite&voice=slt');
  const session = { extra_params: { pronunciation_dict: ['CIA/C. I. A.'] } };
  await client.send({ type: 'tts_session.updated', session }, append('The CIA knows.'), commit());
  await client.count(DONE, 1);
  const rest = { extra_params: session.extra_params, input: 'The CIA knows.' };
  expect(Buffer.compare(client.sound(), await raw(rest))).toBe(0);
  expect(Buffer.compare(client.sound(), await raw({ input: rest.input }))).not.toBe(0);
});

test.each([
  ['no JSON', '{"type":'],
  ['no object', '[]'],
  ['an unknown type', { type: 'input_text_buffer.appended' }],
  ['no type', {}],
  ['no text', { type: 'input_text_buffer.append' }],
  ['a wrong context', { type: 'input_text_buffer.commit', context_id: 7 }],
  ['no session', { type: 'tts_session.updated', session: null }],
  ['a binary message', new Uint8Array(3)],
])('%s is answered with an error, and the session goes on', async (_, message) => {
  const client = opened('model=lectern/flite&voice=slt');
  await client.send(message, append('Hello.'), commit());
  await client.count(DONE, 1);
  expect(client.events.map(({ type }) => type).slice(0, 3)).toEqual([
    'session.created',
    'error',
    'conversation.item.input_text.received',
  ]);
});

test('a message that is too long ends the session', async () => {
  const client = opened('model=lectern/flite&voice=slt');
  await client.send(append('x'.repeat(2 << 20)));
  expect(await client.closed).toBe(1009);
});

/** An engine that says how many pieces were asked of it, and can be told to fail. */
function watched(engine: Engine) {
  const pieces: { text: string; signal: AbortSignal }[] = [];
  const say: Engine['say'] = (text, manner, signal) => {
    pieces.push({ text, signal });
    if (text === 'Fail!') return Promise.reject(new Error('private'));
    return engine.say(text, manner, signal);
  };
  return { engine: { ...engine, say }, pieces };
}

const LONG = 'This is one of many sentences. '.repeat(400);

test('a cancelled context falls silent at once, and the others speak on', async () => {
  const { engine, pieces } = watched(flite());
  const client = opened('model=lectern/flite&voice=slt', await service([engine]));
  await client.send(append(LONG, 'long'), append('Hello.', 'short'));
  await client.count(DONE, 2, 'long');
  await client.send({ type: 'context.cancel', context_id: 'long' }, commit('short'));
  await client.until(({ type, context_id }) => type === 'context.cancelled' && context_id === 'long');
  const at = client.events.length;
  await client.count(DONE, 1, 'short');
  expect(client.events.slice(at).filter(({ context_id }) => context_id === 'long')).toEqual([]);
  expect(pieces.find(({ text }) => text !== 'Hello.')?.signal.aborted).toBe(true);
  expect(pieces.length).toBeLessThan(100);
});

test('what was cleared is not spoken, but what is under way is', async () => {
  const client = opened('model=lectern/flite&voice=slt&segment=never');
  await client.send(append('One is here.'), commit(), append('Two.'), commit(), append('Three.'), {
    type: 'input_text_buffer.clear',
  });
  await client.send(commit(), append('Four.'), commit());
  await client.count(DONE, 2);
  const whole = Buffer.concat([await raw({ input: 'One is here.' }), await raw({ input: 'Four.' })]);
  expect(Buffer.compare(client.sound(), whole)).toBe(0);
});

test('a client that does not read stops the voices; one that hangs up frees them', async () => {
  const { engine, pieces } = watched(flite());
  const at = await service([engine]);
  const client = opened('model=lectern/flite&voice=slt', at);
  await client.send(append(LONG), commit());
  await client.count(DONE, 1);
  client.socket.pause();
  // 48 kB of sound a second in base64: the kernel's and the service's buffers are full long before the end.
  let before = -1;
  while (before !== pieces.length) {
    before = pieces.length;
    await at.sound({ model: 'lectern/flite', voice: 'rms', input: 'Hello. '.repeat(20) });
    before += 20;
  }
  expect(pieces.filter(({ text }) => text !== 'Hello.').length).toBeLessThan(380);
  const { signal } = pieces[0]!;
  const gone = new Promise((resolve) => signal.addEventListener('abort', resolve));
  client.socket.terminate();
  await gone;
});

test('what fails is told without what was inside, and the next segment is spoken', async () => {
  const { engine } = watched(flite());
  const client = opened('model=lectern/flite&voice=slt', await service([engine]));
  await client.send(append('Fail! Hello.'), commit());
  await client.count(DONE, 1);
  const failed = client.events.find(({ type }) => type === 'conversation.item.tts.failed');
  expect(failed).toMatchObject({ item_id: 'tts_1', context_id: 'default', error: { type: 'server_error' } });
  expect(JSON.stringify(client.events)).not.toContain('private');
});

test('a service that is closed cuts its clients off', async () => {
  let end = async () => {};
  const at = await service([flite()], (close) => (end = close));
  const client = opened('model=lectern/flite&voice=slt', at);
  await client.send(append(LONG));
  await end();
  expect(await client.closed).toBe(1006);
});
