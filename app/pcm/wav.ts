import type { Pcm } from '../model/pcm.ts';
import { Problem } from '../model/problem.ts';
import { ByteReader } from './bytes.ts';
import type { StoredEncoding } from './convert.ts';
import { samplesOf } from './frames.ts';

/** What stands before the sound in a WAV (RIFF WAVE, or RF64: EBU Tech 3306). */
export interface WavHeader extends WavFormat {
  /** Where the sound starts, in bytes from the start of the file. */
  dataOffset: number;
  /** Bytes of sound; null where the file does not say, as writers to a pipe leave it: then up to the end. */
  dataBytes: number | null;
}

interface WavFormat {
  /** Frames a second, in Hz. */
  rate: number;
  channels: 1 | 2;
  encoding: StoredEncoding;
}

/** A WAV whose header has been read; `sound` is there to be pulled once. */
export interface Wav {
  header: WavHeader;
  /** Ends with the data chunk or, where that has no true size, with the bytes. Leaving it closes the bytes. */
  sound: AsyncGenerator<Pcm, void, undefined>;
}

/** Sizes that mean "not known": written before the end was, and never mended. */
const UNKNOWN_SIZES = new Set([0, 0xffff_ffff]);
/** A longer `fmt ` or `ds64` than this many bytes is none. */
const LONGEST_FORMAT = 4096;
const EXTENSIBLE = 0xfffe;

/** By format code (RFC 2361) and bits a sample. */
const ENCODINGS: ReadonlyMap<string, StoredEncoding> = new Map([
  ['1/8', 'pcm_u8'],
  ['1/16', 'pcm_s16le'],
  ['1/24', 'pcm_s24le'],
  ['1/32', 'pcm_s32le'],
  ['3/32', 'pcm_f32le'],
  ['6/8', 'pcm_alaw'],
  ['7/8', 'pcm_mulaw'],
]);

/**
 * A WAV from bytes that may be cut anywhere; settles as soon as its header is there. Throws the Problem
 * `file-unreadable` for what is no WAV, or one of an encoding or channel count that Lectern does not speak.
 */
export async function readWav(chunks: AsyncIterable<Uint8Array>): Promise<Wav> {
  const bytes = new ByteReader(chunks);
  try {
    const header = await readHeader(bytes);
    return { header, sound: soundOf(header, bytes) };
  } catch (failure) {
    await bytes.close();
    throw failure;
  }
}

async function* soundOf(header: WavHeader, bytes: ByteReader): Wav['sound'] {
  const { rate, channels, encoding } = header;
  for await (const samples of samplesOf(bytes.rest(header.dataBytes ?? Infinity), encoding, channels)) {
    yield { rate, channels, samples };
  }
}

async function readHeader(bytes: ByteReader): Promise<WavHeader> {
  const magic = await taken(bytes, 12);
  const kind = tag(magic, 0);
  if (!['RIFF', 'RF64', 'BW64'].includes(kind) || tag(magic, 8) !== 'WAVE') throw unreadable('no WAVE inside');
  let format: WavFormat | null = null;
  let longSize: number | null = null;
  for (;;) {
    const head = await taken(bytes, 8);
    const name = tag(head, 0);
    const size = viewOf(head).getUint32(4, true);
    if (name === 'data') {
      if (!format) throw unreadable('its sound comes before its format');
      const dataBytes = UNKNOWN_SIZES.has(size) ? longSize : size;
      return { ...format, dataOffset: bytes.offset, dataBytes };
    }
    // Chunks of an odd size are followed by a byte that is not counted.
    const padded = size + (size % 2);
    if (name !== 'fmt ' && name !== 'ds64') {
      await bytes.skip(padded);
      continue;
    }
    if (size < 16 || size > LONGEST_FORMAT) throw unreadable(`a format of ${size} bytes`);
    const body = viewOf(await taken(bytes, padded));
    if (name === 'fmt ') format = formatOf(body);
    else longSize = Number(body.getBigUint64(8, true)) || null;
  }
}

function formatOf(body: DataView): WavFormat {
  const channels = body.getUint16(2, true);
  const rate = body.getUint32(4, true);
  const bits = body.getUint16(14, true);
  let code = body.getUint16(0, true);
  // The first two bytes of an extensible format's GUID are the code that would stand here otherwise.
  if (code === EXTENSIBLE && body.byteLength >= 26) code = body.getUint16(24, true);
  const encoding = ENCODINGS.get(`${code}/${bits}`);
  if (!encoding) throw unreadable(`format ${code} with ${bits} bits`);
  if (channels !== 1 && channels !== 2) throw unreadable(`${channels} channels`);
  if (rate === 0) throw unreadable('no rate');
  return { rate, channels, encoding };
}

async function taken(bytes: ByteReader, count: number): Promise<Uint8Array> {
  const taken = await bytes.take(count);
  if (!taken) throw unreadable('it ends before its sound begins');
  return taken;
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const tag = (bytes: Uint8Array, at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
const unreadable = (why: string) => new Problem('file-unreadable', `not a readable WAV: ${why}`);
