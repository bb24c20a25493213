import type { Segment, Voice } from '../../app/model/script.ts';
import type { Take } from '../../app/model/take.ts';
import type { Made, Narrator } from '../../app/synthesis/session.ts';
import { noise } from './noise.ts';

export const voice: Voice = { model: 'm', voice: 'v', language: 'en' };

/** A segment alone in its block, of two sentences of equal length. */
export function segmentOf(number: number, length = 40, pauseAfter = 200): Segment {
  return {
    id: `b${number}/0`,
    chapter: 'c',
    block: `b${number}`,
    start: 0,
    end: length,
    spoken: 'x'.repeat(length),
    voice,
    take: 0,
    sentences: [0, length / 2],
    pauseAfter,
  };
}

/** A narration whose takes are noise of 0.3 to 0.9 s, handed out in uneven chunks. */
export function narrationOf(count: number) {
  const segments = Array.from({ length: count }, (_, number) => segmentOf(number));
  const takes = segments.map((_, number) => noise(number + 100, 7_200 + ((number * 7_919) % 14_400)));
  const soundOf = (segment: Segment) => takes[segments.indexOf(segment)]!;
  const takeOf = (segment: Segment): Take => ({
    key: segment.id,
    path: '',
    rate: 24_000,
    frames: soundOf(segment).length,
  });
  const narrator: Narrator = {
    async *speak(segment, signal) {
      const sound = soundOf(segment);
      for (let at = 0, size = 700; at < sound.length; at += size, size = (size * 3) % 5_003) {
        signal.throwIfAborted();
        yield { rate: 24_000, channels: 1, samples: sound.subarray(at, at + size) };
      }
    },
    make: async (segment): Promise<Made> => ({ take: takeOf(segment), cached: true }),
    find: () => null,
    words: () => [],
  };
  return { narrator, segments, takes, voice };
}
