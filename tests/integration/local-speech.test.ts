import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from 'mediabunny';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { espeak, flite, service, type Service } from './local-service.ts';

const request = { model: 'lectern/flite', voice: 'slt', input: 'It was a bright cold day. Nobody knew “why”…' };
const ends: (() => Promise<void>)[] = [];
let local: Service;
let reference: Int16Array;

beforeAll(async () => {
  local = await service([flite(), espeak()], (end) => ends.push(end));
  reference = shorts(await local.sound({ ...request, response_format: 'raw', response_encoding: 'pcm_s16le' }));
});
afterAll(() => Promise.all(ends.map((end) => end())));

const shorts = (bytes: Uint8Array) => new Int16Array(new Uint8Array(bytes).buffer);

test('speech is of the length of speech, begins and ends in silence and is loud between', () => {
  expect(reference.length / 24_000).toBeGreaterThan(2.5);
  expect(reference.length / 24_000).toBeLessThan(5);
  const edge = [...reference.subarray(0, 120), ...reference.subarray(-120)];
  expect(Math.max(...edge.map(Math.abs))).toBeLessThan(300);
  expect(reference.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0)).toBeGreaterThan(8000);
});

describe('raw', () => {
  test('pcm_f32le is the default and the same sound exactly', async () => {
    const bytes = await local.sound({ ...request, response_format: 'raw' });
    expect(Int16Array.from(new Float32Array(new Uint8Array(bytes).buffer), (value) => value * 32_768)).toEqual(
      reference,
    );
  });

  test.each([
    ['pcm_mulaw', mulaw],
    ['pcm_alaw', alaw],
  ])('%s is the same sound to within its steps', async (response_encoding, value) => {
    const bytes = await local.sound({ ...request, response_format: 'raw', response_encoding });
    expect(bytes.length).toBe(reference.length);
    // Steps of both laws are at most a sixteenth of the value, or 16 near silence; half a step is the error.
    const wrong = [...bytes].findIndex(
      (code, i) => Math.abs(value(code) - reference[i]!) > Math.max(16, Math.abs(reference[i]!) / 25),
    );
    expect(wrong).toBe(-1);
  });
});

test('wav says its true sizes and holds the same sound whatever encoding is asked for', async () => {
  const reply = await local.post({ ...request, response_encoding: 'pcm_mulaw' });
  const bytes = Buffer.from(await reply.arrayBuffer());
  expect({
    type: reply.headers.get('content-type'),
    length: Number(reply.headers.get('content-length')),
    riff: bytes.toString('latin1', 0, 4),
    size: bytes.readUInt32LE(4),
    format: [bytes.readUInt16LE(20), bytes.readUInt16LE(22), bytes.readUInt32LE(24), bytes.readUInt16LE(34)],
    data: bytes.readUInt32LE(40),
  }).toEqual({
    type: 'audio/wav',
    length: 44 + reference.byteLength,
    riff: 'RIFF',
    size: 36 + reference.byteLength,
    format: [1, 1, 24_000, 16],
    data: reference.byteLength,
  });
  expect(shorts(bytes.subarray(44))).toEqual(reference);
});

test.each([
  [undefined, undefined, 128_000, 24_000],
  [32_000, 24_000, 32_000, 24_000],
  [96_000, 16_000, 96_000, 16_000],
  [192_000, 44_100, 192_000, 44_100],
  [192_000, 24_000, 160_000, 24_000],
  [64_000, 8000, 64_000, 8000],
])(
  'mp3 at %s bit/s and %s Hz is %s bit/s at %s Hz and as long as the sound',
  async (bit_rate, sample_rate, bits, rate) => {
    const reply = await local.post({ ...request, response_format: 'mp3', bit_rate, sample_rate });
    expect(reply.headers.get('content-type')).toBe('audio/mpeg');
    using input = new Input({ formats: ALL_FORMATS, source: new BufferSource(await reply.arrayBuffer()) });
    const track = (await input.getPrimaryAudioTrack())!;
    const packets = new EncodedPacketSink(track);
    let [size, seconds] = [0, 0];
    for await (const packet of packets.packets())
      [size, seconds] = [size + packet.byteLength, seconds + packet.duration];
    expect([track.codec, track.numberOfChannels, track.sampleRate]).toEqual(['mp3', 1, rate]);
    expect((size * 8) / seconds / bits).toBeCloseTo(1, 1);
    // The encoder fills its first and last frames up.
    expect(seconds - reference.length / 24_000).toBeGreaterThanOrEqual(0);
    expect(seconds - reference.length / 24_000).toBeLessThan(0.35);
  },
);

