/** Seeded noise without a sample of zero, so that silence in a recording of it can only have been added. */
export function noise(seed: number, length: number): Int16Array {
  const samples = new Int16Array(length);
  let state = seed * 2_654_435_761 + 1;
  for (let i = 0; i < length; i++) {
    // xorshift32 (Marsaglia 2003)
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    samples[i] = state >> 17 || 1;
  }
  return samples;
}
