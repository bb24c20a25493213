/** Seeded numbers from 0 to 1, the same ones each time. */
export function randomOf(seed: number): () => number {
  let state = seed * 2_654_435_761 + 1;
  return () => {
    // xorshift32 (Marsaglia 2003)
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Seeded noise without a sample of zero, so that silence in a recording of it can only have been added. */
export function noise(seed: number, length: number): Int16Array {
  const samples = new Int16Array(length);
  const random = randomOf(seed);
  for (let i = 0; i < length; i++) samples[i] = Math.floor(random() * 32_768) - 16_384 || 1;
  return samples;
}

/**
 * A smooth sound in which every click stands out: two low tones, with noise too soft to matter that makes each place
 * unlike any other. Without a sample of zero; it rises from silence and falls back to it within 10 ms at 24 kHz.
 */
export function hum(seed: number, length: number): Int16Array {
  const samples = new Int16Array(length);
  const random = randomOf(seed);
  const phase = random() * 2 * Math.PI;
  for (let i = 0; i < length; i++) {
    // 60 and 97 Hz at 24 kHz step 0.8 % of full scale at most, the noise 0.1 %, the edges 0.17 %.
    const tones = Math.sin(i * 0.0157 + phase) + Math.sin(i * 0.0254 + phase / 2);
    const edge = Math.min(1, i / 240, (length - 1 - i) / 240);
    samples[i] = Math.round(edge * (6_500 * tones + 32 * random() - 16)) || 1;
  }
  return samples;
}

/** Steps from one sample to the next, as shares of full scale, above which an edge is heard as a click. */
export const CLICK = 0.02;

export const clicks = (samples: Int16Array): number => clickPlaces(samples).length;

/** The samples that make such a step. */
export function clickPlaces(samples: Int16Array): number[] {
  const places = [];
  for (let i = 1; i < samples.length; i++) if (Math.abs(samples[i]! - samples[i - 1]!) > CLICK * 32_768) places.push(i);
  return places;
}
