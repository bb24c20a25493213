import { createLimiter, type Limiter } from '../../pcm/limiter.ts';
import { type SoundMeasure, soundMeter } from '../../pcm/measure.ts';
import type { Treatment } from './treatment.ts';

/** What the sound of a file is like: its rate in Hz, and on how many of the file's channels it will be. */
export interface SoundShape {
  rate: number;
  channels: 1 | 2;
  /** Frames of silence around it. */
  rest: number;
  /** In dB: how far a peak may grow on its way through the encoder. */
  overshoot: number;
}

/** Takes sound to its end: calls `write` for all of it. */
export type Pass = (write: (samples: Int16Array) => Promise<void>) => Promise<void>;

/** In dB, of what the ear can tell 1; and how often it is tried, which costs a pass each. */
const CLOSE_ENOUGH = 0.1;
const REHEARSALS = 4;

/**
 * The gain, in dB, with which a sound comes to its goal: what it lacks, where its peaks leave room for that; else what
 * is found by rehearsing with the limiter, which takes some of the loudness with the peaks. The same sound gives the
 * same gain. Sound without any loudness stays as it is.
 */
export async function gainFor(
  { goal, ceiling }: Treatment & { goal: NonNullable<Treatment['goal']> },
  shape: SoundShape,
  measured: SoundMeasure,
  pass: Pass,
): Promise<number> {
  const now = measured[goal.measure];
  if (now === null || measured.truePeak === null) return 0;
  let gain = hundredths(goal.level - now);
  if (measured.truePeak + gain <= ceiling - shape.overshoot) return gain;
  for (let rehearsal = 0; rehearsal < REHEARSALS; rehearsal++) {
    const limiter = createLimiter(shape.rate, { gain, ceiling: ceiling - shape.overshoot });
    const meter = soundMeter(shape.rate, shape.channels);
    await pass(async (samples) => meter.push(limiter.push(samples)));
    meter.push(limiter.flush());
    meter.rest(shape.rest);
    const short = goal.level - meter.read()[goal.measure]!;
    if (Math.abs(short) <= CLOSE_ENOUGH) break;
    gain = hundredths(gain + short);
  }
  return gain;
}

/** The limiter with which a file is written; none where the sound stays as it is. */
export const limiterFor = ({ goal, ceiling }: Treatment, shape: SoundShape, gain: number): Limiter | null =>
  goal && createLimiter(shape.rate, { gain, ceiling: ceiling - shape.overshoot });

/** So that a difference in the last bit of a logarithm makes no other file. */
const hundredths = (decibels: number) => Math.round(decibels * 100) / 100;
