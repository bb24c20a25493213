import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { heardOf, never, startLivePair } from '../tools/live.ts';
import { bytesOf, created, delta, done, spoken, voiceOf } from '../tools/live-server.ts';
import { ManualTime } from '../tools/manual-time.ts';
import { answered } from '../tools/socket-server.ts';
import { STATUSES } from '../tools/statuses.ts';
import { KEY } from '../tools/together.ts';

const TEXT = 'It was a bright cold day in April.';
const SOUND = bytesOf(voiceOf(TEXT));
const whole = { samples: voiceOf(TEXT), words: [], failure: null };

const told = (problem: unknown) => {
  const { code, retryable, again } = problem as never;
  return { code, retryable, again };
};

const received = { type: 'conversation.item.input_text.received', text: TEXT };
const stamps = (words: string[], start: number[], end: number[], item = 'tts_1') => ({
  type: 'conversation.item.word_timestamps',
  item_id: item,
  words,
  start_seconds: start,
  end_seconds: end,
});
test('a text is asked for in so many words, and its sound is what the service made', async () => {
  const receipts: unknown[] = [];
  const settings = { alignment: 'word', segment: 'never', longestPart: 400, speed: 1.25 } as const;
  const { server, live, client, logged } = await startLivePair(
    {},
    { settings, onReceipt: (each) => receipts.push(each) },
  );
  expect(await heardOf(live.speak({ input: TEXT }, never()))).toEqual(whole);
  await client.close();
  const query = 'model=hexgrad%2FKokoro-82M&voice=af_heart&language=en&response_format=pcm&sample_rate=24000';
  const own = 'alignment=word&segment=never&max_partial_length=400&speed=1.25';
  expect(server.handshakes.map(({ url, headers }) => [url, headers.authorization])).toEqual([
    [`/v1/audio/speech/websocket?${query}&${own}`, `Bearer ${KEY}`],
  ]);
  expect(server.said.map(({ message }) => message)).toEqual([
    { type: 'input_text_buffer.append', text: TEXT, context_id: 'speech-1' },
    { type: 'input_text_buffer.commit', context_id: 'speech-1' },
    { type: 'context.cancel', context_id: 'speech-1' },
  ]);
  expect(logged.join()).not.toMatch(/bright|tgp_/);
  expect(receipts).toEqual([
    {
      model: 'hexgrad/Kokoro-82M',
      account: null,
      way: 'websocket',
      characters: TEXT.length,
      seconds: SOUND.length / 48_000,
      cost: (TEXT.length * 4) / 1e6,
      waited: expect.any(Number),
      timeToFirstByte: expect.any(Number),
      timeToFirstSound: expect.any(Number),
    },
  ]);
});

test('a text with a voice of its own says so before it is spoken', async () => {
  const { server, live } = await startLivePair();
  const request = { input: TEXT, voice: 'af_bella(2) + af_heart', language: 'es', pronunciations: ['cold/kold'] };
  await heardOf(live.speak(request, never()));
  expect(server.said[0]!.message).toEqual({
    type: 'tts_session.updated',
    session: {
      voice: expect.stringMatching(/^af_bella\(2\)\+af_heart/),
      language: 'es',
      extra_params: { pronunciation_dict: ['cold/kold'] },
    },
    context_id: 'speech-1',
  });
});

