import { expect, test } from 'vitest';
import { answered } from '../tools/socket-server.ts';
import { created, type HearingOptions, startHearing } from '../tools/listening-peer.ts';
import { STATUSES } from '../tools/statuses.ts';
import { KEY } from '../tools/together.ts';

const PREFIX = 'conversation.item.input_audio_transcription.';
const second = (level = 1) => new Int16Array(16_000).fill(level);
const plain = (events: unknown[]) =>
  events.map((event) => {
    const { problem, ...rest } = event as { problem?: { code: string } };
    return problem ? { ...rest, problem: problem.code } : rest;
  });
const poll = <Value>(value: () => Value) => expect.poll(value, { interval: 2, timeout: 5000 });

test('the handshake holds model, format and language in the query, and the key in a header', async () => {
  const { handshakes, peer, logged } = await startHearing({ request: { language: 'de', prompt: 'Imker' } });
  const { received } = await peer(1);
  const [{ url, headers }] = handshakes as [(typeof handshakes)[0]];
  expect(url).toBe('/v1/realtime?model=openai%2Fwhisper-large-v3&input_audio_format=pcm_s16le_16000&language=de');
  expect(headers).toMatchObject({ authorization: `Bearer ${KEY}`, 'openai-beta': 'realtime=v1' });
  await poll(() => received).toEqual([{ type: 'transcription_session.updated', session: { prompt: 'Imker' } }]);
  expect(logged.join()).not.toContain('Imker');
});

test('sound goes out as base64 in messages of a second at most, once the session stands', async () => {
  const { session, peer, peers } = await startHearing({ begin: () => undefined });
  const sound = Int16Array.from({ length: 40_000 }, (_, i) => (i * 7) % 65_536);
  session.append(sound);
  await poll(() => peers.length).toBe(1);
  expect(peers[0]!.received).toEqual([]);
  created(peers[0]!);
  const { received } = await peer(1);
  await poll(() => received.length).toBe(3);
  expect(received.map(({ audio }) => Buffer.from(String(audio), 'base64').length / 2)).toEqual([16_000, 16_000, 8000]);
  expect(peers[0]!.sound).toEqual(sound);
});

test('texts come as they are said: replaced, mixed, late, failed, and by turns', async () => {
  const { peer, told } = await startHearing();
  const service = await peer(1);
  service.delta('a', 'Good');
  service.say({ type: `${PREFIX}delta`, item_id: 'a', transcript: 'Good day' });
  service.delta('b', 'to');
  service.completed('a', 'Good day.', { start: 0, duration: 1.5, logprobs: null, tokens: [] });
  service.delta('a', 'Good da');
  service.failed(
    { message: 'decoder', type: 'server_error', param: null, code: null },
    { event_type: 'delta', item_id: 'b' },
  );
  service.say({ type: 'conversation.item.created', item: {} });
  service.say(['not', 'an', 'event']);
  service.say({ type: 'input_audio_buffer.committed' });
  service.say({ type: `${PREFIX}start_of_turn`, item_id: 'c' });
  service.say({ type: `${PREFIX}eager_end_of_turn`, item_id: 'c', transcript: 'How', end_of_turn_confidence: 0.4 });
  service.say({ type: `${PREFIX}turn_resumed`, item_id: 'c' });
  service.say({ type: `${PREFIX}end_of_turn`, item_id: 'c', transcript: 'How are you?', end_of_turn_confidence: 0.9 });
  service.say({ type: 'error', message: 'something small' });
  service.say({ type: 'input_audio_buffer.processed', processed_ms: 0 });
  expect(plain(await told(12))).toEqual([
    { type: 'created', session: 's1' },
    { type: 'partial', item: '1/a', text: 'Good' },
    { type: 'partial', item: '1/a', text: 'Good day' },
    { type: 'partial', item: '1/b', text: 'to' },
    { type: 'completed', item: '1/a', text: 'Good day.' },
    { type: 'turn-failed', item: '1/b', problem: 'service-failed' },
    { type: 'turn', phase: 'started', item: '1/c', text: '', confidence: null },
    { type: 'turn', phase: 'ending', item: '1/c', text: 'How', confidence: 0.4 },
    { type: 'turn', phase: 'resumed', item: '1/c', text: '', confidence: null },
    { type: 'turn', phase: 'ended', item: '1/c', text: 'How are you?', confidence: 0.9 },
    { type: 'turn-failed', item: null, problem: 'service-failed' },
    { type: 'processed', ms: 0 },
  ]);
});

