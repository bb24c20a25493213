/** How well the app does, beside the meters of the player. */
export interface Health {
  /** ms from the end of the last dictation until its text was whole; null before the first. */
  stopToText: number | null;
  /** US dollars spent this month. */
  spent: number;
  /** Where the log is, as a person finds it. */
  log: string;
}
