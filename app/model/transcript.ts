/** From where to where, in seconds from the beginning of the recording. */
export interface Stretch {
  start: number;
  end: number;
}

/**
 * What was said in a recording. Times are the service's: its first and last words may reach into the silence around
 * them, so a gap between two words says nothing for certain.
 */
export interface Transcript {
  text: string;
  /** BCP 47 in lower case, of the text; null where the service did not say. */
  language: string | null;
  /** Seconds of sound; null where the service did not say. */
  duration: number | null;
  /** Empty where no times were asked for. */
  segments: TranscriptSegment[];
  /** Empty where no word times were asked for, or the model has none. */
  words: TranscriptWord[];
  /** Who spoke when; empty where speakers were not told apart. */
  speakers: SpeakerTurn[];
}

export interface TranscriptSegment extends Stretch {
  text: string;
}

export interface TranscriptWord extends Stretch {
  text: string;
  /** As in `speakers`; null where speakers were not told apart. */
  speaker: string | null;
}

export interface SpeakerTurn extends Stretch {
  /** `SPEAKER_00`; in a recording that was sent in parts `2/SPEAKER_00`, of the part that had them first. */
  speaker: string;
  text: string;
}
