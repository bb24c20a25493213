import type { ListeningPlace, PlayerState, TimedWord } from '../model/player.ts';
import type { ScriptChapter, Segment } from '../model/script.ts';
import type { Places } from '../store/places.ts';
import { spare } from '../store/spare.ts';
import type { Narrator } from '../synthesis/session.ts';
import { type Read, wordsInText } from './spoken.ts';

/** The segment, by number, and the sentence in it that a place of a script is in, or else what comes after it. */
export function segmentAt(
  segments: readonly Segment[],
  chapters: readonly Pick<ScriptChapter, 'blocks'>[],
  { block, at }: ListeningPlace,
): { from: number; sentence: number } {
  const order = new Map(chapters.flatMap((chapter) => chapter.blocks).map(({ id }, index) => [id, index]));
  const wanted = order.get(block) ?? 0;
  // An ornament or an unticked chapter has no segments of its own.
  let from = segments.findIndex((segment) => (order.get(segment.block) ?? 0) >= wanted);
  if (from < 0) return { from: 0, sentence: 0 };
  while (segments[from + 1]?.block === block && segments[from + 1]!.start <= at) from++;
  const { sentences, block: found } = segments[from]!;
  return {
    from,
    sentence:
      found === block
        ? Math.max(
            0,
            sentences.findLastIndex((start) => start <= at),
          )
        : 0,
  };
}

/** When the words of a segment are heard, in the script's own text, as far as anybody knows. */
export function followedWords(
  narrator: Pick<Narrator, 'words'>,
  read: (segment: Segment) => Read,
): (segment: Segment) => readonly TimedWord[] {
  const known = new WeakMap<Segment, { told: number; words: TimedWord[] }>();
  return (segment) => {
    const told = narrator.words(segment);
    const found = known.get(segment);
    if (found?.told === told.length) return found.words;
    const words = wordsInText(told, segment, read(segment));
    known.set(segment, { told: told.length, words });
    return words;
  };
}

/** Seconds between two notes of where the voice is: what a crash may take of it. */
const NOTE_EVERY = 5;

/** Takes note of where a person listens, so that they find it again. `now` gives ms. */
export function keepPlace(places: Places, now: () => number): (state: PlayerState) => void {
  let noted = -Infinity;
  let last: { project: string; place: ListeningPlace; left: number } | null = null;
  return (state) => {
    if ('spot' in state) {
      const { project, spot, position, length } = state;
      last = { project, place: { block: spot.block, at: spot.start }, left: length - position };
      if (state.phase !== 'paused' && now() - noted < NOTE_EVERY * 1000) return;
    }
    if (!last) return;
    noted = now();
    const { project, place, left } = last;
    // Heard to its end, it begins anew the next time.
    spare(() => places.keep(project, state.phase === 'idle' && left < 1 ? null : place));
    if (state.phase === 'idle') last = null;
  };
}
