import { levelMeter } from '../../pcm/quiet.ts';
import { alignedPauses } from './alignment.ts';
import { type Border, bordersOf, type Said } from './borders.ts';
import { type Heard, type Pause, type Speech, speechIn, STEP } from './pauses.ts';

/** Hears a take, mono at `rate` Hz, and tells when each of its phrases is heard; they follow each other. */
export function phraseTimer(rate: number) {
  const meter = levelMeter(Math.round(rate * STEP));
  return {
    push: (samples: Int16Array): void => meter.push(samples),
    times: (phrases: readonly Said[]): Heard[] => timesOf(meter.levels(), phrases),
  };
}

function timesOf(levels: Float32Array, phrases: readonly Said[]): Heard[] {
  const speech = speechIn(levels);
  const borders = bordersOf(phrases);
  if (borders.length === 0) return [];
  const pauses = alignedPauses(borders, speech);
  const ends = borders.flatMap(({ phrase }, index) =>
    phrase ? [pauses[index] ?? between(index, borders, pauses, speech)] : [],
  );
  return phrases.map((_, index) => ({
    from: ends[index - 1]?.to ?? speech.from,
    to: index === phrases.length - 1 ? speech.to : ends[index]!.from,
  }));
}

/** When a border without a pause is passed: between the two nearest that have one, at the pace there. */
function between(
  index: number,
  borders: readonly Border[],
  pauses: readonly (Pause | null)[],
  { from, spoken, pauses: all }: Speech,
): Heard {
  const before = pauses.findLastIndex((pause, at) => at < index && pause !== null);
  const behind = pauses.findIndex((pause, at) => at > index && pause !== null);
  const [start, end] = [pauses[before]?.spoken ?? 0, pauses[behind]?.spoken ?? spoken];
  const [light, heavy] = [borders[before]?.weight ?? 0, borders[behind]?.weight ?? borders.at(-1)!.weight];
  const share = (borders[index]!.weight - light) / Math.max(1, heavy - light);
  const said = start + (end - start) * share;
  const paused = all.filter((pause) => pause.spoken < said).reduce((sum, pause) => sum + pause.to - pause.from, 0);
  const at = from + said + paused;
  return { from: at, to: at };
}
