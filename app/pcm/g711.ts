/**
 * G.711 companding (ITU-T Rec. G.711, bit-exact with the reference code of G.191): eight bits a sample, with the
 * even bits of A-law and all bits of mu-law inverted, as they travel.
 */

const SIGN = 0x80;
/** Added before mu-law's logarithm so that every segment starts at a power of two; 33 in 14-bit units. */
const BIAS = 33;
/** Largest magnitude that mu-law can say, biased, in 14-bit units. */
const LARGEST = 0x1fff;
const ALAW_INVERSION = 0x55;

/** Value of every mu-law code, as 16-bit samples. */
export const MULAW: Int16Array = Int16Array.from({ length: 256 }, (_, code) => {
  const bits = ~code & 0xff;
  const segment = (bits >> 4) & 7;
  const magnitude = ((((bits & 15) << 1) + BIAS) << segment) - BIAS;
  return (bits & SIGN ? -magnitude : magnitude) << 2;
});

/** Value of every A-law code, as 16-bit samples. */
export const ALAW: Int16Array = Int16Array.from({ length: 256 }, (_, code) => {
  const bits = code ^ ALAW_INVERSION;
  const segment = (bits >> 4) & 7;
  const step = ((bits & 15) << 1) + 1;
  const magnitude = segment === 0 ? step : (step + 32) << (segment - 1);
  return (bits & SIGN ? magnitude : -magnitude) << 3;
});

/** The mu-law code of a 16-bit sample. */
export function mulawOf(sample: number): number {
  const magnitude = Math.min(((sample < 0 ? ~sample : sample) >> 2) + BIAS, LARGEST);
  const segment = 26 - Math.clz32(magnitude);
  const bits = (segment << 4) | ((magnitude >> (segment + 1)) & 15);
  return ~(sample < 0 ? bits | SIGN : bits) & 0xff;
}

/** The A-law code of a 16-bit sample. */
export function alawOf(sample: number): number {
  const magnitude = (sample < 0 ? ~sample : sample) >> 4;
  const segment = Math.max(0, 28 - Math.clz32(magnitude));
  const mantissa = segment < 2 ? magnitude & 15 : (magnitude >> (segment - 1)) & 15;
  const bits = (segment << 4) | mantissa;
  return (sample < 0 ? bits : bits | SIGN) ^ ALAW_INVERSION;
}
