import { type Pcm, TAKE_RATE } from '../../model/pcm.ts';
import { Problem } from '../../model/problem.ts';
import type { Encoding, StoredEncoding } from '../../pcm/convert.ts';
import { frameReader } from '../../pcm/frames.ts';
import { readWav, type WavHeader } from '../../pcm/wav.ts';
import { unusable } from '../http/unusable.ts';

/** What samples are where nothing says so: `response_encoding` and `sample_rate` of the request. */
export interface RawSound {
  encoding: Encoding;
  /** Hz. Mono. */
  rate: number;
}

/** What we ask for, and what models that heed nothing send. */
export const TAKE_SOUND: RawSound = { encoding: 'pcm_s16le', rate: TAKE_RATE };

interface Format {
  encoding: StoredEncoding;
  rate: number;
  channels: 1 | 2;
}

/** Bytes of `RIFF`, a size and `WAVE`. */
const MAGIC = 12;
/** Bytes within which a header ends. */
const LONGEST_HEADER = 65_536;
const EMPTY = Buffer.alloc(0);

/**
 * Sound in pieces that are cut anywhere, also within a sample. A WAV header at the start of a piece is taken out and
 * believed, but for its sizes: services that stream write it before they know them, and some for each sentence anew.
 */
export class StreamedSound {
  #format: Format;
  #read: (bytes: Uint8Array) => Int16Array;
  /** The start of a header, or of what might be one. */
  #held = EMPTY;

  constructor({ encoding, rate }: RawSound = TAKE_SOUND) {
    this.#format = { encoding, rate, channels: 1 };
    this.#read = frameReader(encoding);
  }

  /** The sound so far, or null where no frame is whole yet. Throws the CallProblem `service-reply-unusable`. */
  async push(piece: Buffer): Promise<Pcm | null> {
    const bytes = this.#held.length > 0 ? Buffer.concat([this.#held, piece]) : piece;
    if (!mayBeWav(bytes)) return this.#pcm(bytes);
    const header = bytes.length < MAGIC ? null : await headerOf(bytes);
    if (!header) {
      if (bytes.length > LONGEST_HEADER) throw unusable('a WAV that we cannot read', { got: 'wav' });
      this.#held = Buffer.from(bytes);
      return null;
    }
    this.#format = header;
    this.#read = frameReader(header.encoding, header.channels);
    return this.#pcm(bytes.subarray(header.dataOffset));
  }

  /** What was held for a header that never came. */
  end(): Pcm | null {
    const bytes = this.#held;
    return bytes.length < MAGIC ? this.#pcm(bytes) : null;
  }

  #pcm(bytes: Buffer): Pcm | null {
    this.#held = EMPTY;
    const { rate, channels } = this.#format;
    const samples = this.#read(bytes);
    return samples.length === 0 ? null : { rate, channels, samples };
  }
}

/** Is it a WAV, or as much of the start of one as there is? */
function mayBeWav(bytes: Buffer): boolean {
  if (bytes[0] !== 0x52) return false;
  const magic = bytes.toString('latin1', 0, MAGIC);
  return magic.length < MAGIC ? 'RIFF'.startsWith(magic.slice(0, 4)) : /^RIFF[^]{4}WAVE$/.test(magic);
}

/** The header, or null where it is not all there. */
async function headerOf(bytes: Buffer): Promise<WavHeader | null> {
  try {
    const { header, sound } = await readWav(once(bytes));
    await sound.return();
    return header;
  } catch (failure) {
    if (failure instanceof Problem) return null;
    throw failure;
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes;
}
