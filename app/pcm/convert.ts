import { ALAW, alawOf, MULAW, mulawOf } from './g711.ts';

/** How samples travel over the API (Together's `response_encoding`). */
export type Encoding = 'pcm_f32le' | 'pcm_s16le' | 'pcm_mulaw' | 'pcm_alaw';

/** What files hold besides. */
export type StoredEncoding = Encoding | 'pcm_u8' | 'pcm_s24le' | 'pcm_s32le';

export const BYTES_PER_SAMPLE: Readonly<Record<StoredEncoding, number>> = {
  pcm_u8: 1,
  pcm_mulaw: 1,
  pcm_alaw: 1,
  pcm_s16le: 2,
  pcm_s24le: 3,
  pcm_s32le: 4,
  pcm_f32le: 4,
};

/** 1.0 as a 16-bit sample; one more than the largest there is, so that both directions are exact. */
const FULL_SCALE = 32_768;
const LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/**
 * Whole samples as signed 16 bit; a partial sample at the end is left out. Aligned pcm_s16le is not copied: the
 * result then looks into `bytes`. Floats beyond ±1 are clipped, what is not a number becomes silence.
 */
export function decode(bytes: Uint8Array, encoding: StoredEncoding): Int16Array {
  const count = Math.floor(bytes.byteLength / BYTES_PER_SAMPLE[encoding]);
  if (encoding === 'pcm_s16le' && LITTLE_ENDIAN) {
    const aligned = bytes.byteOffset % 2 === 0 ? bytes : new Uint8Array(bytes);
    return new Int16Array(aligned.buffer, aligned.byteOffset, count);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const samples = new Int16Array(count);
  const read = readers[encoding];
  for (let i = 0; i < count; i++) samples[i] = read(view, i);
  return samples;
}

/** Samples as bytes. For pcm_s16le the result looks into `samples`; nothing is copied. */
export function encode(samples: Int16Array, encoding: Encoding): Uint8Array {
  if (encoding === 'pcm_s16le' && LITTLE_ENDIAN) {
    return new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  }
  const bytes = new Uint8Array(samples.length * BYTES_PER_SAMPLE[encoding]);
  const view = new DataView(bytes.buffer);
  const write = writers[encoding];
  for (let i = 0; i < samples.length; i++) write(view, i, samples[i]!);
  return bytes;
}

/** Interleaved stereo as the mean of both channels. */
export function toMono(stereo: Int16Array): Int16Array {
  const mono = new Int16Array(stereo.length >> 1);
  for (let i = 0; i < mono.length; i++) mono[i] = (stereo[2 * i]! + stereo[2 * i + 1]!) >> 1;
  return mono;
}

/** Mono on both channels, interleaved. */
export function toStereo(mono: Int16Array): Int16Array {
  const stereo = new Int16Array(mono.length * 2);
  for (let i = 0; i < mono.length; i++) stereo[2 * i] = stereo[2 * i + 1] = mono[i]!;
  return stereo;
}

const readers: Record<StoredEncoding, (view: DataView, index: number) => number> = {
  pcm_u8: (view, i) => (view.getUint8(i) - 128) << 8,
  pcm_mulaw: (view, i) => MULAW[view.getUint8(i)]!,
  pcm_alaw: (view, i) => ALAW[view.getUint8(i)]!,
  pcm_s16le: (view, i) => view.getInt16(i * 2, true),
  pcm_s24le: (view, i) => view.getInt16(i * 3 + 1, true),
  pcm_s32le: (view, i) => view.getInt16(i * 4 + 2, true),
  pcm_f32le: (view, i) => clipped(view.getFloat32(i * 4, true) * FULL_SCALE),
};

const writers: Record<Encoding, (view: DataView, index: number, sample: number) => void> = {
  pcm_mulaw: (view, i, sample) => view.setUint8(i, mulawOf(sample)),
  pcm_alaw: (view, i, sample) => view.setUint8(i, alawOf(sample)),
  pcm_s16le: (view, i, sample) => view.setInt16(i * 2, sample, true),
  pcm_f32le: (view, i, sample) => view.setFloat32(i * 4, sample / FULL_SCALE, true),
};

/** Storing NaN in an Int16Array makes it 0. */
const clipped = (value: number) => Math.max(-FULL_SCALE, Math.min(FULL_SCALE - 1, Math.round(value)));