const finals: [string, HearingOptions, string, Record<string, unknown>][] = [
  [
    'a model without an endpoint',
    { begin: (peer) => (peer.failed({ code: 'model_not_available', message: 'no' }), peer.close(1000)) },
    'model-needs-endpoint',
    {},
  ],
  [
    'a sound that the service cannot read',
    { begin: (peer) => peer.failed({ message: 'Unsupported format' }) },
    'audio-unsupported',
    {},
  ],
  [
    'no workers, told on closing',
    { begin: (peer) => (created(peer), peer.close(4503)) },
    'service-overloaded',
    { close: 4503 },
  ],
  [
    'no workers, told before',
    { begin: (peer) => (created(peer), peer.failed({ code: 'no_healthy_upstream' })) },
    'service-overloaded',
    {},
  ],
  [
    'a redirect',
    { refuse: answered(307, { location: 'http://127.0.0.1:1/' }) },
    'service-reply-unusable',
    { status: 307 },
  ],
  [
    'a pause that is too long to wait',
    { refuse: answered(429, { 'retry-after': '3600' }) },
    'rate-limited',
    { status: 429 },
  ],
  [
    'a failed session that is not worth another',
    { begin: (peer) => (created(peer), peer.say({ type: 'error', error: { code: 'invalid_api_key' } })) },
    'key-refused',
    {},
  ],
];
test.each(finals)('%s ends the session at once', async (_name, options, code, details) => {
  const { over, events, handshakes } = await startHearing(options);
  expect(await over).toBeNull();
  expect(events.at(-1)).toMatchObject({ type: 'failed', problem: { code, details } });
  expect(handshakes).toHaveLength(1);
});

const losses: [string, HearingOptions['begin'], string][] = [
  ['1000 with nothing said', (peer) => peer.close(1000), 'service-unreachable'],
  [
    '1000 after a passing failure',
    (peer) => (peer.failed({ message: 'overloaded', type: 'server_error' }), peer.close(1000)),
    'service-failed',
  ],
  [
    '1000 after an error that explains it',
    (peer) => (peer.say({ type: 'error', message: 'restarting' }), peer.close(1000)),
    'service-failed',
  ],
  ['1006', (peer) => peer.drop(), 'service-unreachable'],
  ['1013', (peer) => peer.close(1013), 'service-overloaded'],
];
test.each(losses)('after %s another connection is tried', async (_name, end, code) => {
  const { time, peer, events, session } = await startHearing();
  session.append(second());
  const first = await peer(1);
  await poll(() => first.sound.length).toBe(16_000);
  end!(first);
  await poll(() => plain(events).at(-1)).toEqual({ type: 'interrupted', problem: code });
  await time.advance(249);
  expect(events.at(-1)!.type).toBe('interrupted');
  await time.advance(1);
  const other = await peer(2);
  await poll(() => other.sound.length).toBe(16_000);
  other.completed('x', 'Hello.');
  await poll(() => events.at(-1)).toEqual({ type: 'completed', item: '2/x', text: 'Hello.' });
});

test.each(['half a {', Buffer.from('{}')])('a message that is no JSON loses no text: %j', async (message) => {
  const { time, peer, events, session } = await startHearing();
  session.append(second());
  const first = await peer(1);
  await poll(() => first.sound.length).toBe(16_000);
  first.garble(message);
  await poll(() => plain(events).at(-1)).toEqual({ type: 'interrupted', problem: 'service-reply-unusable' });
  await time.advance(250);
  const other = await peer(2);
  await poll(() => other.sound.length).toBe(16_000);
});

test('a name of a session that is the key stays with us', async () => {
  const { peer, events } = await startHearing({
    begin: (peer) => peer.say({ type: 'session.created', session: { id: KEY } }),
  });
  await peer(1);
  expect(events).toEqual([{ type: 'created', session: null }]);
});

