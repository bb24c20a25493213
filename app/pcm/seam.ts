import { concat } from './frames.ts';
import type { Tempo } from './tempo.ts';

/**
 * Where `sound` goes on as `tail` does: the frame, from 0 to `reach`, at which the two are most alike, and `expected`
 * where all are, as in silence. Both mono; `sound` has at least `reach + tail.length` frames.
 */
export function seam(tail: Int16Array, sound: Int16Array, reach: number, expected: number): number {
  let best = { at: expected, likeness: likeness(tail, sound, expected) };
  for (let at = 0; at <= reach; at++) {
    const here = likeness(tail, sound, at);
    if (here > best.likeness) best = { at, likeness: here };
  }
  return best.at;
}

/** What a tempo gives, grown out of `tail` over that tail's length: no edge is heard where the one ends. */
export function grown(tail: Int16Array, tempo: Tempo): Tempo {
  let held: Int16Array | null = new Int16Array(0);
  const joined = (samples: Int16Array, enough: number) => {
    if (held === null) return samples;
    const head = concat([held, samples]);
    held = head.length < enough ? head : null;
    return held ? new Int16Array(0) : crossfade(tail, head);
  };
  return {
    push: (samples) => joined(tempo.push(samples), tail.length),
    flush: () => joined(tempo.flush(), 0),
    close: () => tempo.close(),
  };
}

function crossfade(tail: Int16Array, sound: Int16Array): Int16Array {
  const mixed = sound.slice();
  const length = Math.min(tail.length, sound.length);
  for (let i = 0; i < length; i++) {
    const share = (i + 1) / (length + 1);
    mixed[i] = Math.round(tail[i]! * (1 - share) + sound[i]! * share);
  }
  return mixed;
}

/** Correlation in proportion to the loudness of the sound there. */
function likeness(tail: Int16Array, sound: Int16Array, at: number): number {
  let product = 0;
  let power = 1;
  for (let i = 0; i < tail.length; i++) {
    const sample = sound[at + i]!;
    product += tail[i]! * sample;
    power += sample * sample;
  }
  return product / Math.sqrt(power);
}
