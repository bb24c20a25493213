import { expect, test } from 'vitest';
import { encodingOf } from '../../../app/export/formats/encoding.ts';
import { formatNamed } from '../../../app/export/formats/formats.ts';
import type { SoundWish } from '../../../app/model/export.ts';

test.each<[SoundWish, object]>([
  [{ format: 'wav' }, { rate: 24_000, channels: 1, bitrate: null, vbr: false }],
  [{ format: 'mp3' }, { rate: 24_000, channels: 1, bitrate: 96_000, vbr: false }],
  [
    { format: 'm4b', channels: 2 },
    { rate: 24_000, channels: 2, bitrate: 128_000, vbr: false },
  ],
  [{ format: 'opus' }, { rate: 24_000, channels: 1, bitrate: 32_000, vbr: true }],
  [
    { format: 'opus', vbr: false, rate: 48_000 },
    { rate: 48_000, channels: 1, bitrate: 32_000, vbr: false },
  ],
  // The first rate that has the bitrate: MPEG-2 ends at 160, an AAC channel of 24 kHz at 144 kbit/s.
  [
    { format: 'mp3', bitrate: 320_000 },
    { rate: 44_100, channels: 1, bitrate: 320_000, vbr: false },
  ],
  [
    { format: 'm4a', bitrate: 160_000 },
    { rate: 44_100, channels: 1, bitrate: 160_000, vbr: false },
  ],
])('%o is made whole', (wish, encoding) => {
  expect(encodingOf(wish)).toEqual({ format: wish.format, ...encoding });
});

test.each<[SoundWish, string]>([
  [{ format: 'mp3', bitrate: 33_000 }, 'bitrate'],
  [{ format: 'mp3', bitrate: 320_000, rate: 24_000 }, 'bitrate'],
  [{ format: 'flac', bitrate: 64_000 }, 'bitrate'],
  [{ format: 'opus', rate: 44_100 }, 'rate'],
  [{ format: 'm4b', vbr: true }, 'vbr'],
])('%o is refused, with what is possible', (wish, setting) => {
  const refused = { code: 'export-settings', details: expect.objectContaining({ setting }) };
  expect(() => encodingOf(wish)).toThrow(expect.objectContaining(refused));
});

test('a file names its format by its ending', () => {
  const names = ['a.mp3', 'B.M4B', '/x.y/z.opus', 'mp3', 'a.constructor', '/a.mp3/b', 'a.'];
  expect(names.map(formatNamed)).toEqual(['mp3', 'm4b', 'opus', null, null, null, null]);
});

test('an MP3 for audiobook shops is as they ask for, unless something else is said', () => {
  const of = (wish: Partial<SoundWish>) => encodingOf({ format: 'mp3', loudness: 'acx', ...wish });
  expect(of({})).toMatchObject({ rate: 44_100, bitrate: 192_000, vbr: false });
  expect(of({ bitrate: 96_000 })).toMatchObject({ rate: 24_000, bitrate: 96_000 });
  expect(of({ rate: 24_000 })).toMatchObject({ rate: 24_000, bitrate: 96_000 });
  expect(of({ vbr: true })).toMatchObject({ rate: 24_000, vbr: true });
  expect(of({ format: 'm4b' })).toMatchObject({ rate: 24_000, bitrate: 64_000 });
});
