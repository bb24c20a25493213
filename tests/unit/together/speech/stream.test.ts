import { expect, test } from 'vitest';
import type { Speech } from '../../../../app/model/speech.ts';
import { wavHeader } from '../../../../app/pcm/wav-header.ts';
import { problemOfReply } from '../../../../app/together/http/problems.ts';
import { streamOf } from '../../../../app/together/speech/stream.ts';
import type { RawSound } from '../../../../app/together/speech/streamed-sound.ts';

const TEXT = 'It was a bright cold day.';
const SAMPLES = Int16Array.from({ length: 60 }, (_, i) => Math.round(20_000 * Math.sin(i)) | 1);
const BODY = Buffer.from(SAMPLES.buffer);
const WAV_HEAD = Buffer.from(wavHeader({ rate: 44_100, channels: 1, frames: 7 }));
const CHUNKED = { 'transfer-encoding': 'chunked' };

interface Replied {
  type?: string;
  headers?: Record<string, string>;
  raw?: RawSound;
}

/** All that is heard of a reply in these chunks. */
async function heard(
  chunks: Iterable<Uint8Array>,
  { type = 'text/event-stream', headers = CHUNKED, raw }: Replied = {},
) {
  let dropped = 0;
  const reply = {
    status: 200,
    headers: { 'content-type': type, ...headers },
    chunks: (async function* () {
      yield* chunks;
    })(),
    refusal: (body: string) => problemOfReply({ status: 200, headers: {}, body, confidential: [TEXT], now: 0 }),
    drop: () => void dropped++,
  };
  const parts: Speech[] = [];
  for await (const part of streamOf(reply, TEXT, raw)) parts.push(part);
  expect(dropped).toBeGreaterThan(0);
  const sound = parts.filter((part) => 'samples' in part);
  return {
    samples: sound.flatMap(({ samples }) => [...samples]),
    rates: [...new Set(sound.map(({ rate }) => rate))],
    words: parts.flatMap((part) => ('words' in part ? part.words : [])),
  };
}

/** The sound in deltas of odd sizes, in base64. */
function deltas(sound: Buffer = BODY): string[] {
  const cuts = [0, 7, 8, 47, 90, sound.length];
  return cuts.slice(1).map((end, i) => sound.subarray(cuts[i], end).toString('base64'));
}

const lines = (events: (object | string)[]) =>
  events.map((event) => `data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`).join('');
const itemEvent = (delta: string) => ({ type: 'conversation.item.audio_output.delta', item_id: 'tts_1', delta });
const chunkEvent = (b64: string) => ({ object: 'audio.tts.chunk', model: 'm', b64 });
const DONE = '[DONE]';
const itemDone = { type: 'conversation.item.audio_output.done', item_id: 'tts_1' };

const A = lines([...deltas().map(itemEvent), itemDone, DONE]);
const SHAPES: readonly (readonly [string, string])[] = [
  ['A: items', A],
  ['A with CRLF', A.replaceAll('\n', '\r\n')],
  ['A with CR', A.replaceAll('\n', '\r')],
  ['A with comments', `: hello\n\n${A.replaceAll('data:', ': more\ndata:')}: bye\n`],
  ['A with names', A.replaceAll('data: {', 'event: conversation.item.audio_output.delta\nid: 1\ndata: {')],
  ['A in lines', lines(deltas().map(itemEvent)).replaceAll(',', ',\ndata: ') + 'data: [DONE]\n\n'],
  ['A in several items', lines(deltas().flatMap((delta) => [itemEvent(delta)])) + lines([itemDone, DONE])],
  ['A without an end of its own', lines(deltas().map(itemEvent))],
  ['A without the last empty line', lines(deltas().map(itemEvent)) + 'data: [DONE]'],
  ['A that breaks off behind its end', `${A}data: {"ty`],
  ['A with escapes', lines(deltas().map(itemEvent)).replaceAll('/', '\\/') + lines([DONE])],
  ['A with unknown events', lines([{ type: 'ping' }, ...deltas().map(itemEvent), { type: 'usage', n: 1 }, DONE])],
  ['B: chunks', lines([...deltas().map(chunkEvent), DONE])],
  ["B': wrapped chunks", lines([...deltas().map((delta) => ({ data: chunkEvent(delta) })), { data: DONE }])],
  ['C: delta and done', lines([...deltas().map((audio) => ({ type: 'delta', audio })), { type: 'done' }])],
  ['audio_data', lines([...deltas().map((audio_data) => ({ audio_data })), DONE])],
];

