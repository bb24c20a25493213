import { afterAll, beforeAll, expect, test } from 'vitest';
import { ManualTime } from '../tools/manual-time.ts';
import { countingRecogniser } from './local-recogniser.ts';
import { flite, pocketsphinx, service, type Service } from './local-service.ts';
import { SocketClient } from './local-socket.ts';

const KIND = 'conversation.item.input_audio_transcription';
const ends: (() => Promise<void>)[] = [];
const recogniser = countingRecogniser();
const time = new ManualTime();
/** Hears for itself, and counts only. */
let local: Service;
let counting: Service;

beforeAll(async () => {
  const end = (close: () => Promise<void>) => ends.push(close);
  local = await service([flite()], end);
  counting = await service([], end, { recogniser, clock: time, perMinute: 1e6 });
});
afterAll(() => Promise.all(ends.map((end) => end())));

const opened = (query: string, at: Service = counting) => new SocketClient(`${at.url}/v1/realtime?${query}`);

const append = (samples: Int16Array) => ({
  type: 'input_audio_buffer.append',
  audio: Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength).toString('base64'),
});
const commit = { type: 'input_audio_buffer.commit' };
const tone = (ms: number, amplitude = 8000, rate = 16_000) =>
  Int16Array.from({ length: (ms * rate) / 1000 }, (_, i) => Math.round(amplitude * Math.cos(i / 5)));
/** In messages of 200 ms, as a microphone has them. */
const chunks = (samples: Int16Array, length = 3200) =>
  Array.from({ length: Math.ceil(samples.length / length) }, (_, i) =>
    append(samples.slice(i * length, (i + 1) * length)),
  );

test('a session begins with what it is and writes down what is said, turn by turn', async () => {
  const sentences = ['The clocks were striking thirteen.', 'The children were playing in the garden.'];
  const client = opened(
    'model=openai/whisper-large-v3&input_audio_format=pcm_s16le_16000&max_speech_duration_s=20',
    local,
  );
  expect(await client.until(() => true)).toMatchObject({
    type: 'session.created',
    session: { object: 'realtime.session', model: 'openai/whisper-large-v3' },
  });
  for (const input of sentences) {
    const body = { model: 'lectern/flite', voice: 'slt', input, response_format: 'raw', sample_rate: 16_000 };
    const bytes = await local.sound({ ...body, response_encoding: 'pcm_s16le' });
    await client.send(...chunks(new Int16Array(new Uint8Array(bytes).buffer)), append(new Int16Array(16_000)));
  }
  await client.count(`${KIND}.completed`, 2);
  const told = client.events
    .slice(1)
    .map(({ type, delta, transcript }) => [type.slice(KIND.length + 1), delta ?? transcript]);
  const [first, second] = ['the clocks were striking thirteen', 'the children were playing in the garden'];
  expect(told).toEqual([
    ['delta', first],
    ['completed', first],
    ['delta', second],
    ['completed', second],
  ]);
});

test('a commit ends the turn, and starts count the speech that was heard', async () => {
  const client = opened('model=lectern/pocketsphinx');
  await client.send(append(tone(600)), commit, append(tone(400)), commit, commit);
  await client.count(`${KIND}.completed`, 2);
  await client.count('input_audio_buffer.committed', 3);
  const completed = client.events.filter(({ type }) => type === `${KIND}.completed`);
  expect(completed.map(({ item_id, transcript, start, duration }) => [item_id, transcript, start, duration])).toEqual([
    ['item_1', '600 ms', 0, 0.6],
    ['item_2', '400 ms', 0.6, 0.4],
  ]);
});

test.each([
  ['pcm_s16le_8000', 8000],
  ['pcm_s16le_24000', 24_000],
  ['pcm16', 24_000],
])('%s is brought to 16,000 Hz', async (format, rate) => {
  const client = opened(`model=lectern/pocketsphinx&turn_detection=none&input_audio_format=${format}`);
  await client.send(...chunks(tone(1000, 8000, rate), 777), commit);
  const { transcript } = await client.until(({ type }) => type === `${KIND}.completed`);
  // What the filter looks ahead stays in it.
  expect(parseInt(transcript as string)).toBeGreaterThan(980);
});

test('what was cleared is not heard', async () => {
  const client = opened('turn_detection=none');
  await client.send(append(tone(600)), { type: 'input_audio_buffer.clear' }, append(tone(300)), commit);
  expect(await client.until(({ type }) => type === `${KIND}.completed`)).toMatchObject({ transcript: '300 ms' });
});

