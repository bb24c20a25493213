/** Hz. */
export const GLIDE_RATE = 24_000;
/** Hz at the start of a glide, and by how much it rises in a second. */
const BASE = 200;
const RISE = 40;
const LOUD = 12_000;

/** A tone that rises steadily, so that its pitch tells which moment of it sounds. */
export const glide = (seconds: number): Int16Array =>
  Int16Array.from({ length: seconds * GLIDE_RATE }, (_, i) => {
    const t = i / GLIDE_RATE;
    return LOUD * Math.sin(2 * Math.PI * (BASE * t + (RISE * t * t) / 2));
  });

/** The largest step from one sample to the next in the first seconds of a glide. */
export const glideStep = (seconds: number): number => LOUD * 2 * Math.PI * ((BASE + RISE * seconds) / GLIDE_RATE);

/** The second of a glide that sounds, and at which frame: told by how long eight of its waves take from `frame` on. */
export function momentAfter(samples: ArrayLike<number>, frame: number): { moment: number; at: number } {
  const crossings: number[] = [];
  for (let i = frame; crossings.length < 9 && i < samples.length - 1; i++) {
    const [here, next] = [samples[i]!, samples[i + 1]!];
    if (here < 0 && next >= 0) crossings.push(i + here / (here - next));
  }
  const [first, last] = [crossings[0]!, crossings[8]!];
  return { moment: ((8 * GLIDE_RATE) / (last - first) - BASE) / RISE, at: (first + last) / 2 };
}
