/** Speech on the disk, and what it would cost to have it again. */
export interface SpeechShare {
  takes: number;
  bytes: number;
  /** US dollars; of `unused` speech the most that it may be, since nobody knows its words any more. */
  dollars: number;
}

/**
 * Who needs the speech: documents as their text is now, documents that were removed and can be restored still, or
 * nobody any more. What was made or heard within the last hour is none of these: it may be needed at once.
 */
export type SpeechUse = 'used' | 'removed' | 'unused';

/** What Lectern takes on the disk, in bytes. */
export interface StorageUse {
  /** Documents with all that was done to them, and every other row of the library. */
  library: number;
  speech: number;
  recordings: number;
  /** The log and lists of voices. */
  rest: number;
  /** What may go of the speech. */
  shares: Record<SpeechUse, SpeechShare>;
  /** Recordings whose sound may go, the oldest first. */
  heard: readonly { started: number; bytes: number }[];
  /** Where all of it is. */
  folder: string;
}

/** What is to go. */
export interface CleaningWish {
  speech: SpeechUse[];
  /** The sound of recordings that began before then, in ms since 1970; their text stays. Null for none. */
  recordingsBefore: number | null;
}

/** What has gone. `dollars` as in SpeechShare. */
export interface Freed {
  bytes: number;
  takes: number;
  recordings: number;
  dollars: number;
}
