import { setTimeout as sleep } from 'node:timers/promises';
import type { Segment } from '../../app/model/script.ts';
import type { Take } from '../../app/model/take.ts';
import { concat } from '../../app/pcm/frames.ts';
import type { Narrator } from '../../app/synthesis/session.ts';
import { segmentOf, voice } from './narration.ts';
import { hum, noise, randomOf } from './noise.ts';

const RATE = 24_000;
/** Pauses as scripts have them, in ms. */
const PAUSES = [80, 250, 250, 600, 900];

export interface SupplyOptions {
  seed: number;
  segments: number;
  /** Mean length of a take; they vary by a third to either side. */
  seconds: number;
  /** So smooth that clicks stand out, at the price of a less certain comparison. */
  smooth?: boolean;
}

/** A narration, and all that should be heard of it. */
export function supplyOf({ seed, segments: count, seconds, smooth = false }: SupplyOptions) {
  const random = randomOf(seed);
  const segments = Array.from({ length: count }, (_, i) =>
    segmentOf(i, 40, i === count - 1 ? 0 : PAUSES[Math.floor(random() * PAUSES.length)]!),
  );
  const sound = smooth ? hum : noise;
  const takes = segments.map((_, i) =>
    sound(1_000 * seed + i, Math.round(RATE * seconds * (2 / 3 + (random() * 2) / 3))),
  );
  return {
    segments,
    takes,
    voice,
    get script() {
      return concat(takes.flatMap((take, i) => [take, new Int16Array((segments[i]!.pauseAfter * RATE) / 1000)]));
    },
  };
}

type Supply = ReturnType<typeof supplyOf>;

export interface Delivery {
  seed: number;
  /** Seconds of sound that the service makes in a second. */
  pace: number;
  /** Each chunk may come so many ms later than that, in order all the same. */
  jitter: number;
}

/** Chunks of 40 to 200 ms: what services send. */
const chunkOf = (random: () => number) => Math.round(RATE * (0.04 + 0.16 * random()));

/** A narrator whose sound comes over a network: each chunk at its own time after the segment was first asked for. */
export function deliveredNarrator({ segments, takes }: Supply, { seed, pace, jitter }: Delivery): Narrator {
  const random = randomOf(seed + 500);
  const orders = new Map<string, { end: number; at: number }[]>();
  const orderOf = (segment: Segment) => {
    const known = orders.get(segment.id);
    if (known) return known;
    const { length } = takes[segments.indexOf(segment)]!;
    const order: { end: number; at: number }[] = [];
    const begun = performance.now();
    let at = begun;
    for (let end = 0; end < length;) {
      end = Math.min(length, end + chunkOf(random));
      at = Math.max(at, begun + (end / RATE / pace) * 1000 + jitter * random());
      order.push({ end, at });
    }
    orders.set(segment.id, order);
    return order;
  };
  const until = async (at: number, signal: AbortSignal) => {
    const wait = at - performance.now();
    if (wait > 0) await sleep(wait, undefined, { signal });
    signal.throwIfAborted();
  };
  return {
    async *speak(segment, signal) {
      const take = takes[segments.indexOf(segment)]!;
      let from = 0;
      for (const { end, at } of orderOf(segment)) {
        await until(at, signal);
        yield { rate: RATE, channels: 1, samples: take.subarray(from, end) };
        from = end;
      }
    },
    async make(segment, signal) {
      await until(orderOf(segment).at(-1)!.at, signal);
      return { take: takeOf(segment, takes[segments.indexOf(segment)]!), cached: false };
    },
    find: () => null,
    words: () => [],
  };
}

/** A narrator that never has anything ahead, and calls `stall` at random moments, every so many seconds of sound. */
export function stallingNarrator(
  { segments, takes }: Supply,
  { seed, every, stall }: { seed: number; every: number; stall: (random: number) => Promise<void> },
): Narrator {
  const random = randomOf(seed + 900);
  let next = RATE * every * random();
  let given = 0;
  return {
    async *speak(segment, signal) {
      const take = takes[segments.indexOf(segment)]!;
      for (let at = 0; at < take.length;) {
        signal.throwIfAborted();
        const samples = take.subarray(at, at + chunkOf(random));
        yield { rate: RATE, channels: 1, samples };
        at += samples.length;
        given += samples.length;
        if (given < next) continue;
        next = given + RATE * every * (0.5 + random());
        await stall(random());
      }
    },
    make: async (segment) => ({ take: takeOf(segment, takes[segments.indexOf(segment)]!), cached: false }),
    find: () => null,
    words: () => [],
  };
}

const takeOf = ({ id }: Segment, { length }: Int16Array): Take => ({ key: id, path: '', rate: RATE, frames: length });
