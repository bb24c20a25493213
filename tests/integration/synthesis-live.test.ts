import { expect, test } from 'vitest';
import type { Voice } from '../../app/model/script.ts';
import { liveSession } from '../../app/synthesis/live.ts';
import { heardOf, never, startLivePair } from '../tools/live.ts';
import { bytesOf, delta, done, spoken, voiceOf } from '../tools/live-server.ts';

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
