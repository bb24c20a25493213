import { afterAll, beforeAll, expect, test } from 'vitest';
import { espeak, events, flite, pocketsphinx, service, type Service } from './local-service.ts';
import { SocketClient } from './local-socket.ts';

const TEXT = 'Mr. Smith paid $3.50 in 1999 — “well-known” things. It was a bright cold day in April, wasn’t it?';
const WORDS = TEXT.split(' ').filter((word) => word !== '—');

const ends: (() => Promise<void>)[] = [];
let local: Service;

beforeAll(async () => {
  local = await service([flite(), espeak()], (end) => ends.push(end));
});
afterAll(() => Promise.all(ends.map((end) => end())));

interface Timed {
  words: string[];
  start_seconds: number[];
  end_seconds: number[];
}

const joined = (all: Timed[]) => ({
  words: all.flatMap(({ words }) => words),
  starts: all.flatMap(({ start_seconds }) => start_seconds),
  ends: all.flatMap(({ end_seconds }) => end_seconds),
});

async function streamed(body: object) {
  const asked = { stream: true, response_encoding: 'pcm_s16le', alignment: 'word', ...body };
  const all = (await Array.fromAsync(events(await local.post(asked)))).slice(0, -1);
  const parsed = all.map((event) => JSON.parse(event) as { type: string; delta: string } & Timed);
  const sound = Buffer.concat(parsed.flatMap(({ delta }) => (delta ? [Buffer.from(delta, 'base64')] : [])));
  return {
    samples: new Int16Array(new Uint8Array(sound).buffer),
    ...joined(parsed.filter(({ type }) => type === 'conversation.item.word_timestamps')),
  };
}

const VOICES = [
  ['lectern/flite', 'slt'],
  ['lectern/flite', 'kal'],
  ['lectern/espeak-ng', 'en-us'],
];

test.each(VOICES)('%s %s: every word has its time, in order, inside the sound, and is loud', async (model, voice) => {
  const { samples, words, starts, ends } = await streamed({ model, voice, input: TEXT });
  expect(words).toEqual(WORDS);
  const edges = starts.flatMap((start, i) => [start, ends[i]!]);
  expect(edges).toEqual(edges.toSorted((a, b) => a - b));
  expect(edges.at(-1)).toBeLessThanOrEqual(samples.length / 24_000);
  const quiet = words.filter((_, i) => {
    const own = samples.subarray(starts[i]! * 24_000, ends[i]! * 24_000);
    return own.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0) < 1000;
  });
  expect(quiet).toEqual([]);
});

test.each(VOICES)('%s %s: between sentences no word lasts', async (model, voice) => {
  const { words, starts, ends } = await streamed({ model, voice, input: TEXT });
  const last = words.indexOf('things.');
  expect(starts[last + 1]! - ends[last]!).toBeGreaterThan(0.2);
});

test('a recogniser that knows nothing of the text hears the words at those times', async () => {
  const input = 'The clocks were striking thirteen, and the children were playing in the garden.';
  const { samples, words, starts } = await streamed({
    model: 'lectern/flite',
    voice: 'slt',
    input,
    sample_rate: 16_000,
  });
  const recogniser = pocketsphinx();
  const { segments } = await recogniser.hear(
    (async function* () {
      yield samples;
    })(),
    new AbortController().signal,
  );
  const heard = segments.flatMap((segment) => segment.words);
  const plain = words.map((word) => word.toLowerCase().replace(/\W/g, ''));
  const same = heard.filter(({ word }) => plain.indexOf(word) >= 0 && plain.indexOf(word) === plain.lastIndexOf(word));
  expect(same.length).toBeGreaterThan(5);
  for (const { word, start } of same) expect(Math.abs(starts[plain.indexOf(word)]! - start)).toBeLessThan(0.1);
});

test('words do not change the sound', async () => {
  const body = { model: 'lectern/flite', voice: 'slt', input: TEXT };
  const plain = await local.sound({ ...body, response_format: 'raw', response_encoding: 'pcm_s16le' });
  expect((await streamed(body)).samples).toEqual(new Int16Array(new Uint8Array(plain).buffer));
});

test.each(VOICES.slice(1))('%s %s: over a WebSocket they count from the start of their item', async (model, voice) => {
  const client = new SocketClient(
    `${local.url}/v1/audio/speech/websocket?model=${model}&voice=${voice}&alignment=word`,
  );
  await client.send({ type: 'input_text_buffer.append', text: TEXT }, { type: 'input_text_buffer.commit' });
  await client.count('conversation.item.audio_output.done', 2);
  const timed = client.events.filter(({ type }) => type === 'conversation.item.word_timestamps');
  expect(timed.map(({ item_id }) => item_id)).toEqual(['tts_1', 'tts_2']);
  const all = timed as unknown as Timed[];
  expect(joined(all).words).toEqual(WORDS);
  const seconds = (item: string) =>
    client.events
      .filter(({ type, item_id }) => type === 'conversation.item.audio_output.delta' && item_id === item)
      .reduce((sum, { delta }) => sum + Buffer.from(delta as string, 'base64').length / 48_000, 0);
  const stream = await streamed({ model, voice, input: TEXT });
  const starts = [...all[0]!.start_seconds, ...all[1]!.start_seconds.map((start) => start + seconds('tts_1'))];
  starts.forEach((start, i) => expect(start).toBeCloseTo(stream.starts[i]!, 2));
});