test('words come with their places in the text, in both forms, whether items count for themselves or not', async () => {
  const text = 'One two. Three four.';
  const second = { one: 24_000 * 2, half: 24_000 };
  const sound = Buffer.alloc(second.one);
  const own = [0.1, 0.5];
  const { item_id, type, ...nested } = stamps(['Three', 'four'], own, [0.4, 0.9], 'tts_2');
  const later = stamps(['Three', 'four'], [1.1, 1.5], [1.4, 1.9], 'tts_2');
  const first = stamps(['One', 'two'], own, [0.4, 0.9]);
  const forms = [
    [first, delta(sound), done(), delta(sound, 'tts_2'), { item_id, type, timestamps: nested }, done('tts_2')],
    [delta(sound), first, done(), later, delta(sound, 'tts_2'), done('tts_2')],
    [delta(sound), done(), first, delta(sound, 'tts_2'), done('tts_2'), later],
  ];
  for (const form of forms) {
    const { live } = await startLivePair(
      { commit: ({ tell }) => form.forEach(tell) },
      { settings: { alignment: 'word' } },
    );
    expect((await heardOf(live.speak({ input: text }, never()))).words).toEqual([
      { word: 'One', start: 0, end: 3, from: 0.1, to: 0.4 },
      { word: 'two', start: 4, end: 7, from: 0.5, to: 0.9 },
      { word: 'Three', start: 9, end: 14, from: 1.1, to: 1.4 },
      { word: 'four', start: 15, end: 19, from: 1.5, to: 1.9 },
    ]);
  }
});

test('a hundred texts are spoken side by side and the next waits, each whole', async () => {
  const texts = Array.from({ length: 250 }, (_, i) => `Text number ${i} of many, each of its own.`);
  let now = 0;
  let most = 0;
  let begun = 0;
  const { live, server } = await startLivePair({
    commit: async ({ text, tell }) => {
      most = Math.max(most, ++now);
      begun++;
      const messages = spoken(text, 300);
      // They sound, and take their time until as many as can be are under way.
      messages.splice(0, 2).forEach(tell);
      while (most < 100 && begun < texts.length) await new Promise((resolve) => setImmediate(resolve));
      for (const message of messages) {
        tell(message);
        await new Promise((resolve) => setImmediate(resolve));
      }
      now--;
    },
  });
  const heard = await Promise.all(texts.map((input) => heardOf(live.speak({ input }, never()))));
  heard.forEach(({ samples, failure }, i) => {
    expect(failure).toBe(null);
    expect(Buffer.compare(bytesOf(samples), bytesOf(voiceOf(texts[i]!)))).toBe(0);
  });
  expect(server.handshakes.length).toBe(1);
  expect(most).toBe(100);
});

test('a service that knows no contexts gets one text at a time', async () => {
  let now = 0;
  let most = 0;
  const { live, server } = await startLivePair({
    named: false,
    commit: async ({ text, tell }) => {
      most = Math.max(most, ++now);
      for (const message of spoken(text, 300)) {
        tell(message);
        await new Promise((resolve) => setImmediate(resolve));
      }
      now--;
    },
  });
  const texts = ['The first.', 'The second one.', 'A third.'];
  const heard = await Promise.all(texts.map((input) => heardOf(live.speak({ input }, never()))));
  expect(heard.map(({ samples }) => samples)).toEqual(texts.map(voiceOf));
  expect([most, server.handshakes.length]).toEqual([1, 1]);
});

test('a connection that is cut after any message costs nothing before the first sound, and a Problem after it', async () => {
  const pieces = spoken(TEXT, 500);
  for (let at = 0; at <= pieces.length; at++) {
    const { live, server } = await startLivePair({
      commit: ({ connection, tell, wire }) => {
        if (connection > 1) return pieces.forEach(tell);
        pieces.slice(0, at).forEach(tell);
        // Behind the last message, so that all that was said arrives before the end does.
        wire.close(1011 + 1);
      },
    });
    const given: number[] = [];
    let failure: unknown = null;
    try {
      for await (const part of live.speak({ input: TEXT }, never())) if ('samples' in part) given.push(...part.samples);
    } catch (thrown) {
      failure = thrown;
    }
    const all = [...voiceOf(TEXT)];
    expect(given).toEqual(all.slice(0, given.length));
    if (failure) expect(told(failure)).toEqual({ code: 'service-unreachable', retryable: true, again: true });
    else expect(given).toEqual(all);
    if (at < 2) expect([failure, server.handshakes.length]).toEqual([null, 2]);
    else expect(server.handshakes.length).toBe(failure ? 1 : 2);
  }
});

