/** Root mean square of samples, 0 to 32768. */
export function loudness(samples: Int16Array): number {
  if (samples.length === 0) return 0;
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.sqrt(sum / samples.length);
}

/** dB below full scale at which a meter stands at its left end. */
const RANGE = 60;

/** What a meter shows of it, 0 to 1. */
export function meterLevel(samples: Int16Array): number {
  const decibels = 20 * Math.log10(Math.max(1, loudness(samples)) / 32_768);
  return Math.min(1, Math.max(0, 1 + decibels / RANGE));
}

/** Seconds of nothing but zeros after which a microphone is taken to be muted: a live one always hisses. */
const FLAT = 0.7;

const sounds = (sample: number) => sample > 1 || sample < -1;

/** Is there nothing in it but zeros, as a muted microphone gives them? */
export const isFlat = (samples: Int16Array) => !samples.some(sounds);

/** Tells a muted microphone by its zeros: true and false when that begins and ends. */
export function muteWatch(rate: number): (samples: Int16Array) => boolean | null {
  let flat = 0;
  let muted = false;
  return (samples) => {
    const last = samples.findLastIndex(sounds);
    flat = last < 0 ? flat + samples.length : samples.length - 1 - last;
    const now = flat >= FLAT * rate;
    if (now === muted) return null;
    muted = now;
    return now;
  };
}
