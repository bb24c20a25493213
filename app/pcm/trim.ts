import type { Pcm } from '../model/pcm.ts';
import { concat } from './frames.ts';

/** Silence that is left before the first sound and after the last, in seconds: a breath, which no word begins without. */
const LEFT = 0.05;
/**
 * What counts as silence: up to 16 of 32,768, which is -66 dB. Voices pad with zeros or their encoder's last bits; the
 * softest consonants are some 20 dB louder.
 */
const SILENT = 16;

/**
 * Mono sound without what is silent beyond 50 ms at its very beginning and end; inside nothing changes. Both cuts lie
 * in silence, so neither needs a fade. Sound that is silent throughout stays as it is. `onCut` hears, before the first
 * sound comes out, how many seconds were taken off its beginning.
 */
export async function* trimmed(
  sound: AsyncIterable<Pcm>,
  onCut: (seconds: number) => void = () => {},
): AsyncGenerator<Pcm, void, undefined> {
  let begun = false;
  let silent: Int16Array[] = [];
  let format: Omit<Pcm, 'samples'> | null = null;
  for await (const { samples, ...rest } of sound) {
    format = rest;
    const last = samples.findLastIndex(sounds);
    if (last < 0) {
      silent.push(samples);
      continue;
    }
    const left = Math.round(LEFT * rest.rate);
    // Until the next sound nobody knows whether the silence after this one is the end.
    const head = concat([...silent, samples.subarray(0, last + 1)]);
    const from = begun ? 0 : Math.max(0, head.findIndex(sounds) - left);
    if (!begun) onCut(from / rest.rate);
    yield { ...rest, samples: head.subarray(from) };
    begun = true;
    silent = last + 1 < samples.length ? [samples.slice(last + 1)] : [];
  }
  if (!format || silent.length === 0) return;
  const end = concat(silent);
  yield { ...format, samples: begun ? end.subarray(0, Math.round(LEFT * format.rate)) : end };
}

const sounds = (sample: number) => sample > SILENT || sample < -SILENT;
