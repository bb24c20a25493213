import type { Pcm } from '../../model/pcm.ts';
import { Problem } from '../../model/problem.ts';
import { BYTES_PER_SAMPLE, encode, toMono } from '../../pcm/convert.ts';
import { samplesOf } from '../../pcm/frames.ts';
import { levelMeter, quietCuts } from '../../pcm/quiet.ts';
import { resampled } from '../../pcm/resample.ts';
import { readWav, type WavHeader } from '../../pcm/wav.ts';
import { wavHeader } from '../../pcm/wav-header.ts';
import { bytesOf, type Recording, type Upload } from './recording.ts';

/** A piece of a recording, to be sent by itself. */
export interface Part {
  upload: Upload;
  /** Where it begins in the recording, in seconds. */
  from: number;
  /** How long it is, in seconds; null for a recording that is sent as it is. */
  seconds: number | null;
}

/**
 * Bytes of sound that one request may carry: the 80 MB above which the service answers 413 (Together's client since
 * 2026-08), less some room for the form around them.
 */
export const MOST_BYTES = 79_900_000;
/** Hz. All of the service's models listen at this rate; more of it would only take longer to send. */
const SPEECH_RATE = 16_000;
/** ms of one level, and in levels: 36 minutes, cuts up to 2 minutes aside, half a second of pause. */
const LEVEL = 20;
const CUTS = { part: (36 * 60_000) / LEVEL, search: (2 * 60_000) / LEVEL, pause: 500 / LEVEL };

/**
 * A recording in parts that the service takes. What is small enough goes as it is. A longer WAV is made mono at the
 * rate of the models and cut in its pauses: 40 minutes, the most that a part has, are 76.8 MB. Reads it all once to
 * find them. Throws the Problem `request-too-large`, with `bytes` and `limit`, for other formats: whoever has such a
 * recording saves it as WAV or in less space.
 */
export async function partsOf(recording: Recording, signal: AbortSignal, most = MOST_BYTES): Promise<Part[]> {
  const { length, extension } = recording;
  if (length <= most) return [{ upload: recording, from: 0, seconds: null }];
  const sound = extension === 'wav' ? await soundOf(recording) : null;
  if (!sound) {
    const details = { bytes: length, limit: most };
    throw new Problem('request-too-large', 'the recording is larger than the service takes', { details });
  }
  const frames = [0, ...(await cutsIn(sound, signal)), sound.frames];
  return frames.slice(1).map((to, i) => partOf(sound, frames[i]!, to));
}

/** Sound in a WAV that can be read from any frame on. */
interface Sound {
  path: string;
  header: WavHeader;
  /** Bytes of one frame. */
  frame: number;
  frames: number;
}

/** Null for a WAV that is not ours to read: compressed, or of more than two channels. */
async function soundOf({ path, length }: Recording): Promise<Sound | null> {
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

async function* monoOf({ path, header, frame }: Sound, from: number, to: number): AsyncGenerator<Pcm, void, undefined> {
  const { rate, channels, encoding, dataOffset } = header;
  const bytes = bytesOf(path, dataOffset + from * frame, dataOffset + to * frame);
  for await (const samples of samplesOf(bytes, encoding, channels)) {
    yield { rate, channels: 1, samples: channels === 2 ? toMono(samples) : samples };
  }
}

/** Frames before which the sound is cut. */
async function cutsIn(sound: Sound, signal: AbortSignal): Promise<number[]> {
  const block = Math.max(1, Math.round((sound.header.rate * LEVEL) / 1000));
  const meter = levelMeter(block);
  for await (const { samples } of monoOf(sound, 0, sound.frames)) {
    signal.throwIfAborted();
    meter.push(samples);
  }
  return quietCuts(meter.levels(), CUTS).map((cut) => cut * block);
}

function partOf(sound: Sound, from: number, to: number): Part {
  const rate = Math.min(sound.header.rate, SPEECH_RATE);
  const frames = Math.round(((to - from) * rate) / sound.header.rate);
  const header = wavHeader({ rate, channels: 1, frames });
  const upload: Upload = {
    extension: 'wav',
    mediaType: 'audio/wav',
    length: header.length + frames * 2,
    async *stream() {
      yield header;
      for await (const { samples } of resampled(monoOf(sound, from, to), rate)) yield encode(samples, 'pcm_s16le');
    },
  };
  return { upload, from: from / sound.header.rate, seconds: (to - from) / sound.header.rate };
}
