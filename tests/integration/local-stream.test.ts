import { expect, test } from 'vitest';
import type { Engine } from '../../app/local/voices/engine.ts';
import { createFlite } from '../../app/local/voices/flite.ts';
import { events, espeak, flite, service } from './local-service.ts';

const request = { model: 'lectern/flite', voice: 'slt', input: 'One is here. Two is there. And three is gone!' };

/** An engine that counts the pieces that were asked of it. */
function counted(engine: Engine) {
  const pieces: { signal: AbortSignal }[] = [];
  const say: Engine['say'] = (piece, manner, signal) => {
    pieces.push({ signal });
    return engine.say(piece, manner, signal);
  };
  return { engine: { ...engine, say }, pieces };
}

test.each([
  ['lectern/flite', 'awb', 'pcm_f32le'],
  ['lectern/flite', 'kal', 'pcm_s16le'],
  ['lectern/espeak-ng', 'fr-fr', 'pcm_mulaw'],
  ['lectern/espeak-ng', 'de', 'pcm_alaw'],
])('%s %s: a stream of %s, joined, is the raw reply', async (model, voice, response_encoding) => {
  const local = await service([flite(), espeak()]);
  const asked = { ...request, model, voice, response_encoding };
  const reply = await local.post({ ...asked, stream: true });
  expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
  const payloads = await Array.fromAsync(events(reply));
  expect(payloads.pop()).toBe('[DONE]');
  const deltas = payloads.map((payload) => {
    const { delta, ...event } = JSON.parse(payload) as { delta: string };
    expect(event).toEqual({ type: 'conversation.item.audio_output.delta', item_id: 'tts_1' });
    return Buffer.from(delta, 'base64');
  });
  expect(deltas.length).toBeGreaterThan(8);
  expect(Buffer.compare(Buffer.concat(deltas), await local.sound({ ...asked, response_format: 'raw' }))).toBe(0);
});

test('the first sound of a long text comes before most of it has been made', async () => {
  const { engine, pieces } = counted(flite());
  const local = await service([engine]);
  const reply = await local.post({ ...request, input: 'This is one of many sentences. '.repeat(60), stream: true });
  const first = await events(reply).next();
  expect(first.value).toContain('audio_output.delta');
  expect(pieces.length).toBeLessThan(30);
});

test('a client that hangs up frees the voices for the next', async () => {
  const { engine, pieces } = counted(flite());
  const local = await service([engine]);
  const hangUp = new AbortController();
  const long = { ...request, input: 'This is one of many sentences. '.repeat(300) };
  const replies = await Promise.all(
    Array.from({ length: 4 }, () => local.post({ ...long, stream: true }, { signal: hangUp.signal })),
  );
  const whole = local.post(long, { signal: hangUp.signal });
  await Promise.all(replies.map((reply) => events(reply).next()));
  const { signal } = pieces[0]!;
  const gone = new Promise((resolve) => signal.addEventListener('abort', resolve));
  hangUp.abort();
  await expect(whole).rejects.toThrow('abort');
  await gone;
  await local.sound(request);
  const begun = pieces.length;
  await local.sound(request);
  // Nothing but this last text's three sentences was asked for meanwhile.
  expect(pieces.length - begun).toBe(3);
  expect(begun).toBeLessThan(600);
});

test('twenty requests at a time are all answered, each with its own words', async () => {
  const local = await service([flite(), espeak()]);
  const bodies = Array.from({ length: 20 }, (_, i) => ({
    model: i % 2 ? 'lectern/flite' : 'lectern/espeak-ng',
    voice: i % 2 ? 'rms' : 'en-us',
    input: `This is number ${i % 5}. It has two sentences.`,
    response_format: 'raw',
  }));
  const sounds = await Promise.all(bodies.map((body) => local.sound(body)));
  for (const [i, body] of bodies.entries()) {
    if (i < 10) expect(Buffer.compare(sounds[i]!, sounds[i + 10]!)).toBe(0);
    else expect(Buffer.compare(sounds[i]!, await local.sound(body))).toBe(0);
  }
  expect(new Set(sounds.map((bytes) => Buffer.from(bytes).toString('base64'))).size).toBe(10);
});

const contrary = (patience: number) =>
  createFlite({ worker: new URL('../unit/local/voices/contrary.worker.ts', import.meta.url), patience });

test.each(['throw', 'exit', 'hang'])(
  'after a %s in a worker the request gets a 500 and the next one is served',
  async (input) => {
    const local = await service([contrary(input === 'hang' ? 4000 : 20_000)]);
    const reply = await local.post({ ...request, input });
    expect([reply.status, await reply.json()]).toEqual([
      500,
      {
        id: expect.stringMatching(/^local-/),
        error: { message: 'The service failed at this.', type: 'server_error', param: null, code: null },
      },
    ]);
    expect((await local.post({ ...request, input: 'sound' })).status).toBe(200);
  },
);

test('a failure before the first sound of a stream is a 500, one on the way an event without an end', async () => {
  const local = await service([contrary(20_000)]);
  expect((await local.post({ ...request, input: 'throw', stream: true })).status).toBe(500);
  const reply = await local.post({ ...request, input: 'sound\nsound\nthrow', stream: true });
  const payloads = await Array.fromAsync(events(reply));
  expect(payloads.map((payload) => Object.keys(JSON.parse(payload) as object)[0])).toEqual(['type', 'type', 'error']);
});
