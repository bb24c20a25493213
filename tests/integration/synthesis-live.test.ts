import { expect, test } from 'vitest';
import type { Voice } from '../../app/model/script.ts';
import { ahead } from '../../app/synthesis/ahead.ts';
import { liveSession } from '../../app/synthesis/live.ts';
import { heardOf, never, startLivePair } from '../tools/live.ts';
import { bytesOf, delta, done, type Order, spoken, voiceOf } from '../tools/live-server.ts';
import { answered } from '../tools/socket-server.ts';
import { random } from '../unit/pcm/random.ts';

const VOICE: Voice = { model: 'hexgrad/Kokoro-82M', voice: 'af_heart', language: 'en-us' };
const TEXT = 'It was a bright cold day in April.';
const turn = () => new Promise((resolve) => setImmediate(resolve));

test('a segment that is cut goes on where it broke off, when it is spoken as before', async () => {
  const { client, server } = await startLivePair({
    commit: ({ text, connection, tell, wire }) => {
      const messages = spoken(text, 300);
      if (connection === 3) return messages.forEach(tell);
      messages.slice(0, 2 * connection).forEach(tell);
      wire.close(1012);
    },
  });
  const heard = await heardOf(liveSession(client).speak(TEXT, VOICE, never()));
  expect(heard).toEqual({ samples: voiceOf(TEXT), words: [], failure: null });
  expect(server.handshakes.length).toBe(3);
});

test('a segment that is cut and spoken otherwise the next time is a Problem, and nothing of it is heard', async () => {
  const { client } = await startLivePair({
    commit: ({ text, connection, tell, wire }) => {
      if (connection > 1) return spoken(`${text}!`).forEach(tell);
      spoken(text, 300).slice(0, 3).forEach(tell);
      wire.close(1012);
    },
  });
  const { samples, failure } = await heardOf(liveSession(client).speak(TEXT, VOICE, never()));
  expect(failure).toMatchObject({ code: 'service-unreachable', retryable: true, details: { close: 1012 } });
  expect(samples).toEqual(voiceOf(TEXT).subarray(0, samples.length));
});

test('a segment that is cut and shorter the next time is a Problem', async () => {
  const { client } = await startLivePair({
    commit: async ({ text, connection, tell, wire }) => {
      if (connection > 1) return [delta(bytesOf(voiceOf(text)).subarray(0, 200)), done()].forEach(tell);
      spoken(text, 300).slice(0, 3).forEach(tell);
      for (let i = 0; i < 20; i++) await turn();
      wire.terminate();
    },
  });
  const { failure } = await heardOf(liveSession(client).speak(TEXT, VOICE, never()));
  expect(failure).toMatchObject({ code: 'service-unreachable' });
});

test('a connection that is lost again and again is a Problem in the end', async () => {
  const { client, server } = await startLivePair({
    commit: ({ text, tell, wire }) => {
      spoken(text, 300).slice(0, 3).forEach(tell);
      wire.close(1012);
    },
  });
  const { failure } = await heardOf(liveSession(client).speak(TEXT, VOICE, never()));
  expect(failure).toMatchObject({ code: 'service-unreachable', retryable: true });
  expect(server.handshakes.length).toBe(3);
});

const SEGMENTS = 200;
const SEEDS = 200;
/** Segments that are in the making at once. */
const WIDTH = 40;

/** What a fault does to an order, now and then. */
function faulty(order: Order, chance: () => number): unknown {
  const { text, tell, wire } = order;
  const messages = spoken(text, 100 + Math.floor(chance() * 2_000));
  const some = messages.slice(0, Math.floor(chance() * (messages.length + 1)));
  const roll = Math.floor(chance() * 400);
  switch (roll) {
    case 0:
      return wire.terminate();
    case 1:
      some.forEach(tell);
      return wire.close([1000, 1001, 1012][Math.floor(chance() * 3)]);
    case 2:
      some.forEach(tell);
      return wire.terminate();
    case 3:
      // In the middle of a frame, and of its base64.
      some.forEach(tell);
      wire.send('{"type":"conversation.item.audio_output.delta","delta":"AAAA', { fin: false });
      return wire.terminate();
    case 4:
      return wire.send(JSON.stringify({ type: 'error', error: { message: 'slow down', code: 'rate_limit' } }));
    case 5:
      wire.send('{"type":');
      wire.send(Buffer.from([1, 2, 3]));
      return messages.forEach(tell);
    default:
      return void slowly(order, messages, chance);
  }
}

async function slowly({ tell, cancelled }: Order, messages: object[], chance: () => number): Promise<void> {
  for (const message of messages) {
    if (cancelled()) return;
    tell(message as never);
    if (chance() < 0.3) await turn();
  }
}

test(`${SEEDS} scripts of ${SEGMENTS} segments arrive whole and in order, whatever happens to their sockets`, async () => {
  const texts = Array.from({ length: SEGMENTS }, (_, i) => `${i}: ${'la '.repeat(5 + (i % 20))}.`);
  const expected = texts.map((text) => bytesOf(voiceOf(text)));
  const before = process.getActiveResourcesInfo().length;
  let chance = random(0);
  let handshakes = 0;
  const { client, server, time } = await startLivePair({
    commit: (order) => faulty(order, chance),
    refuse: (socket) => {
      handshakes++;
      if (chance() > 0.1) return false;
      return chance() < 0.5 ? answered(503)(socket) : socket.destroy();
    },
  });
  const session = liveSession(client);
  // The person or the job that asks again after a Problem: nothing is lost, as each is told of its own.
  const bought = async (text: string): Promise<Int16Array> => {
    for (let tries = 1; ; tries++) {
      const { samples, failure } = await heardOf(session.speak(text, VOICE, never()));
      if (!failure) return samples;
      expect(failure).toMatchObject({ retryable: true });
      expect(tries).toBeLessThan(6);
    }
  };
  for (let seed = 0; seed < SEEDS; seed++) {
    chance = random(seed);
    let index = 0;
    for await (const samples of ahead(texts, bought, { width: WIDTH, signal: never() })) {
      if (Buffer.compare(bytesOf(samples), expected[index]!) !== 0) expect.unreachable(`seed ${seed}, ${index}`);
      index++;
    }
    expect(index).toBe(SEGMENTS);
  }
  expect(handshakes).toBeGreaterThan(SEEDS);
  await client.close();
  await server.empty();
  expect(time.sleepers).toBe(0);
  for (let i = 0; i < 10; i++) await turn();
  // The server's own.
  expect(process.getActiveResourcesInfo().length).toBeLessThanOrEqual(before + 1);
}, 300_000);
