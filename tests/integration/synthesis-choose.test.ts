import { expect, onTestFinished, test } from 'vitest';
import type { Pcm } from '../../app/model/pcm.ts';
import type { Voice } from '../../app/model/script.ts';
import { systemClock } from '../../app/together/http/clock.ts';
import { createTogether } from '../../app/together/client.ts';
import type { Receipt } from '../../app/together/http/receipt.ts';
import { chosenSession } from '../../app/synthesis/choose.ts';
import { createNarrator } from '../../app/synthesis/narrator.ts';
import { takeSpeech } from '../../app/synthesis/take-speech.ts';
import { openedTakes } from '../unit/store/open.ts';
import { liveSession } from '../../app/synthesis/live.ts';
import { heardOf, never, startLivePair } from '../tools/live.ts';
import { bytesOf, delta, done, type Order, spoken, voiceOf } from '../tools/live-server.ts';
import { SOUND, startPair } from '../tools/together.ts';
import { flite, service } from './local-service.ts';

const FIRST = 'It was a bright cold day in April, and the clocks were striking thirteen. ';
const SECOND = 'Winston Smith, his chin nuzzled into his breast, slipped quickly through the glass doors.';
const KOKORO: Voice = { model: 'hexgrad/Kokoro-82M', voice: 'af_heart', language: 'en-us' };

test('what is played is spoken over the socket sentence by sentence, what is made comes in one reply', async () => {
  const { url } = await service([flite()]);
  const receipts: Receipt[] = [];
  const client = createTogether({
    baseUrl: `${url}/v1`,
    key: async () => null,
    onReceipt: (each) => receipts.push(each),
  });
  onTestFinished(() => client.close());
  const session = chosenSession(client, Date.now);
  const voice = { model: 'lectern/flite', voice: 'slt', language: 'en-us' };
  const played = await heardOf(session.speak(FIRST + SECOND, voice, never(), { use: 'playing' }));
  const made = await heardOf(session.speak(FIRST + SECOND, voice, never(), { use: 'making' }));
  expect([played.failure, made.failure]).toEqual([null, null]);
  expect(Math.abs(played.samples.length - made.samples.length)).toBeLessThan(24_000 / 2);
  expect(receipts.map(({ way }) => way)).toEqual(['websocket', 'websocket', 'rest']);
});

test('where no socket opens the speech comes as a stream, and the socket is not asked for again', async () => {
  const event = `data: ${JSON.stringify({ type: 'conversation.item.audio_output.delta', delta: SOUND.toString('base64') })}\n\n`;
  const pair = await startPair(
    (response, { method }) =>
      method === 'GET'
        ? response.writeHead(404).end('<html>')
        : response.writeHead(200, { 'content-type': 'text/event-stream' }).end(`${event}data: [DONE]\n\n`),
    { clock: systemClock },
  );
  const session = chosenSession(pair.client, systemClock.now);
  for (let i = 0; i < 2; i++) {
    const { samples, failure } = await heardOf(session.speak(FIRST, KOKORO, pair.signal, { use: 'playing' }));
    expect([samples.length, failure]).toEqual([2400, null]);
  }
  expect(pair.server.received.map(({ method }) => method)).toEqual(['GET', 'POST', 'POST']);
});

test('a lost socket costs the sentence that is heard and no other: what is spoken is not asked for again', async () => {
  let first: Order | null = null;
  const { client, server } = await startLivePair({
    commit: async (order) => {
      const { text, connection, tell, wire } = order;
      const messages = spoken(text, 300);
      if (text === FIRST) first = order;
      if (text === FIRST || connection > 1) return messages.forEach(tell);
      messages.slice(0, 4).forEach(tell);
      while (!first!.cancelled()) await new Promise((resolve) => setImmediate(resolve));
      wire.close(1012);
    },
  });
  const { samples, failure } = await heardOf(liveSession(client).speak(FIRST + SECOND, KOKORO, never()));
  expect(failure).toBe(null);
  expect([...samples]).toEqual([...voiceOf(FIRST), ...voiceOf(SECOND)]);
  const asked = server.said.filter(({ message }) => message.type === 'input_text_buffer.append');
  expect(asked.map(({ message }) => message.text)).toEqual([FIRST, SECOND, SECOND]);
});

test('words stand at their places in the whole segment, in text and time', async () => {
  const { client } = await startLivePair({
    commit: ({ text, tell }) => {
      const words = { words: [text.split(' ')[0]], start_seconds: [0.01], end_seconds: [0.02] };
      tell({ type: 'conversation.item.word_timestamps', item_id: 'tts_1', ...words });
      spoken(text).forEach(tell);
    },
  });
  const { words } = await heardOf(liveSession(client).speak(FIRST + SECOND, KOKORO, never()));
  const from = voiceOf(FIRST).length / 24_000 + 0.01;
  expect(words).toEqual([
    { word: 'It', start: 0, end: 2, from: 0.01, to: 0.02 },
    { word: 'Winston', start: FIRST.length, end: FIRST.length + 7, from, to: expect.closeTo(from + 0.01) },
  ]);
});

test('leaving a segment gives up the sentence that is heard and the one that is asked for ahead', async () => {
  const { client, server } = await startLivePair({ commit: ({ text, tell }) => tell(spoken(text)[1]!) });
  for await (const _ of liveSession(client).speak(FIRST + SECOND, KOKORO, never())) break;
  await client.close();
  const cancelled = server.said.filter(({ message }) => message.type === 'context.cancel');
  const committed = server.said.filter(({ message }) => message.type === 'input_text_buffer.commit');
  expect(cancelled.length).toBe(committed.length);
});

test('what a service that divides a text against its word says of it is heard, and an export buys it whole', async () => {
  const half = bytesOf(voiceOf(FIRST)).length / 2;
  const { client, server } = await startLivePair({
    commit: ({ text, tell }) => {
      const bytes = bytesOf(voiceOf(text));
      const [one, two] = [bytes.subarray(0, half), bytes.subarray(half)];
      [delta(one), done(), delta(two, 'tts_2'), done('tts_2')].forEach(tell);
    },
  });
  const { takes } = await openedTakes();
  const session = chosenSession(client, systemClock.now);
  const asked: string[] = [];
  const narrator = createNarrator({
    takes,
    session: {
      speak(spoken, voice, signal, wanted = {}) {
        asked.push(wanted.use!);
        return wanted.use === 'playing'
          ? session.speak(spoken, voice, signal, wanted)
          : takeSpeech(restOf(voiceOf(FIRST)));
      },
    },
  });
  onTestFinished(() => narrator.close());
  const segment = { ...PLACE, spoken: FIRST, voice: KOKORO, take: 0 };
  expect((await heardOf(narrator.speak(segment, never()))).samples).toEqual(voiceOf(FIRST));
  expect(narrator.find(segment)).toBeNull();
  const { take, cached } = await narrator.make(segment, never());
  expect([take.frames, cached, asked]).toEqual([voiceOf(FIRST).length, false, ['playing', 'making']]);
  expect(server.handshakes).toHaveLength(1);
});

const PLACE = { id: 'b/0', chapter: 'c', block: 'b', start: 0, end: FIRST.length, sentences: [0], pauseAfter: 0 };

async function* restOf(samples: Int16Array): AsyncGenerator<Pcm, void, undefined> {
  yield { rate: 24_000, channels: 1, samples };
}
