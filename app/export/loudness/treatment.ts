import { Problem } from '../../model/problem.ts';
import type { Loudness, SoundMeasureName, SoundRule, SoundWish } from '../../model/export.ts';
import type { SoundMeasure } from '../../pcm/measure.ts';

/** What is done to the sound of a file before it is encoded. */
export interface Treatment {
  loudness: Loudness;
  /** How loud it is to be, in LUFS or dBFS; null leaves it as it is. */
  goal: { measure: 'integrated' | 'rms'; level: number } | null;
  /** What no peak may go beyond, in dBTP; of no meaning without a goal. */
  ceiling: number;
  /** Silence before the first sound and after the last, in seconds; null: what the script asks for. */
  head: number | null;
  tail: number | null;
}

interface Preset extends Omit<Treatment, 'loudness'> {
  /** What is checked when the file is written. */
  rules: readonly Rule[];
}

interface Rule extends SoundRule {
  measure: SoundMeasureName;
}

/**
 * ACX: RMS from -23 to -18 dBFS, peaks to -3 dBFS, a noise floor of -60 dBFS, up to a second of room before the sound
 * and one to five after it (help.acx.com, "ACX audio submission requirements"). In between lies what leaves most room.
 */
const ACX: Preset = {
  goal: { measure: 'rms', level: -20 },
  ...{ ceiling: -3, head: 0.75, tail: 2 },
  rules: [
    { measure: 'rms', least: -23, most: -18 },
    { measure: 'peak', least: null, most: -3 },
    { measure: 'floor', least: null, most: -60 },
  ],
};

/** What podcast directories ask for: so many LUFS within 0.5, and true peaks to -1 dBTP (AES TD1008). */
const loud = (level: number): Preset => ({
  goal: { measure: 'integrated', level },
  ...{ ceiling: -1, head: null, tail: null },
  rules: [
    { measure: 'integrated', least: level - 0.5, most: level + 0.5 },
    { measure: 'truePeak', least: null, most: -1 },
  ],
});

const AS_IS: Preset = { goal: null, ceiling: 0, head: null, tail: null, rules: [] };

/** In LUFS: softer is nobody's wish, and louder nothing but limiter. */
export const LOUDNESS = { least: -40, most: -8 } as const;
/** In seconds: more silence than that was not meant. */
const LONGEST_SILENCE = 60;

function presetOf(loudness: Loudness): Preset {
  if (loudness === 'as-is') return AS_IS;
  if (loudness === 'acx') return ACX;
  return loud(loudness === 'podcast' ? -16 : loudness);
}

/** What a wish comes to. Throws `export-settings` for a loudness or a silence out of bounds. */
export function treatmentOf({ loudness = 'as-is', head, tail }: SoundWish): Treatment {
  const { least, most } = LOUDNESS;
  if (typeof loudness === 'number' && !(loudness >= least && loudness <= most)) {
    throw refusal('loudness', `${least} to ${most} LUFS`);
  }
  for (const seconds of [head, tail]) {
    if (seconds !== undefined && !(seconds >= 0 && seconds <= LONGEST_SILENCE)) {
      throw refusal('silence', `0 to ${LONGEST_SILENCE} seconds`);
    }
  }
  const { goal, ceiling, head: before, tail: behind } = presetOf(loudness);
  return { loudness, goal, ceiling, head: head ?? before, tail: tail ?? behind };
}

const refusal = (setting: string, allowed: string) =>
  new Problem('export-settings', `no such ${setting}`, { details: { setting, allowed } });

/** Which rules of a loudness a sound keeps; silence keeps all that ask for little. */
export function checked(loudness: Loudness, measure: SoundMeasure) {
  return presetOf(loudness).rules.map(({ measure: name, least, most }) => {
    const value = measure[name] ?? -Infinity;
    return { measure: name, least, most, kept: (least === null || value >= least) && (most === null || value <= most) };
  });
}
