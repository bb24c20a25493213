import { expect, test } from 'vitest';
import { KEY, REQUEST, SAMPLES, SOUND, spoken, startPair, WAV } from '../tools/together.ts';

test('speech is asked for as the API wants it, and heard as it was sent', async () => {
  const pair = await startPair((response) => response.writeHead(200, { 'content-type': 'audio/wav' }).end(WAV));
  expect(await spoken(pair)).toEqual(SAMPLES);
  const [{ method, url, headers, body } = expect.fail()] = pair.server.received;
  expect([method, url]).toEqual(['POST', '/v1/audio/speech']);
  expect(headers).toMatchObject({
    authorization: `Bearer ${KEY}`,
    'content-type': 'application/json',
    'accept-encoding': 'identity',
  });
  expect(JSON.parse(body)).toEqual({
    ...REQUEST,
    language: 'en',
    response_format: 'wav',
    response_encoding: 'pcm_s16le',
    sample_rate: 24_000,
    stream: false,
  });
});

/** 34 characters at 4 dollars a million; the clock of these tests stands still but for the wait. */
const TIMES = { cost: 0.000136, waited: 250, timeToFirstByte: 0, timeToFirstSound: 0 };

test('neither the text nor the key is logged', async () => {
  const pair = await startPair((response, { number }) => response.writeHead(number === 1 ? 503 : 200).end(WAV));
  expect(await spoken(pair)).toEqual(SAMPLES);
  expect(pair.logged.map((line) => JSON.parse(line))).toEqual([
    { event: 'service-replied', path: '/audio/speech', status: 503, ms: 0 },
    { event: 'service-retry', tried: 1, ms: 250 },
    { event: 'service-replied', path: '/audio/speech', status: 200, ms: 0 },
    { event: 'receipt', model: REQUEST.model, way: 'rest', characters: 34, seconds: 0.1, ...TIMES },
  ]);
});

test('a reply that was heard to its end leaves its connection to the next request', async () => {
  const pair = await startPair((response) => {
    response.writeHead(200, { 'content-type': 'audio/wav' });
    response.write(WAV.subarray(0, 1000));
    response.write(WAV.subarray(1000));
    // The end of the body comes by itself, after the last sample has been heard.
    setImmediate(() => response.end());
  });
  for (let i = 0; i < 5; i++) expect(await spoken(pair)).toEqual(SAMPLES);
  // Not one: a request that follows in the same turn finds the first connection still being tidied up.
  expect(new Set(pair.server.received.map(({ connection }) => connection)).size).toBeLessThanOrEqual(2);
});

test('samples that arrive byte by byte, slower in all than the idle time, are heard', async () => {
  const bytes = Buffer.from(WAV.subarray(0, 84));
  bytes.writeUInt32LE(40, 40);
  const pair = await startPair(
    (response) => {
      response.writeHead(200, { 'content-type': 'audio/wav' });
      let at = 0;
      const drip = setInterval(() => {
        response.write(bytes.subarray(at, ++at));
        if (at < bytes.length) return;
        clearInterval(drip);
        response.end();
      }, 8);
    },
    { timeouts: { idle: 400 } },
  );
  expect(await spoken(pair)).toEqual(SAMPLES.slice(0, 20));
});

test('sound is passed on while more of it is on the way', async () => {
  let finish = () => {};
  const pair = await startPair((response) => {
    response.writeHead(200, { 'content-type': 'audio/wav' }).write(WAV.subarray(0, 1044));
    finish = () => response.end(WAV.subarray(1044));
  });
  let frames = 0;
  for await (const { samples } of pair.client.speak(REQUEST, pair.signal)) {
    if (frames === 0) finish();
    frames += samples.length;
  }
  expect(frames).toBe(SAMPLES.length);
});

test('a slow listener holds the service back instead of filling the memory, and loses nothing', async () => {
  const large = Buffer.alloc(8 * 1024 * 1024, SOUND);
  let sent = 0;
  const pair = await startPair(
    async (response) => {
      response.writeHead(200, { 'content-type': 'application/octet-stream' });
      for (let at = 0; at < large.length; at += 65_536) {
        if (!response.write(large.subarray(at, at + 65_536))) await new Promise((r) => response.once('drain', r));
        sent = at;
      }
      response.end();
    },
    { timeouts: { idle: 100 } },
  );
  const heard: Buffer[] = [];
  let sentMeanwhile = -1;
  for await (const { samples } of pair.client.speak(REQUEST, pair.signal)) {
    heard.push(Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength));
    // Longer than the idle time: it is we who keep silent here, which must not count against the service.
    if (sentMeanwhile < 0) {
      await new Promise((resolve) => setTimeout(resolve, 300));
      sentMeanwhile = sent;
    }
  }
  expect(Buffer.concat(heard).equals(large)).toBe(true);
  expect(sentMeanwhile).toBeLessThan(large.length - 65_536);
});

test('a reply without a sound is a problem, not a silence', async () => {
  const pair = await startPair((response) => response.writeHead(200, { 'content-type': 'audio/wav' }).end());
  expect(await spoken(pair)).toMatchObject({ code: 'service-reply-unusable', retryable: true });
  expect(pair.server.received).toHaveLength(1);
});

test.each([
  ['events', 'text/event-stream', 'data: {"type":"delta","audio":"AAAA"}\n\n'],
  ['mp3', 'audio/mpeg', 'ID3\x04\0\0\0\0\0\0\0\0'],
  ['ogg', 'application/octet-stream', 'OggS\0\0\0\0\0\0\0\0'],
  ['unknown', 'text/html', '<!doctype html><title>Sign in to the hotel</title>'],
])('%s in place of a WAV is named, and bought once', async (got, type, body) => {
  const pair = await startPair((response) => response.writeHead(200, { 'content-type': type }).end(body));
  expect(await spoken(pair)).toMatchObject({ code: 'service-reply-unusable', retryable: false, details: { got } });
  expect(pair.server.received).toHaveLength(1);
});

test('a reply that is compressed unasked is not heard as noise', async () => {
  const pair = await startPair((response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(SOUND));
  expect(await spoken(pair)).toMatchObject({ code: 'service-reply-unusable', retryable: false });
});

test('an error that comes as a success is told as the error that it is', async () => {
  const error = { message: "Voice 'x' is not available for model 'y'", type: 'invalid_request_error' };
  const pair = await startPair((response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ error })),
  );
  expect(await spoken(pair)).toMatchObject({ code: 'voice-unknown', retryable: false });
});
