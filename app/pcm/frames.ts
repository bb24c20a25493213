import type { Pcm } from '../model/pcm.ts';
import { BYTES_PER_SAMPLE, decode, type StoredEncoding } from './convert.ts';

/** Parts as one run; a single part is given back as it is. */
export function concat(parts: readonly Int16Array[]): Int16Array {
  if (parts.length === 1) return parts[0]!;
  const whole = new Int16Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Frames in a piece of sound. */
export const framesOf = (pcm: Pcm): number => pcm.samples.length / pcm.channels;

/** Length of a piece of sound, in seconds. */
export const secondsOf = (pcm: Pcm): number => framesOf(pcm) / pcm.rate;

/**
 * Turns bytes that were cut anywhere into samples: each call gives the whole frames so far and keeps the rest for
 * the next. Copies pcm_s16le only where a cut or an odd address makes it; otherwise the result looks into the chunk.
 */
export function frameReader(encoding: StoredEncoding, channels: 1 | 2 = 1): (chunk: Uint8Array) => Int16Array {
  const frame = BYTES_PER_SAMPLE[encoding] * channels;
  let rest = new Uint8Array(0);
  return (chunk) => {
    const bytes = rest.length === 0 ? chunk : joined(rest, chunk);
    const whole = bytes.length - (bytes.length % frame);
    // A copy, since the chunk may be large and its owner may fill it again (and a Buffer's slice is none).
    rest = new Uint8Array(bytes.subarray(whole));
    return decode(bytes.subarray(0, whole), encoding);
  };
}

/** Bytes cut anywhere as samples, never empty ones; a partial frame at the very end is dropped. */
export async function* samplesOf(
  chunks: AsyncIterable<Uint8Array>,
  encoding: StoredEncoding = 'pcm_s16le',
  channels: 1 | 2 = 1,
): AsyncGenerator<Int16Array, void, undefined> {
  const read = frameReader(encoding, channels);
  for await (const chunk of chunks) {
    const samples = read(chunk);
    if (samples.length > 0) yield samples;
  }
}

/**
 * The same sound in blocks of `frames` each. Only the last is shorter, and one before a change of rate or channels.
 */
export async function* blocksOf(sound: AsyncIterable<Pcm>, frames: number): AsyncGenerator<Pcm, void, undefined> {
  let parts: Int16Array[] = [];
  let length = 0;
  let format: Pcm | null = null;
  const block = (): Pcm => {
    const pcm = { rate: format!.rate, channels: format!.channels, samples: concat(parts) };
    parts = [];
    length = 0;
    return pcm;
  };
  for await (const pcm of sound) {
    if (length > 0 && (format!.rate !== pcm.rate || format!.channels !== pcm.channels)) yield block();
    format = pcm;
    const size = frames * pcm.channels;
    let samples = pcm.samples;
    while (samples.length > 0) {
      const part = samples.subarray(0, size - length);
      parts.push(part);
      length += part.length;
      samples = samples.subarray(part.length);
      if (length === size) yield block();
    }
  }
  if (length > 0) yield block();
}

function joined(head: Uint8Array, tail: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(head.length + tail.length);
  whole.set(head);
  whole.set(tail, head.length);
  return whole;
}
