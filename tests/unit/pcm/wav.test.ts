import { expect, test } from 'vitest';
import { encode, type Encoding } from '../../../app/pcm/convert.ts';
import { concat } from '../../../app/pcm/frames.ts';
import { wavHeader } from '../../../app/pcm/wav-header.ts';
import { readWav } from '../../../app/pcm/wav.ts';
import { cut, gathered, sine } from './chunks.ts';

const sound = sine(440, 24_000, 500);
const s16 = encode(sound, 'pcm_s16le');

const text = (four: string) => Buffer.from(four, 'latin1');
const u16 = (...values: number[]) => Buffer.from(Uint16Array.from(values).buffer);
const u32 = (...values: number[]) => Buffer.from(Uint32Array.from(values).buffer);
const chunk = (name: string, body: Uint8Array, size = body.length) =>
  Buffer.concat([text(name), u32(size), body, Buffer.alloc(body.length % 2)]);
const fmt = (code: number, channels: number, rate: number, bits: number, more: Uint8Array = Buffer.alloc(0)) =>
  chunk(
    'fmt ',
    Buffer.concat([
      u16(code, channels),
      u32(rate, (rate * channels * bits) / 8),
      u16((channels * bits) / 8, bits),
      more,
    ]),
  );
const riff = (...chunks: Uint8Array[]) => Buffer.concat([text('RIFF'), u32(0), text('WAVE'), ...chunks]);
const S16 = fmt(1, 1, 24_000, 16);

async function read(file: Uint8Array, ...sizes: number[]) {
  const { header, sound } = await readWav(cut(file, ...(sizes.length > 0 ? sizes : [4096])));
  return { header, samples: concat((await gathered(sound)).map((pcm) => pcm.samples)) };
}

test.each([1, 2, 3, 11, 45, 1e6])('reads back what it heads, in chunks of %d bytes', async (size) => {
  const file = Buffer.concat([wavHeader({ rate: 24_000, channels: 1, frames: 500 }), s16]);
  expect(await read(file, size)).toEqual({
    header: { rate: 24_000, channels: 1, encoding: 'pcm_s16le', dataOffset: 44, dataBytes: 1000 },
    samples: sound,
  });
});

test('skips chunks before the sound, also of odd size, and stops before those behind it', async () => {
  const list = chunk('LIST', text('INFOISFT\x05\x00\x00\x00abcde'));
  const file = riff(list, S16, chunk('fact', u32(500)), chunk('junk', Buffer.alloc(70_001)), chunk('data', s16), list);
  const { header, samples } = await read(file, 7);
  expect(header.dataOffset).toBe(file.length - list.length - 1000);
  expect(samples).toEqual(sound);
});

test.each([0, 0xffff_ffff])('reads to the end where the size is %d', async (size) => {
  const { header, samples } = await read(riff(S16, chunk('data', s16, size)), 33);
  expect([header.dataBytes, samples]).toEqual([null, sound]);
});

test('takes what there is where the size promises more', async () => {
  expect((await read(riff(S16, chunk('data', s16, 0x7fff_f000)))).samples).toEqual(sound);
});

test.each<[Encoding, number, number]>([
  ['pcm_s16le', 1, 16],
  ['pcm_f32le', 3, 32],
  ['pcm_alaw', 6, 8],
  ['pcm_mulaw', 7, 8],
])('reads %s, plain and extensible', async (encoding, code, bits) => {
  const coarse = sound.map((sample) => (bits === 8 ? 0 : sample));
  const guid = Buffer.from('000000001000800000aa00389b71', 'hex');
  const extensible = fmt(0xfffe, 1, 8000, bits, Buffer.concat([u16(22, bits), u32(4), u16(code), guid]));
  const expected = encoding === 'pcm_alaw' ? coarse.map(() => 8) : coarse;
  for (const format of [fmt(code, 1, 8000, bits), fmt(code, 1, 8000, bits, u16(0)), extensible]) {
    const { header, samples } = await read(riff(format, chunk('data', encode(coarse, encoding))), 5);
    expect([header.encoding, header.rate, samples]).toEqual([encoding, 8000, expected]);
  }
});

test('reads stereo and 24-bit files', async () => {
  const wide = Buffer.concat([...sound].map((sample) => Buffer.from([0x7f, sample & 255, (sample >> 8) & 255])));
  const { header, samples } = await read(riff(fmt(1, 2, 44_100, 24), chunk('data', wide)), 10);
  expect([header.encoding, header.channels, samples]).toEqual(['pcm_s24le', 2, sound]);
});

test('heads more than 4 GB as RF64, and reads its long size', async () => {
  const frames = 3_000_000_000;
  const header = wavHeader({ rate: 48_000, channels: 2, frames });
  expect(Buffer.from(header).toString('latin1', 0, 4)).toBe('RF64');
  expect((await read(header, 9)).header).toEqual({
    rate: 48_000,
    channels: 2,
    encoding: 'pcm_s16le',
    dataOffset: 80,
    dataBytes: frames * 4,
  });
});

test('turns to RF64 with the first frame that RIFF cannot hold', () => {
  const fits = Math.floor((0xffff_ffff - 36) / 2);
  expect([fits, fits + 1].map((frames) => wavHeader({ rate: 8000, channels: 1, frames }).length)).toEqual([44, 80]);
});

test.each([
  ['nothing', Buffer.alloc(0)],
  ['an MP3', Buffer.concat([text('ID3'), Buffer.alloc(500)])],
  ['a header cut short', riff(S16).subarray(0, 30)],
  ['a file without sound', riff(S16)],
  ['sound before its format', riff(chunk('data', s16), S16)],
  ['an unknown encoding', riff(fmt(0x11, 1, 8000, 4), chunk('data', s16))],
  ['six channels', riff(fmt(1, 6, 48_000, 16), chunk('data', s16))],
  ['a format without a rate', riff(fmt(1, 1, 0, 16), chunk('data', s16))],
  ['a format that claims 4 GB', riff(chunk('fmt ', s16, 0xffff_fff0))],
])('refuses %s and closes the bytes', async (_, file) => {
  let closed = false;
  async function* source() {
    try {
      yield* cut(file, 64);
    } finally {
      closed = true;
    }
  }
  await expect(readWav(source())).rejects.toMatchObject({ code: 'file-unreadable' });
  expect(closed).toBe(true);
});

test('closes the bytes when the listener leaves early', async () => {
  let closed = false;
  async function* source() {
    try {
      yield* cut(riff(S16, chunk('data', s16)), 64);
    } finally {
      closed = true;
    }
  }
  const { sound: pieces } = await readWav(source());
  for await (const _ of pieces) break;
  expect(closed).toBe(true);
});
