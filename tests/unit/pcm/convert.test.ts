import { expect, test } from 'vitest';
import { decode, encode, toMono, toStereo, type Encoding } from '../../../app/pcm/convert.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);
const samples = (...values: number[]) => Int16Array.from(values);

/** Values from the reference decoder of ITU-T G.191, at both ends of segments. */
const MULAW: [code: number, sample: number][] = [
  [0x00, -32124],
  [0x0f, -16764],
  [0x10, -15996],
  [0x70, -120],
  [0x7e, -8],
  [0x7f, 0],
  [0x80, 32124],
  [0x8f, 16764],
  [0x90, 15996],
  [0xf0, 120],
  [0xfe, 8],
  [0xff, 0],
];
const ALAW: [code: number, sample: number][] = [
  [0x00, -5504],
  [0x2a, -32256],
  [0x55, -8],
  [0x54, -24],
  [0x5a, -248],
  [0x45, -264],
  [0x80, 5504],
  [0xaa, 32256],
  [0xd5, 8],
  [0xda, 248],
  [0xc5, 264],
];

test('decodes mu-law and A-law to the values of the ITU tables', () => {
  expect([...decode(bytes(...MULAW.map(([code]) => code)), 'pcm_mulaw')]).toEqual(MULAW.map(([, sample]) => sample));
  expect([...decode(bytes(...ALAW.map(([code]) => code)), 'pcm_alaw')]).toEqual(ALAW.map(([, sample]) => sample));
});

test('gives every G.711 code back after decoding, but for the two names of zero', () => {
  const codes = Uint8Array.from({ length: 256 }, (_, code) => code);
  expect(encode(decode(codes, 'pcm_alaw'), 'pcm_alaw')).toEqual(codes);
  expect(encode(decode(codes, 'pcm_mulaw'), 'pcm_mulaw')).toEqual(codes.map((code) => (code === 0x7f ? 0xff : code)));
});

test.each(['pcm_mulaw', 'pcm_alaw'] as const)('%s keeps every sample to a 32nd, and their order', (encoding) => {
  const all = Int16Array.from({ length: 65_536 }, (_, i) => i - 32_768);
  const coded = decode(encode(all, encoding), encoding);
  const wrong = [...all].filter((sample, i) => {
    // Mu-law has nothing louder than this.
    const said = encoding === 'pcm_mulaw' ? Math.max(-32_124, Math.min(32_124, sample)) : sample;
    return Math.abs(coded[i]! - said) > Math.abs(sample) / 32 + 16 || coded[i]! < coded[Math.max(0, i - 1)]!;
  });
  expect(wrong).toEqual([]);
});

test('clips floats beyond full scale and makes silence of what is not a number', () => {
  const floats = Float32Array.of(0, 0.5, -0.5, 1, -1, 1.5, -7, Infinity, -Infinity, NaN);
  expect([...decode(new Uint8Array(floats.buffer), 'pcm_f32le')]).toEqual([
    0, 16384, -16384, 32767, -32768, 32767, -32768, 32767, -32768, 0,
  ]);
});

test.each(['pcm_s16le', 'pcm_f32le'] as const)('carries all 65,536 samples through %s unharmed', (encoding) => {
  const all = Int16Array.from({ length: 65_536 }, (_, i) => i - 32_768);
  expect(decode(encode(all, encoding), encoding)).toEqual(all);
});

test('takes the upper 16 bits of wider samples and spreads 8 bits', () => {
  expect([...decode(bytes(0, 128, 255), 'pcm_u8')]).toEqual([-32768, 0, 32512]);
  expect([...decode(bytes(0xff, 0x34, 0x12, 0x00, 0x00, 0x80), 'pcm_s24le')]).toEqual([0x1234, -32768]);
  expect([...decode(bytes(0xff, 0xff, 0x34, 0x12, 0, 0, 0, 0x80), 'pcm_s32le')]).toEqual([0x1234, -32768]);
});

test.each<Encoding>(['pcm_f32le', 'pcm_s16le', 'pcm_mulaw', 'pcm_alaw'])('decodes %s at an odd address', (encoding) => {
  const sound = samples(0, 256, -512, 8192, -8192);
  const coded = encode(sound, encoding);
  const shifted = new Uint8Array(coded.length + 1).subarray(1);
  shifted.set(coded);
  expect(decode(shifted, encoding)).toEqual(decode(coded, encoding));
});

test('leaves a partial sample out', () => {
  expect([...decode(bytes(1, 0, 2, 0, 3), 'pcm_s16le')]).toEqual([1, 2]);
  expect([...decode(bytes(0, 0, 0), 'pcm_f32le')]).toEqual([]);
});

test('copies no 16-bit sample that lies well', () => {
  const sound = samples(1, 2, 3);
  expect(encode(sound, 'pcm_s16le').buffer).toBe(sound.buffer);
  expect(decode(encode(sound, 'pcm_s16le'), 'pcm_s16le').buffer).toBe(sound.buffer);
});

test('mixes stereo to mono without overflow and spreads mono to both sides', () => {
  expect([...toMono(samples(32767, 32767, -32768, -32768, 100, -100, 10, 20))]).toEqual([32767, -32768, 0, 15]);
  expect([...toStereo(samples(1, -2))]).toEqual([1, 1, -2, -2]);
});