test.each([
  ['invalid_api_key', 'no', 'key-refused', false],
  ['missing_api_key', 'no', 'key-refused', false],
  ['model_not_available', 'no', 'model-needs-endpoint', false],
  [null, "Voice 'tara' is not available for model 'hexgrad/Kokoro-82M'", 'voice-unknown', false],
  ['x', 'out of order', 'service-failed', true],
])('a first message that fails with %s is the problem that it says', async (code, message, problem, retryable) => {
  for (const type of ['conversation.item.tts.failed', 'error']) {
    const { live, server } = await startLivePair({
      open: (wire) => wire.send(JSON.stringify({ type, error: { message, type: null, code } })),
    });
    const { failure } = await heardOf(live.speak({ input: TEXT }, never()));
    expect(told(failure)).toEqual({ code: problem, retryable, again: false });
    await server.empty();
  }
});

test.each(STATUSES)('a handshake with a %i is asked %i times and then is %s', async (status, attempts, code) => {
  const { live, server } = await startLivePair({ refuse: answered(status, {}, '<html>sorry</html>') });
  const { failure } = await heardOf(live.speak({ input: TEXT }, never()));
  expect(failure).toMatchObject({ name: 'Problem', code, details: { status } });
  expect(server.handshakes.length).toBe(attempts);
});

test.each([
  [1000, 'service-unreachable', 3],
  [1006, 'service-unreachable', 3],
  [1011, 'service-failed', 1],
  [1013, 'service-overloaded', 3],
  [4503, 'service-overloaded', 1],
])('a close with %i before any sound is tried again only where that makes sense', async (close, code, tries) => {
  const { live, server } = await startLivePair({
    commit: ({ wire }) => (close === 1006 ? wire.terminate() : wire.close(close)),
  });
  const { failure } = await heardOf(live.speak({ input: TEXT }, never()));
  expect(failure).toMatchObject({ code, retryable: true, details: { close } });
  expect(server.handshakes.length).toBe(tries);
});

test('one text that fails leaves the others alone, and quotes nobody', async () => {
  const { live, server } = await startLivePair({
    commit: ({ text, tell }) => {
      if (text !== 'bad text of mine') return spoken(text).forEach(tell);
      tell(received);
      tell({
        type: 'conversation.item.tts.failed',
        error: { message: `cannot say ${text}`, param: 'text', code: null },
      });
    },
  });
  await heardOf(live.speak({ input: TEXT }, never()));
  const texts = ['bad text of mine', TEXT, 'Another.'];
  const [bad, ...good] = await Promise.all(texts.map((input) => heardOf(live.speak({ input }, never()))));
  expect(bad!.failure).toMatchObject({ code: 'service-failed', details: { status: 101 } });
  expect(inspect(bad!.failure)).not.toContain('mine');
  expect(good).toEqual([whole, { ...whole, samples: voiceOf('Another.') }]);
  expect(server.handshakes.length).toBe(1);
});

test('an error that names no text is one of the session', async () => {
  const { live, server } = await startLivePair({
    commit: ({ text, connection, tell, wire }) => {
      if (connection > 1) return spoken(text).forEach(tell);
      wire.send(JSON.stringify({ type: 'error', error: { message: 'too fast', code: 'rate_limit' } }));
    },
  });
  expect(await heardOf(live.speak({ input: TEXT }, never()))).toEqual(whole);
  expect(server.handshakes.length).toBe(2);
});

