import { loudnessMeter } from './loudness.ts';
import { peakMeter } from './peaks.ts';

/** How loud a sound is; each is null where it is silent throughout. */
export interface SoundMeasure {
  /** Integrated loudness by EBU R 128, in LUFS. */
  integrated: number | null;
  /** In dBTP. */
  truePeak: number | null;
  /** The largest sample, in dBFS. */
  peak: number | null;
  /** Over all of it, silences included, in dBFS: a sine of full scale has -3. */
  rms: number | null;
  /** RMS of the quietest half second, in dBFS; null, too, where that is digital silence. */
  floor: number | null;
}

export interface SoundMeter {
  /** Mono; the samples stay the caller's. */
  push(samples: Int16Array): void;
  /** So many frames of silence around it, which weigh in its RMS and are no noise floor. */
  rest(frames: number): void;
  /** Of all that was pushed; nothing may follow. */
  read(): SoundMeasure;
}

const FULL_SCALE = 32_768;
/** The quietest half second is looked for in steps of a twentieth. */
const FLOOR_STEPS = 10;
const FLOOR_SECONDS = 0.5;

/** Measures sound at `rate` Hz that will be on so many channels of a file, in bounded memory. */
export function soundMeter(rate: number, channels: 1 | 2): SoundMeter {
  const loudness = loudnessMeter(rate, channels);
  const peaks = peakMeter();
  const floor = floorMeter(Math.round((rate * FLOOR_SECONDS) / FLOOR_STEPS));
  let [count, peak] = [0, 0];
  return {
    push(samples) {
      const floats = new Float32Array(samples.length);
      for (let i = 0; i < samples.length; i++) {
        const value = samples[i]! / FULL_SCALE;
        floats[i] = value;
        if (value > peak) peak = value;
        else if (-value > peak) peak = -value;
      }
      count += samples.length;
      loudness.push(floats);
      peaks.push(floats);
      floor.push(floats);
    },
    rest: (frames) => void (count += frames),
    read: () => ({
      integrated: loudness.read(),
      truePeak: decibels(Math.max(peaks.read(), peak)),
      peak: decibels(peak),
      rms: decibels(Math.sqrt(floor.squares() / Math.max(1, count))),
      floor: decibels(Math.sqrt(floor.read())),
    }),
  };
}

function floorMeter(step: number) {
  const last = new Float64Array(FLOOR_STEPS);
  let [steps, filled, sum, total, least] = [0, 0, 0, 0, Infinity];
  const endStep = () => {
    last[steps++ % FLOOR_STEPS] = sum / step;
    total += sum;
    sum = filled = 0;
    if (steps >= FLOOR_STEPS) least = Math.min(least, last.reduce((all, one) => all + one, 0) / FLOOR_STEPS);
  };
  return {
    push(samples: Float32Array) {
      for (let at = 0; at < samples.length;) {
        const end = Math.min(samples.length, at + step - filled);
        let squares = 0;
        for (let i = at; i < end; i++) squares += samples[i]! * samples[i]!;
        sum += squares;
        filled += end - at;
        at = end;
        if (filled === step) endStep();
      }
    },
    /** Sum of all squares. */
    squares: () => total + sum,
    /** Mean square of the quietest half second; 0 where there is none as long. */
    read: () => (least === Infinity ? 0 : least),
  };
}

const decibels = (share: number) => (share === 0 ? null : 20 * Math.log10(share));
