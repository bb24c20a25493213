/** One of the takes of a segment. */
export interface TakeEntry {
  /** 0 for the first. */
  take: number;
  /** Null where it is not made yet. */
  seconds: number | null;
  /** Is it the one that is heard and exported? */
  chosen: boolean;
}

/** A segment with its takes. */
export interface SegmentTakes {
  segment: string;
  /** Range in the block's text, in UTF-16 units. */
  start: number;
  end: number;
  takes: TakeEntry[];
}