test.each([8000, 16_000, 22_050, 44_100, 48_000])('at %s Hz the sound has the same length', async (sample_rate) => {
  const bytes = await local.sound({ ...request, sample_rate, response_format: 'raw', response_encoding: 'pcm_s16le' });
  expect(bytes.length / 2 / sample_rate).toBeCloseTo(reference.length / 24_000, 3);
});

describe.each([
  ['lectern/flite', 'rms', 0],
  ['lectern/espeak-ng', 'en-gb', 0.29],
])('%s', (model, voice, pause) => {
  const raw = { model, voice, response_format: 'raw', response_encoding: 'pcm_s16le' };

  test('the same request gives the same bytes, whatever was spoken between', async () => {
    const input = 'The same words, the same sound.';
    const first = await local.sound({ ...raw, input });
    await local.sound({ ...raw, input: 'Something else entirely!' });
    expect(await local.sound({ ...raw, input })).toEqual(first);
  });

  test('a text is its sentences one after another, each of them whole', async () => {
    const sentences = ['This is the first one.', 'Here comes the second.', 'And that was all!'];
    const parts = await Promise.all(sentences.map((input) => local.sound({ ...raw, input })));
    const silence = new Uint8Array(2 * Math.round(pause * 24_000));
    const [first, second, third] = parts as [Uint8Array, Uint8Array, Uint8Array];
    const whole = Buffer.concat([first, silence, second, silence, third]);
    expect(Buffer.compare(await local.sound({ ...raw, input: sentences.join(' ') }), whole)).toBe(0);
  });

  test('a text that looks like an option is spoken', async () => {
    const dashed = await local.sound({ ...raw, input: '-voice kal' });
    expect(dashed.length).toBeGreaterThan(24_000);
  });

  test('the name of a voice does for its id', async () => {
    const { voices } = (await (await fetch(`${local.url}/v1/voices?model=${model}`)).json()) as {
      voices: { id: string; name: string }[];
    };
    const { name } = voices.find(({ id }) => id === voice)!;
    expect(await local.sound({ ...raw, voice: name, input: 'Hello.' })).toEqual(
      await local.sound({ ...raw, input: 'Hello.' }),
    );
  });
});

test('flite: nothing to speak is a short silence', async () => {
  const bytes = await local.sound({
    ...request,
    input: '* * *',
    response_format: 'raw',
    response_encoding: 'pcm_s16le',
  });
  expect(bytes).toEqual(new Uint8Array(2 * 0.2 * 24_000));
});

describe('eSpeak', () => {
  const raw = { model: 'lectern/espeak-ng', voice: 'auto', response_format: 'raw', response_encoding: 'pcm_s16le' };

  test.each([
    ['de', 'de'],
    ['de-at', 'de'],
    ['pt-BR', 'pt-br'],
    ['fr', 'fr-fr'],
    ['en', 'en-gb'],
    ['zh-hk', 'cmn'],
  ])('the voice for %s is %s', async (language, voice) => {
    const input = 'Radio Berlin.';
    expect(await local.sound({ ...raw, language, input })).toEqual(await local.sound({ ...raw, voice, input }));
  });

  test('neither markup nor phonemes are obeyed', async () => {
    const spoken = (input: string) => local.sound({ ...raw, voice: 'en-us', input });
    expect((await spoken('<b>ox</b>')).length).toBeGreaterThan((await spoken('ox')).length * 1.5);
    expect(await spoken('[[oks]]')).toEqual(await spoken('[ [oks]]'));
  });

  test('every listed voice speaks', async () => {
    const { voices } = (await (await fetch(`${local.url}/v1/voices?model=lectern/espeak-ng`)).json()) as {
      voices: { id: string }[];
    };
    expect(voices.length).toBeGreaterThan(130);
    expect(new Set(voices.map(({ id }) => id)).size).toBe(voices.length);
    const mute = [];
    for (const { id } of voices) {
      const bytes = await local.sound({ ...raw, voice: id, input: '12 ok', sample_rate: 22_050 });
      if (bytes.length < 2 * 22_050 * 0.2) mute.push(id);
    }
    expect(mute).toEqual([]);
  });
});

/** ITU-T G.711, table 2a. */
function mulaw(code: number): number {
  const bits = ~code & 0xff;
  const magnitude = ((((bits & 15) << 3) + 132) << ((bits >> 4) & 7)) - 132;
  return bits & 128 ? -magnitude : magnitude;
}

/** ITU-T G.711, table 1a. */
function alaw(code: number): number {
  const bits = code ^ 0x55;
  const segment = (bits >> 4) & 7;
  const step = ((bits & 15) << 4) + 8;
  const magnitude = segment === 0 ? step : (step + 256) << (segment - 1);
  return bits & 128 ? magnitude : -magnitude;
}
