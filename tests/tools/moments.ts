import type { Recording } from './recording.ts';

/** What a person did, and when (ms since 1970). */
export interface Command {
  what: string;
  at: number;
}

/** Samples in a row that are not zero by chance before sound counts as sound, or by which a place is known. */
const CERTAIN = 64;

/** Samples over which a beginning may be faded: 5 ms at 24 kHz. */
const FADE = 120;

/**
 * How long each command took to be heard, in ms, by its name: until the last sound of what it ended, or the first of
 * what it began. A command that was given during a pause of the script tells nothing, and is left out.
 */
export function heardAfter(
  recording: Recording,
  from: number,
  script: Int16Array,
  done: readonly Command[],
): Record<string, number[]> {
  const samples = recording.since(from);
  const arrival = (sample: number) => recording.arrivalOf(from + sample);
  const indexAt = (time: number) => recording.sampleAt(time) - from;
  const taken: Record<string, number[]> = {};
  done.slice(0, -1).forEach(({ what, at }, i) => {
    const [start, end] = [indexAt(at), indexAt(done[i + 1]!.at)];
    let heard: number | null;
    if (what === 'pause' || what === 'stop') heard = lastSound(samples, start, end);
    else if (what === 'seek') heard = firstOf(samples, end, script);
    else heard = firstSound(samples, start, end);
    if (heard !== null && heard >= start) (taken[what] ??= []).push(arrival(heard) - at);
  });
  return taken;
}

function firstSound(samples: Int16Array, start: number, end: number): number | null {
  for (let i = start; i < end; i++) if (samples[i] !== 0) return i;
  return null;
}

/** Null where it was silent already. */
function lastSound(samples: Int16Array, start: number, end: number): number | null {
  let last: number | null = null;
  for (let i = Math.max(0, start - CERTAIN); i < end; i++) if (samples[i] !== 0) last = i;
  return last;
}

/** Where the sound that is heard just before `end` began: followed back through the script to where it differs. */
function firstOf(samples: Int16Array, end: number, script: Int16Array): number | null {
  let first = end - CERTAIN;
  while (first > 0 && samples.subarray(first, first + CERTAIN).includes(0)) first--;
  let place = placeOf(samples.subarray(first, first + CERTAIN), script);
  if (place === null) return null;
  let faded = 0;
  for (let at = first; at > 0 && place > 0; at--) {
    const [heard, meant] = [samples[at - 1]!, script[place - 1]!];
    // The device may have run dry meanwhile.
    if (heard === 0 && meant !== 0) continue;
    const softer = heard * meant > 0 && Math.abs(heard) <= Math.abs(meant);
    if (heard === meant) faded = 0;
    if (heard !== meant && !(softer && ++faded < FADE)) break;
    place--;
    first = at - 1;
  }
  return first;
}

function placeOf(print: Int16Array, script: Int16Array): number | null {
  for (let place = script.indexOf(print[0]!); place >= 0; place = script.indexOf(print[0]!, place + 1)) {
    let i = 1;
    while (i < print.length && script[place + i] === print[i]) i++;
    if (i === print.length) return place;
  }
  return null;
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