test.each(STATUSES)('a handshake with a %i fails after the tries that it is worth', async (status, attempts, code) => {
  const { time, handshakes, over, events } = await startHearing({ refuse: answered(status, {}, '<html>sorry</html>') });
  let done = false;
  void over.then(() => (done = true));
  for (let turn = 0; !done && turn < 500; turn++) await time.advance(50);
  expect(plain(events)).toEqual([{ type: 'failed', problem: code }]);
  // Nothing is bought by a handshake, so a service that failed is worth another one.
  expect(handshakes).toHaveLength(status >= 500 ? 3 : attempts);
});

test('connections are tried three times in a row, with pauses that double, and each of its own', async () => {
  const { time, handshakes, over, events } = await startHearing({ refuse: answered(500) });
  await poll(() => handshakes.length).toBe(1);
  await poll(() => time.sleepers).toBe(1);
  await time.advance(250);
  await poll(() => handshakes.length).toBe(2);
  await poll(() => time.sleepers).toBe(1);
  await time.advance(499);
  expect(handshakes).toHaveLength(2);
  await time.advance(1);
  expect(await over).toBeNull();
  expect(handshakes).toHaveLength(3);
  expect(plain(events)).toEqual([{ type: 'failed', problem: 'service-failed' }]);
});

test('a session that is lost each time it begins is given up, however often it begins', async () => {
  const { time, over, events, handshakes } = await startHearing({
    begin: (peer) => (created(peer), peer.delta('a', 'you'), peer.close(1000)),
  });
  let done = false;
  void over.then(() => (done = true));
  for (let turn = 0; !done && turn < 500; turn++) await time.advance(50);
  expect(handshakes).toHaveLength(3);
  expect(events.at(-1)).toMatchObject({ type: 'failed' });
});

test('a pause that a busy service asks for is kept', async () => {
  const { time, handshakes, peer } = await startHearing({
    refuse: (socket, number) => number === 1 && (answered(429, { 'retry-after': '5' })(socket), true),
  });
  await poll(() => handshakes.length).toBe(1);
  await poll(() => time.sleepers).toBe(1);
  await time.advance(4999);
  expect(handshakes).toHaveLength(1);
  await time.advance(1);
  await peer(1);
});

test('a session that does not begin within 10 s is tried again', async () => {
  const { time, peers, handshakes, peer } = await startHearing({
    begin: ({ number }) => number > 1 && created(peers[1]!),
  });
  await poll(() => peers.length).toBe(1);
  await poll(() => time.sleepers).toBeGreaterThan(1);
  await time.advance(10_000);
  await poll(() => peers[0]!.goodbye).toBe(1000);
  await time.advance(1000);
  await peer(1);
  expect(handshakes).toHaveLength(2);
});

test('of an interruption the last 5 s of sound are sent again, and what they bring back is left out', async () => {
  const { session, time, peer, events, told } = await startHearing();
  const first = await peer(1);
  for (let i = 1; i <= 6; i++) session.append(second(i));
  await poll(() => first.sound.length).toBe(96_000);
  first.completed('a', 'The quick brown fox.');
  await told(2);
  first.delta('b', 'jumps');
  await told(3);
  session.append(second(7));
  await poll(() => first.sound.length).toBe(112_000);
  first.drop();
  await told(4);
  session.append(second(8));
  await time.advance(250);
  const other = await peer(2);
  await poll(() => other.sound.length).toBe(64_000);
  expect([...new Set(other.sound)]).toEqual([5, 6, 7, 8]);
  other.delta('a', 'brown fox');
  other.delta('a', 'brown fox jumps over');
  other.completed('a', 'Brown fox jumps over the dog.');
  expect(plain(await told(7))).toEqual([
    { type: 'created', session: 's1' },
    { type: 'completed', item: '1/a', text: 'The quick brown fox.' },
    { type: 'partial', item: '1/b', text: 'jumps' },
    { type: 'interrupted', problem: 'service-unreachable' },
    { type: 'created', session: 's2' },
    { type: 'partial', item: '2/a', text: 'jumps over' },
    { type: 'completed', item: '2/a', text: 'jumps over the dog.' },
  ]);
  expect(events).toHaveLength(7);
});

