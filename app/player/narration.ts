import { TAKE_RATE } from '../model/pcm.ts';
import { Problem } from '../model/problem.ts';
import type { Segment, Voice } from '../model/script.ts';
import { Timeline } from '../pcm/timeline.ts';
import type { Take } from '../model/take.ts';
import type { Narrator } from '../synthesis/session.ts';
import { spotAt } from './spot.ts';
import type { Progress } from './state.ts';

/** Speech that is not made yet is taken to last so long: 990 characters a minute, the field's usual pace. */
const CHARACTERS_A_SECOND = 990 / 60;

/** What is to be played: the segments of a script in order, and where each lies in time. */
export class Narration {
  readonly project: string;
  readonly segments: readonly Segment[];
  readonly voice: Voice;
  readonly #timeline: Timeline;

  /** Throws the Problem `nothing-to-narrate` where there is no segment. */
  constructor(project: string, segments: readonly Segment[], voice: Voice, find: Narrator['find']) {
    if (segments.length === 0) throw new Problem('nothing-to-narrate', 'a narration without segments');
    this.project = project;
    this.segments = segments;
    this.voice = voice;
    this.#timeline = new Timeline(
      segments.map((segment) => {
        const take = find(segment, voice);
        const speech = take ? secondsOf(take) : segment.spoken.length / CHARACTERS_A_SECOND;
        return { id: segment.id, seconds: speech + pauseOf(segment), measured: take !== null };
      }),
    );
  }

  /** Replaces an estimate by the true length of a segment's speech, in seconds. */
  measure(index: number, speech: number): void {
    if (!this.#timeline.entry(index).measured) {
      this.#timeline.replace(index, speech + pauseOf(this.segments[index]!), true);
    }
  }

  /** The segment that sounds at a second of the narration. */
  at(seconds: number): number {
    return this.#timeline.at(seconds).index;
  }

  /** How it stands when `offset` seconds of a segment have been heard. */
  progress(index: number, offset = 0): Progress {
    const segment = this.segments[index]!;
    const { seconds } = this.#timeline.entry(index);
    const speech = seconds - pauseOf(segment);
    return {
      spot: spotAt(segment, speech > 0 ? offset / speech : 1),
      position: this.#timeline.startOf(index) + Math.min(offset, seconds),
      length: this.#timeline.length,
    };
  }
}

export const secondsOf = (take: Take): number => take.frames / (take.rate || TAKE_RATE);
const pauseOf = (segment: Segment) => segment.pauseAfter / 1000;
