/**
 * The bytes that go before `frames` frames of pcm_s16le at `rate` Hz: 44 of RIFF WAVE, or 80 of RF64
 * (EBU Tech 3306) where the size is more than `largest`, which is by itself what 32 bits can say.
 */
export function wavHeader({ rate, channels, frames, largest = UNSAID }: WavLength): Uint8Array {
  const frame = 2 * channels;
  const data = frames * frame;
  const long = data + 36 > largest;
  return long
    ? bytesOf('RF64', u32(UNSAID), 'WAVE', ...longSizes(data, frames), ...format(rate, channels), 'data', u32(UNSAID))
    : bytesOf('RIFF', u32(data + 36), 'WAVE', ...format(rate, channels), 'data', u32(data));
}

interface WavLength {
  /** In Hz. */
  rate: number;
  channels: 1 | 2;
  frames: number;
  /** In bytes; smaller only where a test would else write 4 GB. */
  largest?: number | undefined;
}

/** Stands in RF64 where RIFF has its sizes, and is too large to be one there. */
const UNSAID = 0xffff_ffff;

type Field = string | { bytes: 2 | 4 | 8; value: number };

const u16 = (value: number): Field => ({ bytes: 2, value });
const u32 = (value: number): Field => ({ bytes: 4, value });
const u64 = (value: number): Field => ({ bytes: 8, value });

const format = (rate: number, channels: number): Field[] => [
  'fmt ',
  u32(16),
  u16(1),
  u16(channels),
  u32(rate),
  u32(rate * channels * 2),
  u16(channels * 2),
  u16(16),
];

/** Size of the file without its first eight bytes, of the sound, its frames, and no table. */
const longSizes = (data: number, frames: number): Field[] => [
  'ds64',
  u32(28),
  u64(data + 72),
  u64(data),
  u64(frames),
  u32(0),
];

function bytesOf(...fields: Field[]): Uint8Array {
  return Uint8Array.from(
    fields.flatMap((field) =>
      typeof field === 'string'
        ? [...field].map((letter) => letter.charCodeAt(0))
        : Array.from({ length: field.bytes }, (_, i) => Math.floor(field.value / 256 ** i) % 256),
    ),
  );
}