test('who leaves or aborts cancels the text, and late sound of it goes nowhere', async () => {
  const { live, server, client, logged } = await startLivePair({
    commit: async ({ text, tell, cancelled }) => {
      const [first, ...rest] = spoken(text, 300).slice(1);
      tell(received);
      tell(first!);
      if (text !== TEXT) return rest.forEach(tell);
      while (!cancelled()) await new Promise((resolve) => setImmediate(resolve));
      rest.forEach(tell);
    },
  });
  for await (const part of live.speak({ input: TEXT }, never())) {
    expect(part).toMatchObject({ rate: 24_000 });
    break;
  }
  const controller = new AbortController();
  const aborted = live.speak({ input: TEXT }, controller.signal)[Symbol.asyncIterator]();
  await aborted.next();
  const pending = aborted.next();
  controller.abort();
  await expect(pending).rejects.toMatchObject({ name: 'AbortError' });
  expect((await heardOf(live.speak({ input: 'Another text.' }, never()))).samples).toEqual(voiceOf('Another text.'));
  await client.close();
  const about = (id: string) =>
    server.said.filter(({ message }) => message.context_id === id).map(({ message }) => message.type);
  const all = ['append', 'commit', 'clear'].map((each) => `input_text_buffer.${each}`);
  expect([about('speech-1'), about('speech-2')]).toEqual([
    [...all, 'context.cancel'],
    [...all, 'context.cancel'],
  ]);
  expect(server.handshakes.length).toBe(1);
  expect(
    logged.map((line) => JSON.parse(line) as Record<string, number>).find(({ late }) => late)?.late,
  ).toBeGreaterThan(5);
});

test('giving a text up closes the socket of a service that knows no contexts', async () => {
  const { live, server } = await startLivePair({ named: false, commit: ({ tell }) => tell(delta(SOUND)) });
  for await (const _ of live.speak({ input: TEXT }, never())) break;
  await server.empty();
});

test('an aborted text that waits for its turn, its session or its connection leaves at once', async () => {
  for (const options of [
    { open: () => undefined },
    { refuse: () => undefined },
    { commit: () => undefined, named: false },
  ]) {
    const { live, server } = await startLivePair(options, { time: new ManualTime() });
    const controller = new AbortController();
    const both = [1, 2].map(() => heardOf(live.speak({ input: TEXT }, controller.signal)));
    while (server.handshakes.length === 0) await new Promise((resolve) => setImmediate(resolve));
    controller.abort();
    for (const { failure } of await Promise.all(both)) expect(failure!.name).toBe('AbortError');
  }
});

test('nobody reads on while a lot waits for a slow consumer, and nothing is lost', async () => {
  const piece = delta(Buffer.alloc(65_536, 7));
  let wire: WebSocket;
  let buffered = 0;
  const { live } = await startLivePair({
    commit: ({ tell, wire: its }) => {
      wire = its;
      for (let i = 0; i < 400; i++) tell(piece);
      tell(done());
    },
  });
  let samples = 0;
  for await (const part of live.speak({ input: TEXT }, never())) {
    if (!('samples' in part)) continue;
    samples += part.samples.length;
    if (buffered > 0) continue;
    // Ten seconds and more by the client's clock.
    for (let turn = 0; turn < 2_000; turn++) await new Promise((resolve) => setImmediate(resolve));
    buffered = wire!.bufferedAmount;
  }
  expect(samples).toBe(400 * 32_768);
  expect(buffered).toBeGreaterThan(15_000_000);
});

test('who hears one text after the other is not starved by sound that waits for its turn', async () => {
  const { live } = await startLivePair({
    commit: async ({ text, tell, cancelled }) => {
      if (text !== TEXT) {
        tell(received);
        for (let i = 0; i < 200; i++) tell(delta(Buffer.alloc(65_536)));
        return tell(done());
      }
      tell(received);
      tell(delta(SOUND.subarray(0, 2)));
      for (let turn = 0; turn < 300 && !cancelled(); turn++) await new Promise((resolve) => setImmediate(resolve));
      tell(delta(SOUND.subarray(2)));
      tell(done());
    },
  });
  const first = live.speak({ input: TEXT }, never())[Symbol.asyncIterator]();
  const second = live.speak({ input: 'Much later.' }, never())[Symbol.asyncIterator]();
  await first.next();
  await second.next();
  const rest = await heardOf({ [Symbol.asyncIterator]: () => first });
  expect(rest).toEqual({ ...whole, samples: voiceOf(TEXT).subarray(1) });
  expect((await heardOf({ [Symbol.asyncIterator]: () => second })).samples.length).toBe(199 * 32_768);
});

