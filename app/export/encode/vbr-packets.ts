import { createMp3Encoder } from 'wasm-media-encoders/esnext';
import type { Encoding } from '../formats/encoding.ts';
import type { Codec, PacketSink } from './codec.ts';
import { mp3Frames } from './mp3-frames.ts';

/** LAME's qualities from the finest to the smallest, and what speech on one channel comes to at 24 kHz, in bit/s. */
const QUALITIES: readonly (readonly [quality: number, bitrate: number])[] = [
  ...([
    [0, 72_000],
    [1, 64_000],
    [2, 58_000],
    [3, 55_000],
    [4, 52_000],
    [5, 49_000],
  ] as const),
  ...([
    [6, 46_000],
    [7, 43_000],
    [8, 40_000],
    [9, 32_000],
  ] as const),
];
const MEASURED_RATE = 24_000;

/** MP3 packets by LAME at a bitrate that follows the sound. Of the encoders that there are, this one gives it out. */
export async function createVbrPackets({ rate, channels, bitrate }: Encoding, sink: PacketSink): Promise<Codec> {
  const encoder = await createMp3Encoder();
  // Without a rate of its own it would make another one of ours at the lower qualities.
  const outputSampleRate = rate as 24_000 | 44_100 | 48_000;
  encoder.configure({
    sampleRate: rate,
    channels,
    outputSampleRate,
    vbrQuality: qualityFor({ rate, channels, bitrate }),
  });
  const frames = mp3Frames((frame) => sink(frame, null));
  return {
    write: async (samples) => frames.push(encoder.encode(parted(samples, channels))),
    finish: async () => frames.push(encoder.finalize()),
    abandon: async () => {},
  };
}

/** The quality that comes nearest to a bitrate. */
export function qualityFor({ rate, channels, bitrate }: Pick<Encoding, 'rate' | 'channels' | 'bitrate'>): number {
  // Beyond 24 kHz there is hardly more to encode in speech; two channels of the same cost little more than one.
  const wanted = bitrate! / Math.sqrt(rate / MEASURED_RATE) / (channels === 2 ? 1.2 : 1);
  const away = (one: readonly [number, number]) => Math.abs(one[1] - wanted);
  return QUALITIES.reduce((best, one) => (away(one) < away(best) ? one : best))[0];
}

function parted(samples: Int16Array, channels: 1 | 2): Float32Array[] {
  const length = samples.length / channels;
  return Array.from({ length: channels }, (_, channel) =>
    Float32Array.from({ length }, (__, frame) => samples[frame * channels + channel]! / 32_768),
  );
}