test('detection is changed under way, and acknowledged', async () => {
  const client = opened('model=lectern/pocketsphinx&threshold=0.5');
  const session = (turn_detection: object | null) => ({
    type: 'transcription_session.updated',
    session: { turn_detection },
  });
  await client.send(session({ type: 'server_vad', min_silence_duration_ms: 100 }), session(null));
  await client.count('transcription_session.updated', 2);
  expect(client.events.slice(1).map((event) => event['session'])).toMatchObject([
    { turn_detection: { type: 'server_vad', threshold: 0.5, min_silence_duration_ms: 100, speech_pad_ms: 250 } },
    { turn_detection: null },
  ]);
  await client.send(append(tone(500)), append(new Int16Array(16_000)), commit);
  expect(await client.until(({ type }) => type === `${KIND}.completed`)).toMatchObject({ transcript: '1500 ms' });
});

test('an echo comes back', async () => {
  const client = opened('model=lectern/pocketsphinx');
  await client.send({ type: 'echo', echo_id: 'e1', client_sent_at: 12, payload: { any: ['thing'] } });
  expect(await client.until(({ type }) => type === 'echo.response')).toMatchObject({
    echo_id: 'e1',
    client_sent_at: 12,
    server_received_at: expect.any(Number),
    server_sent_at: expect.any(Number),
    payload: { any: ['thing'] },
  });
});

test('a turn that cannot be recognised fails alone', async () => {
  const client = opened('turn_detection=none');
  await client.send(append(new Int16Array(1600).fill(32_767)), commit, append(tone(300)), commit);
  await client.count(`${KIND}.completed`, 1);
  expect(client.events.find(({ type }) => type === `${KIND}.failed`)).toMatchObject({
    event_type: 'completed',
    item_id: 'item_1',
    error: { type: 'server_error' },
  });
});

test.each([
  ['no JSON', '{'],
  ['an unknown type', { type: 'transcription_session.update', session: {} }],
  ['a number out of bounds', { type: 'transcription_session.updated', session: { turn_detection: { threshold: 7 } } }],
])('%s is answered with an error, and the session goes on', async (_, message) => {
  const client = opened('model=lectern/pocketsphinx');
  await client.send(message, { type: 'echo', echo_id: 1 });
  await client.until(({ type }) => type === 'echo.response');
  expect(client.events.map(({ type }) => type)).toEqual(['session.created', 'error', 'echo.response']);
});

test.each([
  ['a binary message', 'model=lectern/pocketsphinx', new Uint8Array(4), 'Messages must be text.', 1000],
  [
    'sound that is none',
    '',
    { type: 'input_audio_buffer.append', audio: 'no base64!' },
    'invalid audio data format',
    1000,
  ],
  ['another model', 'model=openai/none', null, "There is no model 'openai/none'", 1000],
  ['another language', 'language=de', null, 'English only', 1000],
  ['another format', 'input_audio_format=mp3', null, 'unsupported format', 1000],
  ['a number out of bounds', 'speech_pad_ms=-1', null, "'speech_pad_ms'", 1000],
])('%s ends the session', async (_, query, message, why, code) => {
  const client = opened(query);
  if (message) await client.send(message);
  expect(await client.closed).toBe(code);
  const last = client.events.at(-1)!;
  expect(last).toMatchObject({ type: `${KIND}.failed`, error: { message: expect.stringContaining(why) } });
  expect(last).not.toHaveProperty('event_type');
});

test('without a recogniser nobody need come again', async () => {
  const deaf = await service([], undefined, { recogniser: pocketsphinx('/nowhere/pocketsphinx') });
  const client = opened('model=lectern/pocketsphinx', deaf);
  expect(await client.closed).toBe(4503);
  expect(client.events).toMatchObject([{ type: `${KIND}.failed`, error: { code: 'no_healthy_workers' } }]);
});

test('a page is told which of its protocols is spoken', async () => {
  const client = new SocketClient(`${counting.url}/v1/realtime`, {}, ['realtime', 'openai-insecure-api-key.x']);
  await client.until(() => true);
  expect(client.socket.protocol).toBe('realtime');
});

test('300 s without sound end the session; sound begins them anew', async () => {
  const client = opened('model=lectern/pocketsphinx');
  await client.until(() => true);
  await time.advance(200_000);
  await client.send(append(new Int16Array(160)), { type: 'echo', echo_id: 1 });
  await client.until(({ type }) => type === 'echo.response');
  await time.advance(299_999);
  await client.send({ type: 'echo', echo_id: 2 });
  await client.until(({ type, echo_id }) => type === 'echo.response' && echo_id === 2);
  await time.advance(1);
  expect(await client.closed).toBe(1000);
  expect(client.events.at(-1)).toMatchObject({
    type: `${KIND}.failed`,
    error: { type: 'service_unavailable_error', code: 'idle_timeout', message: expect.stringContaining('Timeout') },
  });
});

test('nothing waits for a client that has gone', async () => {
  await expect.poll(() => time.sleepers).toBe(0);
  const client = opened('model=lectern/pocketsphinx');
  await client.until(() => true);
  expect(time.sleepers).toBe(1);
  client.socket.terminate();
  await expect.poll(() => time.sleepers).toBe(0);
});
