/** A word as it was heard; times in seconds from the start of the recording. */
export interface HeardWord {
  word: string;
  start: number;
  end: number;
}

/** Words that were said in one go. */
export interface HeardSegment {
  text: string;
  start: number;
  end: number;
  words: readonly HeardWord[];
}

export interface Heard {
  segments: readonly HeardSegment[];
  /** Of the whole recording, in seconds. */
  duration: number;
}

/** What the recogniser listens to: mono, 16,000 Hz. */
export const HEARING_RATE = 16_000;

export interface Recogniser {
  /** Throws a Refusal with status 503 where there is none on this machine. */
  ready(): Promise<void>;
  /**
   * What is said in English in a recording of HEARING_RATE, which is pulled once. Throws a Refusal (503 as above, 500
   * where it fails), what the recording throws, or the signal's AbortError.
   */
  hear(recording: AsyncIterable<Int16Array>, signal: AbortSignal): Promise<Heard>;
  /** Ends what it is at. */
  close(): Promise<void>;
}