test.each(SHAPES)('%s sounds the same wherever it is cut', async (_, stream) => {
  const bytes = Buffer.from(stream);
  const whole = { samples: [...SAMPLES], rates: [24_000], words: [] };
  for (let at = 0; at <= bytes.length; at++) {
    expect(await heard([bytes.subarray(0, at), bytes.subarray(at)]), `cut at ${at}`).toEqual(whole);
  }
  expect(await heard(Array.from(bytes, (_, i) => bytes.subarray(i, i + 1)))).toEqual(whole);
});

test.each(['application/octet-stream', ''])('D: bytes of %j instead of events are heard as they are', async (type) => {
  for (let at = 0; at <= BODY.length; at++) {
    expect((await heard([BODY.subarray(0, at), BODY.subarray(at)], { type })).samples).toEqual([...SAMPLES]);
  }
});

test('D: a WAV instead of events is believed, wherever it is cut', async () => {
  const wav = Buffer.concat([wavHeader({ rate: 16_000, channels: 1, frames: SAMPLES.length }), BODY]);
  for (let at = 0; at <= wav.length; at++) {
    const cut = await heard([wav.subarray(0, at), wav.subarray(at)], { type: 'audio/wav' });
    expect(cut, `cut at ${at}`).toMatchObject({ samples: [...SAMPLES], rates: [16_000] });
  }
});

test('events that come as bytes are events', async () => {
  expect((await heard([Buffer.from(A)], { type: 'application/octet-stream' })).samples).toEqual([...SAMPLES]);
});

test('a WAV header within the sound is taken out and believed but for its size, wherever deltas are cut', async () => {
  const sound = Buffer.concat([WAV_HEAD, BODY]);
  for (let at = 1; at < sound.length; at++) {
    const stream = lines([sound.subarray(0, at), sound.subarray(at)].map((part) => itemEvent(part.toString('base64'))));
    expect(await heard([Buffer.from(stream)]), `cut at ${at}`).toEqual({
      ...{ samples: [...SAMPLES], rates: [44_100], words: [] },
    });
  }
});

test('each sentence may have a header of its own', async () => {
  const sentence = Buffer.concat([WAV_HEAD, BODY]).toString('base64');
  const stream = lines([itemEvent(sentence), itemDone, itemEvent(sentence), DONE]);
  expect((await heard([Buffer.from(stream)])).samples).toEqual([...SAMPLES, ...SAMPLES]);
});

test('sound that begins like a header and is none is heard', async () => {
  const almost = Buffer.from('RIFF____WAVX', 'latin1');
  const samples = [...new Int16Array(Uint8Array.from(almost).buffer)];
  const stream = (parts: Buffer[]) => lines(parts.map((part) => itemEvent(part.toString('base64'))));
  expect((await heard([Buffer.from(stream([almost]))])).samples).toEqual(samples);
  expect((await heard([Buffer.from(stream([almost.subarray(0, 4)]))])).samples).toEqual(samples.slice(0, 2));
});

test('samples are what was asked for where nothing says so', async () => {
  const stream = Buffer.from(lines([itemEvent(Buffer.of(0xff, 0x80, 0x00).toString('base64')), DONE]));
  const raw = { encoding: 'pcm_mulaw', rate: 8000 } as const;
  expect(await heard([stream], { raw })).toMatchObject({ samples: [0, 32_124, -32_124], rates: [8000] });
});

test.each([
  ['large', 1200],
  ['small', 90],
])('a %s event gives every byte of its sound, wherever it is cut', async (_, length) => {
  const sound = Buffer.from(Array.from({ length }, (_, i) => (i * 31) & 0xff));
  for (const shape of [itemEvent, chunkEvent, (b64: string) => ({ data: chunkEvent(b64) })]) {
    const stream = Buffer.from(lines([shape(sound.toString('base64')), DONE]));
    for (let at = 0; at <= stream.length; at++) {
      const { samples } = await heard([stream.subarray(0, at), stream.subarray(at)]);
      if (!Buffer.from(Int16Array.from(samples).buffer).equals(sound)) expect.unreachable(`cut at ${at}`);
    }
  }
});

const timestamps = { words: ['it', 'was', 'a'], start_seconds: [0, 0.2, 0.4], end_seconds: [0.2, 0.4, 0.5] };
const words = [
  { word: 'it', start: 0, end: 2, from: 0, to: 0.2 },
  { word: 'was', start: 3, end: 6, from: 0.2, to: 0.4 },
  { word: 'a', start: 7, end: 8, from: 0.4, to: 0.5 },
];
const type = 'conversation.item.word_timestamps';

