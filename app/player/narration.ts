import { TAKE_RATE } from '../model/pcm.ts';
import type { SkipUnit, TimedWord } from '../model/player.ts';
import { Problem } from '../model/problem.ts';
import type { Segment } from '../model/script.ts';
import type { Take } from '../model/take.ts';
import { Timeline } from '../pcm/timeline.ts';
import type { Narrator } from '../synthesis/session.ts';
import { evenStarts, sentenceStarts, wordStarts } from './sentences.ts';
import { sentenceAt, spotOf } from './spot.ts';
import type { Progress } from './state.ts';

/** A place in a narration: a segment by number, and the seconds into it at speed 1. */
export interface Place {
  index: number;
  offset: number;
  /** The place is where this sentence of the segment begins; `offset` may be a guess until its sound is known. */
  sentence?: number;
}

/** Speech that is not made yet is taken to last so long: 990 characters a minute, the field's usual pace. */
const CHARACTERS_A_SECOND = 990 / 60;
/** A step back leads to the start of what sounds, if more than so many seconds of it were heard; else to the one before. */
const BEGUN: Readonly<Record<SkipUnit, number>> = { sentence: 1, chapter: 3 };

export interface NarrationOptions {
  project: string;
  segments: readonly Segment[];
  find: Narrator['find'];
  /** When each word of a segment is heard, where anybody knows; else only sentences are told. */
  words?: ((segment: Segment) => readonly TimedWord[]) | undefined;
}

/** What is to be played: the segments of a script in order, and where each and its sentences lie in time. */
export class Narration {
  readonly project: string;
  readonly segments: readonly Segment[];
  readonly #words: (segment: Segment) => readonly TimedWord[];
  readonly #timeline: Timeline;
  /** When sentences begin, found in the sound. */
  readonly #starts = new Map<number, number[]>();
  /** Seconds of a segment that are there although it is not whole. */
  readonly #arrived = new Map<number, number>();

  /** Throws the Problem `nothing-to-narrate` where there is no segment. */
  constructor({ project, segments, find, words = () => [] }: NarrationOptions) {
    if (segments.length === 0) throw new Problem('nothing-to-narrate', 'a narration without segments');
    this.project = project;
    this.segments = segments;
    this.#words = words;
    this.#timeline = new Timeline(
      segments.map((segment) => {
        const take = find(segment);
        const speech = take ? secondsOf(take) : segment.spoken.length / CHARACTERS_A_SECOND;
        return { id: segment.id, seconds: speech + pauseOf(segment), measured: take !== null };
      }),
    );
  }

  /** So many seconds of a segment's speech are there. */
  arrived(index: number, speech: number): void {
    this.#arrived.set(index, Math.max(speech, this.#arrived.get(index) ?? 0));
    const { seconds, measured } = this.#timeline.entry(index);
    const least = speech + pauseOf(this.segments[index]!);
    if (!measured && least > seconds) this.#timeline.replace(index, least, false);
  }

  /**
   * Replaces an estimate by the true length of a segment's speech, in seconds. `levels` are those of all of it, as
   * `sentenceStarts` wants them, where they are known: then it finds out where sentences begin.
   */
  measure(index: number, speech: number, levels?: Float32Array): void {
    const segment = this.segments[index]!;
    if (!this.#timeline.entry(index).measured) this.#timeline.replace(index, speech + pauseOf(segment), true);
    if (!levels) return;
    const found = sentenceStarts(segment, speech, levels);
    this.#starts.set(index, wordStarts(segment, this.#words(segment), found));
  }

  /** Does it know where the sentences of a segment begin? */
  knows(index: number): boolean {
    return this.#starts.has(index);
  }

  /** Is a place's offset a guess that reading its segment, which is whole, would replace by what is so? */
  guesses({ index, sentence = 0 }: Place): boolean {
    return sentence > 0 && !this.knows(index) && this.#timeline.entry(index).measured;
  }

  /** The place where a sentence of a segment begins. */
  sentence(index: number, sentence: number): Place {
    return sentence === 0 ? { index, offset: 0 } : { index, offset: this.#startsOf(index)[sentence] ?? 0, sentence };
  }

  /** Number of a segment by its id, or -1. */
  indexOf(segment: string): number {
    return this.#timeline.indexOf(segment);
  }

  /** Where a segment begins, and how long it is with the pause behind it, in seconds; is that known, or a guess? */
  span(index: number): { start: number; seconds: number; measured: boolean } {
    const { seconds, measured } = this.#timeline.entry(index);
    return { start: this.#timeline.startOf(index), seconds, measured };
  }

  /** Seconds of a segment with the pause that follows it. */
  endOf(index: number): number {
    return this.#timeline.entry(index).seconds;
  }

  /** What sounds at a second of the narration: exactly where that is made, else the start of its segment. */
  at(seconds: number): Place {
    const { index, offset } = this.#timeline.at(seconds);
    const there = this.#timeline.entry(index).measured || offset <= (this.#arrived.get(index) ?? 0);
    return { index, offset: there ? offset : 0 };
  }

  /** The start of the next sentence or chapter (1) or the one before (-1); null past the end. */
  step(from: Place, by: 1 | -1, unit: SkipUnit): Place | null {
    return unit === 'sentence' ? this.#sentenceStep(from, by) : this.#chapterStep(from, by);
  }

  /** How it stands at a place. */
  progress(place: Place): Progress {
    const { index, offset } = place;
    const segment = this.segments[index]!;
    const { seconds } = this.#timeline.entry(index);
    const sentence = place.sentence ?? sentenceAt(this.#startsOf(index), offset);
    return {
      spot: spotOf(segment, sentence, offset, this.#words(segment)),
      position: this.#timeline.startOf(index) + Math.min(offset, seconds),
      length: this.#timeline.length,
    };
  }

  #sentenceStep(from: Place, by: 1 | -1): Place | null {
    const { index, offset } = from;
    const starts = this.#startsOf(index);
    const number = from.sentence ?? sentenceAt(starts, offset);
    if (by === 1) {
      if (number + 1 < starts.length) return this.sentence(index, number + 1);
      return index + 1 < this.segments.length ? { index: index + 1, offset: 0 } : null;
    }
    if (offset - starts[number]! > BEGUN.sentence) return this.sentence(index, number);
    if (number > 0) return this.sentence(index, number - 1);
    return index > 0 ? this.sentence(index - 1, this.#startsOf(index - 1).length - 1) : { index: 0, offset: 0 };
  }

  #chapterStep({ index, offset }: Place, by: 1 | -1): Place | null {
    const chapter = (number: number) => this.segments[number]!.chapter;
    const startOf = (number: number) => {
      while (number > 0 && chapter(number - 1) === chapter(number)) number--;
      return number;
    };
    if (by === 1) {
      const next = this.segments.findIndex((segment, number) => number > index && segment.chapter !== chapter(index));
      return next < 0 ? null : { index: next, offset: 0 };
    }
    const start = startOf(index);
    const heard = this.#timeline.startOf(index) + offset - this.#timeline.startOf(start);
    const back = heard > BEGUN.chapter || start === 0 ? start : startOf(start - 1);
    return { index: back, offset: 0 };
  }

  #startsOf(index: number): number[] {
    const segment = this.segments[index]!;
    const speech = this.#timeline.entry(index).seconds - pauseOf(segment);
    return this.#starts.get(index) ?? wordStarts(segment, this.#words(segment), evenStarts(segment, speech));
  }
}

export const secondsOf = (take: Take): number => take.frames / (take.rate || TAKE_RATE);
const pauseOf = (segment: Segment) => segment.pauseAfter / 1000;
