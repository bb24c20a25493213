/** Looks through what was heard: is each sample the one that belongs behind the sample before it? */
import type { Recording } from '../tools/recording.ts';
import type { Ledger } from './ledger.ts';
import { soundOf } from './voice.ts';

/** A stretch of a recording that is, sample by sample, one of a text's sound. */
interface Stretch {
  text: string;
  /** In the sound. */
  from: number;
  to: number;
  /** In the recording. */
  at: number;
  end: number;
}

export interface Heard {
  /** Seconds of sound, and of it those that were recognised; places where one stretch ends or begins, and how many of these were meant. */
  sounding: number;
  seconds: number;
  edges: number;
  /** Edges and strange sound that nothing explains, in words. */
  wrong: string[];
}

/** Samples between two places by which a sound is known. */
const STEP = 480;
/** Samples at an edge that may be faded, with what the device takes into its fade: 20 ms at 24 kHz. */
const EDGE = 480;
/** ms around an edge in which something may have been done that explains it; what is queued is heard as late as that. */
const BEFORE = 2_500;
const AFTER = 300;
/** Samples in a row of unknown sound that are no fade any more. */
const STRANGE = 2_400;

const keyAt = (samples: Int16Array, at: number) =>
  (samples[at]! + 32_768) * 2 ** 32 + (samples[at + 1]! + 32_768) * 2 ** 16 + samples[at + 2]! + 32_768;

/** Every text that was asked for may be heard, in part or whole. */
export function lookThrough(recording: Recording, texts: Iterable<string>, ledger: Ledger): Heard {
  const places = placesIn(texts);
  const samples = recording.since(0);
  const { stretches, strange } = stretchesOf(samples, places);
  const wrong: string[] = [];
  const meant = (at: number) => {
    const time = recording.arrivalOf(at);
    return ledger.any(time - BEFORE, time + AFTER);
  };
  for (const { at, length } of strange) {
    if (!meant(at)) wrong.push(`${(length / 24).toFixed(0)} ms of unknown sound ${(at / 24_000).toFixed(1)} s in`);
  }
  let edges = 0;
  stretches.forEach((stretch, index) => {
    const [before, after] = [stretches[index - 1], stretches[index + 1]];
    const { length } = soundOf(stretch.text);
    const begins = stretch.from <= EDGE || (before && goesOn(before, stretch));
    const ends = stretch.to >= length - EDGE || (after && goesOn(stretch, after));
    const where = (at: number) => `“${stretch.text.slice(0, 30)}…” ${(at / 24_000).toFixed(1)} s in`;
    edges += Number(!begins) + Number(!ends);
    if (!begins && !meant(stretch.at)) wrong.push(`begins at sample ${stretch.from}: ${where(stretch.at)}`);
    if (!ends && !meant(stretch.end)) wrong.push(`ends at ${stretch.to} of ${length}: ${where(stretch.end)}`);
  });
  const seconds = stretches.reduce((sum, { from, to }) => sum + to - from, 0) / 24_000;
  const sounding = samples.reduce((sum, sample) => sum + Number(sample !== 0), 0) / 24_000;
  return { sounding, seconds, edges, wrong };
}

const goesOn = (one: Stretch, next: Stretch) => one.text === next.text && Math.abs(next.from - one.to) <= EDGE;

/** Where in which sound three samples stand; the places of a sound that was sought in are met within 20 ms. */
function placesIn(texts: Iterable<string>): Map<number, { text: string; at: number }> {
  const places = new Map<number, { text: string; at: number }>();
  for (const text of texts) {
    const sound = soundOf(text);
    for (let at = 0; at + 2 < sound.length; at += STEP) places.set(keyAt(sound, at), { text, at });
  }
  return places;
}

function stretchesOf(samples: Int16Array, places: Map<number, { text: string; at: number }>) {
  const stretches: Stretch[] = [];
  const strange: { at: number; length: number }[] = [];
  let unknown = 0;
  let free = 0;
  const end = (at: number) => {
    if (unknown > STRANGE) strange.push({ at: at - unknown, length: unknown });
    unknown = 0;
  };
  for (let at = 0; at + 2 < samples.length;) {
    if (samples[at] === 0) {
      end(at);
      at++;
      continue;
    }
    const place = places.get(keyAt(samples, at));
    const stretch = place && stretchAt(samples, at, place, free);
    if (!stretch) {
      unknown++;
      at++;
      continue;
    }
    unknown -= at - stretch.at;
    end(stretch.at);
    stretches.push(stretch);
    free = at = stretch.end;
  }
  end(samples.length);
  return { stretches, strange };
}

/** As far to either side as it agrees; null where that is so short that it may be chance. */
function stretchAt(samples: Int16Array, at: number, { text, at: place }: { text: string; at: number }, free: number) {
  const sound = soundOf(text);
  let back = 0;
  while (at - back > free && place - back > 0 && samples[at - back - 1] === sound[place - back - 1]) back++;
  let on = 0;
  while (place + on < sound.length && samples[at + on] === sound[place + on]) on++;
  return back + on < 16 ? null : { text, from: place - back, to: place + on, at: at - back, end: at + on };
}
