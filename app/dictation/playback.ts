import { createReadStream } from 'node:fs';
import type { Pcm } from '../model/pcm.ts';
import { isCancelled } from '../model/problem.ts';
import { toMono, toStereo } from '../pcm/convert.ts';
import { resampled } from '../pcm/resample.ts';
import { readWav } from '../pcm/wav.ts';

/** What a recording is heard through. */
export interface Loudspeaker {
  readonly channels: 1 | 2;
  readonly rate: number;
  write(samples: Int16Array, signal?: AbortSignal): Promise<void>;
  /** Settles when all has been heard. */
  drain(signal?: AbortSignal): Promise<void>;
  close(): void;
}

export type OpenLoudspeaker = (format: { rate: number; channels: 1 | 2 }) => Promise<Loudspeaker>;

/** Seconds that are written at a time, so that a stop is heard at once. */
const PIECE = 0.1;

/** Plays a WAV to its end, or to the signal's. Throws the Problems `sound-unavailable` and `file-unreadable`. */
export async function playRecording(path: string, open: OpenLoudspeaker, signal: AbortSignal): Promise<void> {
  const { header, sound } = await readWav(createReadStream(path));
  const device = await open({ rate: header.rate, channels: 1 });
  const piece = Math.round(PIECE * device.rate);
  try {
    for await (const { samples } of resampled(mono(sound), device.rate)) {
      for (let at = 0; at < samples.length; at += piece) {
        const part = samples.subarray(at, at + piece);
        await device.write(device.channels === 2 ? toStereo(part) : part, signal);
      }
    }
    await device.drain(signal);
  } catch (thrown) {
    if (!isCancelled(thrown)) throw thrown;
  } finally {
    device.close();
  }
}

async function* mono(sound: AsyncIterable<Pcm>): AsyncGenerator<Pcm, void, undefined> {
  for await (const pcm of sound) {
    yield pcm.channels === 1 ? pcm : { ...pcm, channels: 1, samples: toMono(pcm.samples) };
  }
}
