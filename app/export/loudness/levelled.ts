import type { SoundReport } from '../../model/export.ts';
import { TAKE_RATE } from '../../model/pcm.ts';
import { type SoundMeasure, soundMeter } from '../../pcm/measure.ts';
import type { Encoder } from '../encode/encoder.ts';
import type { Encoding } from '../formats/encoding.ts';
import { formats } from '../formats/formats.ts';
import { gainFor, limiterFor, type SoundShape } from './leveller.ts';
import { checked, type Treatment } from './treatment.ts';

/** What is not the sound's first or last hearing is nothing to tell of. */
const QUIETLY = { onSegment: () => {} };
/** In dB: how much higher a peak may come out of a lossy encoder; meters differ by less. */
const OVERSHOOT = { lossy: 1, lossless: 0.3 };

type Write = (samples: Int16Array) => Promise<void>;
/** Narrates from the first segment to the last; answers the frames, and where among them chapters start. */
type Narrate = (write: Write, told?: Partial<typeof QUIETLY>) => Promise<{ frames: number; starts: number[] }>;

export interface Levelled {
  /** Narrates into an encoder; answers the frames of the file, where its chapters start, and how loud it is. */
  into(encoder: Encoder): Promise<{ frames: number; starts: number[]; report: Omit<SoundReport, 'path'> }>;
}

/** The sound of a file at its loudness, with its silences around it; listens to all of it first where it has to. */
export async function levelled(
  { encoding, treatment }: { encoding: Encoding; treatment: Treatment },
  narrate: Narrate,
): Promise<Levelled> {
  const [head, tail] = [framesOf(treatment.head), framesOf(treatment.tail)];
  const overshoot = encoding.bitrate === null ? OVERSHOOT.lossless : OVERSHOOT.lossy;
  const shape: SoundShape = { rate: TAKE_RATE, channels: encoding.channels, rest: head + tail, overshoot };
  const louder = formats[encoding.format].gain?.(encoding) ?? 0;
  const aimed = beforeEncoder(treatment, louder);
  const gain = await gainOf(aimed, shape, narrate);
  return {
    async into(encoder) {
      const limiter = limiterFor(aimed, shape, gain);
      const meter = soundMeter(shape.rate, shape.channels);
      const give = async (samples: Int16Array) => {
        meter.push(samples);
        await encoder.write(samples);
      };
      await encoder.write(new Int16Array(head));
      const { frames, starts } = await narrate((samples) => give(limiter ? limiter.push(samples) : samples));
      if (limiter) await give(limiter.flush());
      await encoder.write(new Int16Array(tail));
      meter.rest(shape.rest);
      const measure = rounded(meter.read(), louder);
      const around = { head: treatment.head, tail: treatment.tail };
      const rules = checked(treatment.loudness, measure);
      return {
        frames: head + frames + tail,
        // The first chapter starts with the file.
        starts: starts.map((start, index) => (index === 0 ? 0 : head + start)),
        report: { ...measure, gain, held: tenth(limiter?.held ?? 0), ...around, rules },
      };
    },
  };
}

async function gainOf(treatment: Treatment, shape: SoundShape, narrate: Narrate): Promise<number> {
  const { goal } = treatment;
  if (!goal) return 0;
  const meter = soundMeter(shape.rate, shape.channels);
  await narrate(async (samples) => meter.push(samples));
  meter.rest(shape.rest);
  return gainFor({ ...treatment, goal }, shape, meter.read(), async (write) => void (await narrate(write, QUIETLY)));
}

const framesOf = (seconds: number | null) => Math.round((seconds ?? 0) * TAKE_RATE);

const tenth = (value: number) => Math.round(value * 10) / 10;

/** What the sound has to be like so that it is as wished when it comes out of its encoder. */
const beforeEncoder = (treatment: Treatment, louder: number): Treatment => ({
  ...treatment,
  goal: treatment.goal && { ...treatment.goal, level: treatment.goal.level - louder },
  ceiling: treatment.ceiling - louder,
});

/** So many dB more, to hundredths: what is beyond is noise. */
function rounded(measure: SoundMeasure, louder: number): SoundMeasure {
  const round = (value: number | null) => value && Math.round((value + louder) * 100) / 100;
  const { integrated, truePeak, peak, rms, floor } = measure;
  return {
    ...{ integrated: round(integrated), truePeak: round(truePeak), peak: round(peak) },
    ...{ rms: round(rms), floor: round(floor) },
  };
}
