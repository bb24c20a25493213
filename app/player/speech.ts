import type { Pcm } from '../model/pcm.ts';
import { concat } from '../pcm/frames.ts';
import { levelMeter } from '../pcm/quiet.ts';
import { resampled } from '../pcm/resample.ts';
import { seam } from '../pcm/seam.ts';
import type { Narration, Place } from './narration.ts';
import { LEVEL } from './sentences.ts';

/** Speech of a segment, mono, from so many seconds into it. */
export interface SpeechPart {
  offset: number;
  samples: Int16Array;
}

/** How far, in seconds, sound that is to be gone on with may lie from where it is reckoned to: a pitch period. */
const REACH = 0.015;

/**
 * A segment's speech from a place on, at `rate` Hz; nothing where the place lies beyond it. On the way the narration
 * learns how long it is and where its sentences begin. `tail` is what would have come next at another speed: then it
 * begins where it goes on as that does.
 */
export async function* speechFrom(
  { place, narration, tail }: { place: Place; narration: Narration; tail: Int16Array },
  sound: AsyncIterable<Pcm>,
  rate: number,
): AsyncGenerator<SpeechPart, void, undefined> {
  const all = read(place.index, narration, sound, rate);
  if (narration.guesses(place)) {
    const whole = concat((await collected(all)).map(({ samples }) => samples));
    yield* from(narration.sentence(place.index, place.sentence!).offset, [{ offset: 0, samples: whole }], rate);
  } else if (tail.length > 0) {
    yield* aligned(tail, place.offset, from(Math.max(0, place.offset - REACH), all, rate), rate);
  } else {
    yield* from(place.offset, all, rate);
  }
}

async function* read(index: number, narration: Narration, sound: AsyncIterable<Pcm>, rate: number) {
  const meter = narration.knows(index) ? null : levelMeter(Math.round(LEVEL * rate));
  let frames = 0;
  for await (const { samples } of resampled(sound, rate)) {
    const offset = frames / rate;
    meter?.push(samples);
    frames += samples.length;
    narration.arrived(index, frames / rate);
    yield { offset, samples };
  }
  narration.measure(index, frames / rate, meter?.levels());
}

async function* from(offset: number, parts: AsyncIterable<SpeechPart> | Iterable<SpeechPart>, rate: number) {
  const first = Math.round(offset * rate);
  for await (const part of parts) {
    const skip = Math.max(0, first - Math.round(part.offset * rate));
    if (skip < part.samples.length) yield { offset: part.offset + skip / rate, samples: part.samples.subarray(skip) };
  }
}

async function* aligned(tail: Int16Array, offset: number, parts: AsyncGenerator<SpeechPart>, rate: number) {
  let head: SpeechPart | null = null as SpeechPart | null;
  let found = false;
  const align = ({ offset: start, samples }: SpeechPart): SpeechPart => {
    const expected = Math.min(samples.length, Math.round((offset - start) * rate));
    const reach = Math.min(Math.round(2 * REACH * rate), samples.length - tail.length);
    const at = reach < expected ? expected : seam(tail, samples, reach, expected);
    return { offset: start + at / rate, samples: samples.subarray(at) };
  };
  for await (const part of parts) {
    if (found) {
      yield part;
      continue;
    }
    head = head ? { ...head, samples: concat([head.samples, part.samples]) } : part;
    if (head.samples.length < 2 * REACH * rate + tail.length) continue;
    found = true;
    yield align(head);
  }
  if (!found && head) yield align(head);
}

async function collected(parts: AsyncIterable<SpeechPart>): Promise<SpeechPart[]> {
  const list: SpeechPart[] = [];
  for await (const part of parts) list.push(part);
  return list;
}
