import type { Pcm } from '../../model/pcm.ts';
import { Problem } from '../../model/problem.ts';
import { BYTES_PER_SAMPLE, encode, toMono } from '../../pcm/convert.ts';
import { samplesOf } from '../../pcm/frames.ts';
import { resampled } from '../../pcm/resample.ts';
import { readWav, type WavHeader } from '../../pcm/wav.ts';
import { wavHeader } from '../../pcm/wav-header.ts';
import { bytesOf, type Recording, type Upload } from './recording.ts';

/** Sound in a WAV that can be read from any frame on. */
export interface LongSound {
  path: string;
  header: WavHeader;
  /** Bytes of one frame. */
  frame: number;
  frames: number;
}

/** Frames from `from` up to `to`. */
export interface Cutting {
  from: number;
  to: number;
}

/** Hz. All of the service's models listen at this rate; more of it would only take longer to send. */
const SPEECH_RATE = 16_000;

/** Null for a WAV that is not ours to read: compressed, or of more than two channels. */
export async function longSound({ path, length }: Recording): Promise<LongSound | null> {
  try {
    const { header, sound } = await readWav(bytesOf(path, 0, length));
    await sound.return();
    const frame = BYTES_PER_SAMPLE[header.encoding] * header.channels;
    const bytes = Math.min(header.dataBytes ?? Infinity, length - header.dataOffset);
    return { path, header, frame, frames: Math.floor(bytes / frame) };
  } catch (failure) {
    if (failure instanceof Problem && failure.message.startsWith('not a readable WAV')) return null;
    throw failure;
  }
}

export async function* monoOf(
  { path, header, frame }: LongSound,
  { from, to }: Cutting,
): AsyncGenerator<Pcm, void, undefined> {
  const { rate, channels, encoding, dataOffset } = header;
  const bytes = bytesOf(path, dataOffset + from * frame, dataOffset + to * frame);
  for await (const samples of samplesOf(bytes, encoding, channels)) {
    yield { rate, channels: 1, samples: channels === 2 ? toMono(samples) : samples };
  }
}

/** Cuttings one after the other, with so many seconds of silence behind each, as a mono WAV at the rate of the models. */
export function uploadOf(sound: LongSound, cuttings: readonly Cutting[], gap = 0): Upload {
  const rate = Math.min(sound.header.rate, SPEECH_RATE);
  const silence = Math.round(gap * rate);
  const framesOf = ({ from, to }: Cutting) => Math.round(((to - from) * rate) / sound.header.rate);
  const frames = cuttings.reduce((sum, cutting) => sum + framesOf(cutting) + silence, 0);
  const header = wavHeader({ rate, channels: 1, frames });
  return {
    extension: 'wav',
    mediaType: 'audio/wav',
    length: header.length + frames * 2,
    async *stream() {
      yield header;
      for (const cutting of cuttings) {
        for await (const { samples } of resampled(monoOf(sound, cutting), rate)) yield encode(samples, 'pcm_s16le');
        if (silence > 0) yield new Uint8Array(silence * 2);
      }
    },
  };
}