/** What the service says and when, in ms from the commit; and when and how it is over. */
const SILENCES: [string, [number, object][], number, object | null][] = [
  [
    'an end and half a second',
    [
      [0, delta(SOUND)],
      [100, done()],
    ],
    600,
    null,
  ],
  [
    'an end, more sound, and an end',
    [
      [0, delta(SOUND)],
      [100, done()],
      [500, delta(SOUND)],
      [900, done()],
    ],
    1400,
    null,
  ],
  ['nothing at all', [], 20_000, { code: 'service-timeout', retryable: true, again: false }],
  ['an acknowledgement', [[5000, received]], 20_000, { code: 'service-timeout', again: false }],
  ['sound without an end', [[1000, delta(SOUND)]], 21_000, { code: 'service-timeout', again: false }],
  ['an end without sound', [[1000, done()]], 1500, { code: 'service-reply-unusable', retryable: true }],
];

test.each(SILENCES)('after %s a text is over in time', async (_, script, at, problem) => {
  const time = new ManualTime();
  const order = Promise.withResolvers<(message: object) => void>();
  const { live } = await startLivePair({ commit: ({ tell }) => order.resolve(tell as never) }, { time });
  const begun = time.now();
  const heard = heardOf(live.speak({ input: TEXT }, never())).then((result) => ({ ...result, ms: time.now() - begun }));
  const tell = await order.promise;
  for (const [ms, message] of script) {
    await time.advance(ms - (time.now() - begun));
    tell(message);
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
  }
  await time.advance(at - 1 - (time.now() - begun));
  await time.advance(1);
  const { ms, failure } = await heard;
  expect(ms).toBe(at);
  if (problem) expect(failure).toMatchObject(problem);
  else expect(failure).toBe(null);
});

test('a text of several sentences is not over after the first, unless four seconds pass', async () => {
  const time = new ManualTime();
  const order = Promise.withResolvers<(message: object) => void>();
  const { live } = await startLivePair({ commit: ({ tell }) => order.resolve(tell as never) }, { time });
  const begun = time.now();
  const heard = heardOf(live.speak({ input: 'One. Two. Three.' }, never()));
  const tell = await order.promise;
  const say = async (...messages: object[]) => {
    messages.forEach(tell);
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
  };
  await say(delta(SOUND), done('tts_1'));
  await time.advance(3_900);
  await say(delta(SOUND, 'tts_2'), done('tts_2'));
  await time.advance(4_000);
  expect((await heard).samples.length).toBe(SOUND.length);
  expect(time.now() - begun).toBe(7_900);
});

test('a service without a session is given up after ten seconds', async () => {
  const { live, server } = await startLivePair({ open: () => undefined });
  const { failure } = await heardOf(live.speak({ input: TEXT }, never()));
  expect(failure).toMatchObject({ code: 'service-timeout', details: { reason: 'SESSION_TIMEOUT' } });
  expect(server.handshakes.length).toBe(3);
  await server.empty();
});

test('a socket that nobody has used for a minute is given back, and the next text opens another', async () => {
  const { live, server, time } = await startLivePair({ open: (wire) => wire.send(JSON.stringify(created)) });
  await heardOf(live.speak({ input: TEXT }, never()));
  const idle = time.now();
  await server.empty();
  expect(time.now() - idle).toBeGreaterThanOrEqual(60_000);
  expect(await heardOf(live.speak({ input: TEXT }, never()))).toEqual(whole);
  expect(server.handshakes.length).toBe(2);
});

test('closing the client ends what is being spoken, politely', async () => {
  const farewell = Promise.withResolvers<number>();
  const { live, client, server } = await startLivePair({
    open: (wire) => {
      wire.on('close', farewell.resolve);
      wire.send(JSON.stringify(created));
    },
    commit: ({ tell }) => tell(delta(SOUND)),
  });
  const speech = live.speak({ input: TEXT }, never())[Symbol.asyncIterator]();
  await speech.next();
  const pending = speech.next();
  await Promise.all([client.close(), expect(pending).rejects.toMatchObject({ name: 'AbortError' })]);
  expect(await farewell.promise).toBe(1000);
  await server.empty();
});