test('sound that is older than 5 s when the service comes back is said to be lost', async () => {
  const { session, time, peer, events } = await startHearing();
  const first = await peer(1);
  first.drop();
  await poll(() => events.length).toBe(2);
  for (let i = 0; i < 8; i++) session.append(second());
  await time.advance(250);
  await peer(2);
  await poll(() => events.at(-1)).toEqual({ type: 'lost', seconds: 3 });
});

test('after 300 s without sound the service may end it, and the next sound opens another session', async () => {
  const { session, time, peer, peers, handshakes, events } = await startHearing();
  session.append(second());
  const first = await peer(1);
  await poll(() => first.sound.length).toBe(16_000);
  first.completed('a', 'Good night.');
  first.failed({ message: 'Timeout', type: 'service_unavailable_error' });
  await poll(() => first.goodbye).not.toBeNull();
  await time.advance(600_000);
  expect(handshakes).toHaveLength(1);
  session.append(second(2));
  const other = await peer(2);
  await poll(() => other.sound.length).toBe(16_000);
  expect([...new Set(other.sound)]).toEqual([2]);
  other.completed('a', 'Good night.');
  await poll(() => plain(events).slice(1)).toEqual([
    { type: 'completed', item: '1/a', text: 'Good night.' },
    { type: 'created', session: 's2' },
    { type: 'completed', item: '2/a', text: 'Good night.' },
  ]);
  expect(peers).toHaveLength(2);
});

const echo: HearingOptions['hear'] = ({ type, echo_id }, peer) => {
  if (type !== 'echo') return;
  peer.say({ type: 'echo.response', echo_id, server_received_at: 1, server_sent_at: 1 });
  peer.say({ type: 'input_audio_buffer.processed', processed_ms: 0 });
};

test('a service that stops answering probes is left within 7 s', async () => {
  const { time, peer, events, told } = await startHearing({
    hear: (message, service) =>
      service.received.filter(({ type }) => type === 'echo').length < 3 && echo(message, service),
  });
  const { received } = await peer(1);
  for (let probe = 1; probe <= 2; probe++) {
    await time.advance(5000);
    await told(1 + probe);
    await time.advance(2000);
  }
  expect(received.map(({ type, echo_id }) => [type, echo_id])).toEqual([
    ['echo', 1],
    ['echo', 2],
  ]);
  await time.advance(5000);
  await poll(() => received.length).toBe(3);
  await time.advance(1999);
  expect(events).toHaveLength(3);
  await time.advance(1);
  expect(events.at(-1)).toMatchObject({ type: 'interrupted', problem: { details: { reason: 'PROBE_TIMEOUT' } } });
});

test.each([
  ['keeps silent', () => undefined],
  [
    'refuses them',
    ({ type }, peer) => type === 'echo' && peer.say({ type: 'error', error: { message: 'unknown message type' } }),
  ],
] as [string, NonNullable<HearingOptions['hear']>][])(
  'a service that does not know probes and %s is not left',
  async (_name, hear) => {
    const { time, peer, peers, events } = await startHearing({ hear });
    await peer(1);
    for (let i = 0; i < 8; i++) {
      await time.advance(7000);
      const sent = peers[0]!.received.length;
      peers[0]!.say({ type: 'input_audio_buffer.processed', processed_ms: 0 });
      await poll(() => events.length).toBe(i + 2);
      expect(peers[0]!.received.length).toBe(sent);
    }
    expect(peers).toHaveLength(1);
  },
);

test('a session that goes quiet in the middle of a text is left after 30 s, though probes are answered', async () => {
  const { session, time, peer, events } = await startHearing({
    hear: ({ type, echo_id }, service) => type === 'echo' && service.say({ type: 'echo.response', echo_id }),
  });
  const service = await peer(1);
  service.delta('a', 'Good');
  await poll(() => events.length).toBe(2);
  for (let ms = 0; ms < 42_000 && events.length === 2; ms += 500) {
    session.append(new Int16Array(8000));
    await time.advance(500);
    const bytes = service.received.length;
    await poll(() => service.received.length).toBeGreaterThanOrEqual(bytes);
  }
  expect(events.at(-1)).toMatchObject({ type: 'interrupted', problem: { details: { reason: 'STALE' } } });
});

