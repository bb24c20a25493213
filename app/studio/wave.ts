import type { Wave } from '../model/player.ts';
import type { Take } from '../model/take.ts';
import { thinned, waveMeter } from '../pcm/wave.ts';
import type { Narration } from '../player/narration.ts';
import type { Takes } from '../store/takes.ts';
import type { Narrator } from '../synthesis/session.ts';

interface Needs {
  narrator: Pick<Narrator, 'find'>;
  takes: Pick<Takes, 'bars' | 'picture' | 'read'>;
}

/** A picture of the chapter that the segment of that number is in, in so many bars. */
export async function waveOf(narration: Narration, index: number, count: number, needs: Needs): Promise<Wave> {
  const { segments } = narration;
  const { chapter } = segments[index]!;
  const own = segments.flatMap((segment, number) => (segment.chapter === chapter ? [number] : []));
  const spans = own.map((number) => narration.span(number));
  const start = spans[0]!.start;
  const seconds = spans.reduce((sum, span) => sum + span.seconds, 0);
  const bars = new Array<number>(count).fill(0);
  const placeOf = (second: number) => Math.round(((second - start) / seconds) * count);
  for (const [i, number] of own.entries()) {
    const { start: from, seconds: length } = spans[i]!;
    const take = needs.narrator.find(segments[number]!);
    if (!take) continue;
    const place = placeOf(from);
    const room = Math.max(1, placeOf(from + length) - place);
    for (const [at, bar] of thinned(await barsOf(take, needs.takes), room).entries()) {
      if (place + at < count) bars[place + at] = Math.max(bars[place + at]!, bar);
    }
  }
  return {
    chapter,
    start,
    seconds,
    bars,
    segments: spans.map((span) => ({ from: span.start - start, made: span.measured })),
  };
}

/** Measured when the take was made, or now, for one of before such pictures were kept. */
async function barsOf(take: Take, takes: Needs['takes']): Promise<Uint8Array> {
  const known = takes.bars(take.key);
  if (known) return known;
  const meter = waveMeter(take.rate);
  for await (const { samples } of takes.read(take)) meter.push(samples);
  takes.picture(take.key, meter.bars());
  return meter.bars();
}
