/** Something that was done to the app, from its beginning to its end, in ms since 1970. */
export interface Moment {
  what: string;
  from: number;
  to: number;
}

export const now = (): number => performance.timeOrigin + performance.now();

/** All that is known of a run: what happened when, what was sold, what was said of it. */
export class Ledger {
  readonly moments: Moment[] = [];
  /** Deliveries of a text that reached their end, by when. */
  readonly sold = new Map<string, number[]>();
  /** Requests that came, whatever became of them. */
  asked = 0;
  /** Codes of the problems that people met. */
  readonly problems = new Map<string, number>();
  /** What must not be, in words; as many as there are. */
  readonly broken: { rule: string; how: string }[] = [];
  readonly counts = new Map<string, number>();

  note(what: string, from = now(), to = now()): void {
    this.moments.push({ what, from, to });
    this.count(what);
  }

  /** Opens a moment, and closes it with what is answered. */
  begin(what: string): () => void {
    const moment = { what, from: now(), to: Infinity };
    this.moments.push(moment);
    this.count(what);
    return () => (moment.to = now());
  }

  count(what: string, by = 1): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + by);
  }

  sell(text: string): void {
    this.sold.set(text, [...(this.sold.get(text) ?? []), now()]);
  }

  break(rule: string, how: string): void {
    this.broken.push({ rule, how });
  }

  /** Did any of these happen between two times? All things, where none is named. */
  any(from: number, to: number, ...whats: string[]): boolean {
    return this.moments.some(
      (moment) => moment.from <= to && moment.to >= from && (whats.length === 0 || whats.includes(moment.what)),
    );
  }
}
