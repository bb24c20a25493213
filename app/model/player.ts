import type { PlainProblem } from './problem.ts';

/** Half-open range of a block's text, in UTF-16 units. */
export interface TextRange {
  start: number;
  end: number;
}

/** Where the voice is: what a highlight needs. The range is the sentence that sounds now. */
export interface Spot extends TextRange {
  chapter: string;
  block: string;
  segment: string;
  /** The word that sounds now; none between words, and where nobody knows when each is spoken. */
  word?: TextRange;
}

/** When a word of a segment is heard, in seconds from the start of its speech, and where it stands in its block. */
export interface TimedWord extends TextRange {
  from: number;
  to: number;
}

/**
 * What the player is doing. `loading` has not sounded yet, `starving` has run dry and waits for the service.
 * `position` and `length` are seconds of narration at speed 1; `length` is measured where made and estimated where not.
 */
export type PlayerState =
  | { phase: 'idle' }
  | {
      phase: 'loading' | 'playing' | 'starving' | 'paused';
      project: string;
      spot: Spot;
      position: number;
      length: number;
    }
  | { phase: 'failed'; project: string; problem: PlainProblem };

/** Where somebody stopped listening: a block, and the offset of the sentence in its text. */
export interface ListeningPlace {
  block: string;
  at: number;
}

/** A picture of the chapter that sounds. */
export interface Wave {
  chapter: string;
  /** Where it lies in the narration, in seconds. */
  start: number;
  seconds: number;
  /** Loudness, 0 to 255, evenly over the chapter; 0 where nothing is made yet. */
  bars: number[];
  /** Where its segments begin, in seconds from the chapter's start, and which are made. */
  segments: { from: number; made: boolean }[];
}

/** How somebody wants to listen. */
export interface Tuning {
  /** 0.5 to 3; the pitch stays. */
  speed: number;
  /** 0 to 1. */
  volume: number;
}

/** The bounds of a speed, and the step of a control that sets it. */
export const SPEED = { least: 0.5, most: 3, step: 0.05 } as const;

/** How somebody wants to listen, and through what; the app remembers it. */
export interface ListeningSettings extends Tuning {
  /** Name of an output; null for whichever is the system's own. */
  output: string | null;
}

/** A loudspeaker that may be chosen. `standard`: it is the system's own. */
export interface Output {
  name: string;
  standard: boolean;
}

/** How well the last narration is, or was, fed. */
export interface PlayerMeters {
  /** ms from play to the first sound, and what of it passed where; null until there was one. */
  firstSound: { service: number; client: number; device: number; total: number } | null;
  /** Times that the loudspeaker had nothing to play in the middle of a narration. */
  underruns: number;
  /** Seconds that it had to wait in all. */
  starved: number;
  /** Seconds of sound that wait in front of the loudspeaker now. */
  buffered: number;
  /** Seconds that are gathered now before a dry loudspeaker sounds again. */
  prebuffer: number;
  /** Seconds of speech that are made in a second; null while nothing had to be made. */
  supply: number | null;
}

/** To which sentence or chapter a step leads. */
export type SkipUnit = 'sentence' | 'chapter';
