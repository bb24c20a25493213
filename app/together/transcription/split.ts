import { Problem } from '../../model/problem.ts';
import { levelMeter, quietCuts } from '../../pcm/quiet.ts';
import { type LongSound, longSound, monoOf, uploadOf } from './long-sound.ts';
import type { Recording, Upload } from './recording.ts';

/** A piece of a recording, to be sent by itself. */
export interface Part {
  upload: Upload;
  /** Where it begins in the recording, in seconds. */
  from: number;
  /** How long it is, in seconds. */
  seconds: number;
}

/** A recording that is sent as it is, or in parts of a sound from which more can be cut. */
export type Parts = { whole: Recording } | { sound: LongSound; parts: Part[] };

/**
 * Bytes of sound that one request may carry: the 80 MB above which the service answers 413 (Together's client since
 * 2026-08), less some room for the form around them.
 */
export const MOST_BYTES = 79_900_000;
/** ms of one level, and in levels: 36 minutes, cuts up to 2 minutes aside, half a second of pause. */
const LEVEL = 20;
const CUTS = { part: (36 * 60_000) / LEVEL, search: (2 * 60_000) / LEVEL, pause: 500 / LEVEL };

/**
 * A recording in parts that the service takes. What is small enough goes as it is. A longer WAV is made mono at the
 * rate of the models and cut in its pauses: 40 minutes, the most that a part has, are 76.8 MB. Reads it all once to
 * find them. Throws the Problem `request-too-large`, with `bytes` and `limit`, for other formats: whoever has such a
 * recording saves it as WAV or in less space.
 */
export async function partsOf(recording: Recording, signal: AbortSignal, most = MOST_BYTES): Promise<Parts> {
  const { length, extension } = recording;
  if (length <= most) return { whole: recording };
  const sound = extension === 'wav' ? await longSound(recording) : null;
  if (!sound) {
    const details = { bytes: length, limit: most };
    throw new Problem('request-too-large', 'the recording is larger than the service takes', { details });
  }
  const frames = [0, ...(await cutsIn(sound, signal)), sound.frames];
  const parts = frames.slice(1).map((to, i): Part => {
    const from = frames[i]!;
    const { rate } = sound.header;
    return { upload: uploadOf(sound, [{ from, to }]), from: from / rate, seconds: (to - from) / rate };
  });
  return { sound, parts };
}

/** Frames before which the sound is cut. */
async function cutsIn(sound: LongSound, signal: AbortSignal): Promise<number[]> {
  const block = Math.max(1, Math.round((sound.header.rate * LEVEL) / 1000));
  const meter = levelMeter(block);
  for await (const { samples } of monoOf(sound, { from: 0, to: sound.frames })) {
    signal.throwIfAborted();
    meter.push(samples);
  }
  return quietCuts(meter.levels(), CUTS).map((cut) => cut * block);
}