test.each([
  ['as documented', { type, ...timestamps }, words],
  ['nested', { type, item_id: 'tts_1', timestamps }, words],
  ['of unequal length', { type, ...timestamps, end_seconds: [0.2] }, words.slice(0, 1)],
  ['without times', { type, words: ['it'] }, []],
])('words %s are found in the text', async (_, event, expected) => {
  const stream = lines([itemEvent(BODY.toString('base64')), event, DONE]);
  const bytes = Buffer.from(stream);
  for (let at = 0; at <= bytes.length; at++) {
    const pieces = [bytes.subarray(0, at), bytes.subarray(at)];
    expect(await heard(pieces)).toEqual({ samples: [...SAMPLES], rates: [24_000], words: expected });
  }
});

const error = { message: 'No voice like that', type: 'invalid_request_error', param: 'voice', code: null };
const sounding = itemEvent(BODY.toString('base64'));

test.each([
  ['E: an error', lines([{ error }]), 'voice-unknown'],
  ['an error after sound', lines([sounding, { error }, DONE]), 'voice-unknown'],
  [
    'an error by type',
    lines([{ type: 'error', message: 'No model like that', code: 'model_not_found' }]),
    'model-unknown',
  ],
  ['an error by name', 'event: error\ndata: {"message":"Slow down","code":"rate_limit"}\n\n', 'rate-limited'],
  ['a failed item', lines([{ type: 'conversation.item.tts.failed', error }]), 'voice-unknown'],
  ['a wrapped error', lines([{ data: { error } }]), 'voice-unknown'],
  ['an error in words', lines([{ error: 'The engine broke' }]), 'service-failed'],
  ['a long error', lines([{ error: { ...error, message: `No voice ${'x'.repeat(2000)}` } }]), 'voice-unknown'],
  ['JSON without events', JSON.stringify({ error }), 'voice-unknown'],
  ['no base64', lines([itemEvent('AA*A')]), 'service-reply-unusable'],
  ['base64 of no length', lines([itemEvent('AAAAA')]), 'service-reply-unusable'],
  ['much that is no base64', lines([itemEvent(`${'A'.repeat(5000)}*${'A'.repeat(5000)}`)]), 'service-reply-unusable'],
  ['no JSON', 'data: {"type":\n\n', 'service-reply-unusable'],
] as const)('%s is the problem that it is, wherever it is cut', async (_, stream, code) => {
  const bytes = Buffer.from(stream);
  for (let at = 0; at <= bytes.length; at += bytes.length > 2_500 ? 97 : 1) {
    const cut = heard([bytes.subarray(0, at), bytes.subarray(at)]);
    await expect(cut, `cut at ${at}`).rejects.toMatchObject({ name: 'Problem', code });
  }
});

test('a stream that breaks off within an event is not taken for whole', async () => {
  const bytes = Buffer.from(lines([sounding, itemEvent(BODY.toString('base64'))]));
  const second = bytes.lastIndexOf('data:');
  for (let end = second + 8; end < bytes.length - 2; end += 5) {
    await expect(heard([bytes.subarray(0, end)]), `cut to ${end}`).rejects.toMatchObject({
      ...{ code: 'service-reply-unusable', retryable: true, again: true },
    });
  }
});

test('where HTTP does not say that a reply is whole, its events must', async () => {
  const open = { headers: {} };
  await expect(heard([Buffer.from(lines([sounding]))], open)).rejects.toThrow('end before their time');
  for (const end of [DONE, { type: 'done' }, { data: DONE }]) {
    expect((await heard([Buffer.from(lines([sounding, end]))], open)).samples).toEqual([...SAMPLES]);
  }
});

test('sound after a done that is not the last is heard', async () => {
  const stream = lines([sounding, { type: 'done' }, sounding, { type: 'done' }]);
  expect((await heard([Buffer.from(stream)])).samples).toEqual([...SAMPLES, ...SAMPLES]);
});

test('a service that is done and does not leave is left, with all of its sound', async () => {
  const controller = new AbortController();
  const chunks = (async function* () {
    yield Buffer.from(lines([sounding, { type: 'done' }]));
    await new Promise((resolve) => controller.signal.addEventListener('abort', resolve));
    throw problemOfReply({ status: 500, headers: {}, body: '', confidential: [], now: 0 });
  })();
  const reply = {
    ...{ status: 200, headers: { 'content-type': 'text/event-stream' }, chunks },
    ...{ refusal: () => expect.fail(), drop: () => controller.abort() },
  };
  const parts = await Array.fromAsync(streamOf(reply, TEXT));
  expect(parts).toHaveLength(1);
});
