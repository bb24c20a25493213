import type { TimedWord } from '../model/player.ts';
import type { Segment } from '../model/script.ts';

/** What is to be played. */
export interface PlayRequest {
  project: string;
  segments: readonly Segment[];
  /** Number of the segment to start with. Left out, a project that failed goes on there, any other starts at 0. */
  from?: number;
  /** Number of the sentence in it. */
  sentence?: number;
  /** When each word of a segment is heard, where anybody knows; else only sentences are told. */
  words?: (segment: Segment) => readonly TimedWord[];
}
