import { concat } from '../../pcm/frames.ts';
import { createResampler } from '../../pcm/resample.ts';

/** A piece of mono sound, which begins and ends in silence, at another rate, in Hz; in memory of its own. */
export async function atRate(samples: Int16Array, from: number, to: number): Promise<Int16Array<ArrayBuffer>> {
  const resampler = await createResampler(from, to);
  try {
    return new Int16Array(concat([resampler.push(samples), resampler.flush()]));
  } finally {
    resampler.close();
  }
}