test('a room in which nobody speaks is no dead session', async () => {
  const { session, time, peer, events } = await startHearing({ hear: echo });
  await peer(1);
  for (let probe = 1; probe <= 10; probe++) {
    session.append(second(0));
    await time.advance(5000);
    await poll(() => events.length).toBe(1 + probe);
    await time.advance(2000);
  }
  expect(events.filter(({ type }) => type !== 'processed')).toEqual([{ type: 'created', session: 's1' }]);
});

test('a flush commits, and waits for as long as texts come', async () => {
  const { session, time, peer, told } = await startHearing();
  const service = await peer(1);
  session.append(new Int16Array(100));
  let done = false;
  void session.flush().then(() => (done = true));
  await poll(() => service.words).toEqual(['input_audio_buffer.commit']);
  expect(service.sound).toHaveLength(100);
  await time.advance(1900);
  service.delta('a', 'Good');
  await told(2);
  await time.advance(1900);
  service.completed('a', 'Good.');
  await told(3);
  await time.advance(1900);
  expect(done).toBe(false);
  await time.advance(300);
  expect(done).toBe(true);
  await session.flush();
  expect(service.words).toEqual(['input_audio_buffer.commit']);
});

test('a flush ends after 30 s, however much is said', async () => {
  const { session, time, peer, told } = await startHearing();
  const service = await peer(1);
  session.append(second());
  let done = 0;
  const begun = time.now();
  void session.flush().then(() => (done = time.now() - begun));
  await poll(() => service.words).toEqual(['input_audio_buffer.commit']);
  for (let i = 0; i < 40 && done === 0; i++) {
    service.delta('a', `word ${i}`);
    await told(2 + i);
    await time.advance(1000);
  }
  expect(done).toBe(30_000);
});

test('what is cleared is forgotten on both sides', async () => {
  const { session, peer } = await startHearing();
  const service = await peer(1);
  session.append(second());
  session.clear();
  await poll(() => service.words).toEqual(['input_audio_buffer.clear']);
  await session.flush();
  expect(service.words).toEqual(['input_audio_buffer.clear']);
});

test('closing says goodbye, ends the events, and leaves no socket and nobody waiting', async () => {
  const { session, time, peer, over, open } = await startHearing();
  const service = await peer(1);
  await session.close();
  expect(await over).toBeNull();
  await poll(() => service.goodbye).toBe(1000);
  await poll(() => [open(), time.sleepers]).toEqual([0, 0]);
  session.append(second());
  await session.flush();
  await session.close();
});

test.each(['while it connects', 'while it listens', 'while it waits to try again', 'while it sleeps'])(
  'an abort %s ends it with the reason, and leaves no socket and nobody waiting',
  async (when) => {
    const hearing = await startHearing(when === 'while it connects' ? { begin: () => undefined } : {});
    const { life, over, open, time, peers, peer, events } = hearing;
    if (when === 'while it connects') await poll(() => peers.length).toBe(1);
    else {
      const service = await peer(1);
      if (when === 'while it waits to try again') service.drop();
      if (when === 'while it sleeps') service.failed({ code: 'idle_timeout' });
      if (when === 'while it waits to try again') await poll(() => events.length).toBe(2);
      if (when === 'while it sleeps') await poll(() => [open(), time.sleepers]).toEqual([0, 0]);
    }
    life.abort();
    expect(await over).toBe(life.signal.reason);
    await hearing.session.ended;
    await poll(() => [open(), time.sleepers]).toEqual([0, 0]);
  },
);

test('closing the client ends its sessions as cancelled', async () => {
  const { client, peer, over, open } = await startHearing();
  await peer(1);
  await client.close();
  expect(await over).toMatchObject({ name: 'AbortError' });
  await poll(() => open()).toBe(0);
});
