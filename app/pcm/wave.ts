import { levelMeter } from './quiet.ts';

/** Bars of a waveform for each second of sound: two for a syllable. */
export const BARS = 10;

/** Measures sound as it passes by, for a picture of it. */
export interface WaveMeter {
  push(mono: Int16Array): void;
  /** How loud it is, 0 to 255, for each 1 / BARS of a second. */
  bars(): Uint8Array;
}

/** `rate` in Hz. Loudness is the root of the mean square, which is what a picture of speech shows best. */
export function waveMeter(rate: number): WaveMeter {
  const meter = levelMeter(Math.round(rate / BARS));
  return {
    push: (mono) => meter.push(mono),
    bars: () => Uint8Array.from(meter.levels(), (level) => Math.min(255, Math.round(Math.sqrt(level) * LOUD * 255))),
  };
}

/** Speech comes to a quarter of full scale where it is loud: the rest of a picture would be empty. */
const LOUD = 3;

/** Bars as so many as there is room for: each the loudest of those that it stands for. */
export function thinned(bars: Uint8Array, count: number): number[] {
  return Array.from({ length: count }, (_, i) => {
    const from = Math.floor((i * bars.length) / count);
    const to = Math.max(from + 1, Math.floor(((i + 1) * bars.length) / count));
    let most = 0;
    for (let at = from; at < to && at < bars.length; at++) most = Math.max(most, bars[at]!);
    return most;
  });
}
