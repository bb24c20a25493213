import { LISTEN_RATE } from './realtime-request.ts';
import { RecentSound } from './recent-sound.ts';

/** Where the sound goes. */
export interface SoundLine {
  /** A second at most; false where it goes nowhere. */
  sendSound(samples: Int16Array): boolean;
  send(message: object): void;
}

const samplesIn = (seconds: number) => Math.round(seconds * LISTEN_RATE);

/** Sound that is kept while nobody can be sent it: longer than a first connection takes with all its tries. */
const KEPT = samplesIn(30);
/** Sound that is sent again after an interruption: a service that listens live does not catch up with more. */
const REPLAYED = samplesIn(5);
/** What one message holds at least, where sound keeps coming, and at most. */
const LEAST = samplesIn(0.05);
const MOST = samplesIn(1);
/**
 * A final text comes after the silence that ended its turn (500 ms by default) and the time to write it. Where a
 * service does not say of which sound it is, what went out in this time is taken to be unwritten: rather too much,
 * since words that come twice can be told, and words that do not come cannot.
 */
const UNWRITTEN = samplesIn(2);

/** The sound of a session, by the number of its samples: what is said, what was sent, what has been written. */
export class OutgoingSound {
  readonly #sound = new RecentSound(KEPT);
  #line: SoundLine | null = null;
  /** Where the service began to listen on this line. */
  #base = 0;
  #sent = 0;
  /** All that went out, what was sent again included. */
  #spent = 0;
  /** Everything before is written; exactly so, where the service said it on the clock of the sound. */
  #written = 0;
  #exact = false;
  /** Where a turn was ended by hand: not yet sent, and sent without a final text since. */
  #commits: number[] = [];
  #owed: number | null = null;
  /** Turns that were ended by hand on this line, and that nothing has answered yet. */
  #unanswered = 0;
  /** Final texts, and what had been sent when they came. */
  #texts: { at: number; text: string }[] = [];
  /** What had been sent at the last final text. */
  #settled = 0;
  #openSince: number | null = null;
  /** What had been sent when anything came from the service. */
  #answered = 0;
  /** How far the service is with the sound, text or no text; null where it has not said. */
  #processed: number | null = null;

  append(samples: Int16Array): void {
    for (let at = 0; at < samples.length; at += MOST) {
      this.#sound.push(samples.subarray(at, at + MOST));
      this.#pump();
    }
  }

  /** Ends the turn here. */
  commit(): void {
    this.#commits.push(this.#sound.head);
    this.#pump();
  }

  /** Forgets what has not been written. */
  clear(): void {
    this.#commits = [];
    this.#owed = null;
    this.#unanswered = 0;
    this.#texts = [];
    this.#openSince = null;
    this.#exact = false;
    this.#processed = null;
    this.#answered = this.#settled = this.#written = this.#sent = this.#sound.head;
    this.#line?.send({ type: 'input_audio_buffer.clear' });
  }

  /** Of sound that went out, what was sent again included. */
  get seconds(): number {
    return this.#spent / LISTEN_RATE;
  }

  /** Has everything been sent, commits included? */
  get sent(): boolean {
    return this.#line !== null && this.#sent === this.#sound.head && this.#commits.length === 0;
  }

  /** Is nothing waited for: no sound to speak of unsent, no turn that was ended by hand? */
  get idle(): boolean {
    return this.#sound.head - this.#sent < LEAST && this.#commits.length === 0 && this.#owed === null;
  }

  /** Is all of it sent, and each turn that was ended by hand answered? */
  get answeredFor(): boolean {
    return this.idle && this.#unanswered === 0;
  }

  /** Has nothing been said since the last final text? */
  get settled(): boolean {
    return this.#settled === this.#sound.head && this.#openSince === null;
  }

  /** The service is alive. */
  answered(): void {
    this.#answered = this.#sent;
  }

  /** One turn, of those that were ended by hand the oldest, has come to something or nothing. */
  closed(): void {
    this.#unanswered = Math.max(0, this.#unanswered - 1);
    if (this.#unanswered === 0) this.#owed = null;
  }

  /** Part of a text has come. */
  began(): void {
    this.#openSince ??= Math.max(this.#written, this.#sent - UNWRITTEN);
  }

  /**
   * A final text has come, of the sound that ends at `end` seconds of the service's clock; null where it does not
   * say. That clock stands still in silence, so it tells of less than was written, never of more.
   */
  finished(text: string, end: number | null, open: boolean): void {
    this.#write(end === null ? this.#sent - UNWRITTEN : this.#base + samplesIn(end), false);
    this.#texts = [...this.#texts.filter(({ at }) => at > this.#sent - KEPT), { at: this.#sent, text }];
    this.#settled = this.#sent;
    this.closed();
    if (open) return;
    this.#openSince = null;
    if (this.#processed !== null) this.#write(this.#processed, true);
  }

  /**
   * The service is done with all up to here, in ms on this line; the text of an item that is open may still come.
   * Gives ms since the session began.
   */
  processed(ms: number, open: boolean): number {
    this.#processed = Math.min(this.#sent, this.#base + samplesIn(ms / 1000));
    if (!open) this.#write(this.#processed, true);
    return (this.#processed / LISTEN_RATE) * 1000;
  }

  /** Nobody listens any more. */
  interrupt(): void {
    this.#line = null;
  }

  /** Nobody listens any more, and nothing that was said until now is waited for. */
  sleep(): void {
    this.#line = null;
    this.clear();
  }

  /**
   * Sends to another line what a service that is interrupted has not written, 5 s at most, or, on a first line, all
   * that is kept. Gives the seconds that are lost that way, at most, and the final texts that may come once more.
   */
  resume(line: SoundLine, interrupted: boolean): { lost: number; repeatable: string[] } {
    const { head, start } = this.#sound;
    const from = Math.max(this.#written, start, interrupted ? head - REPLAYED : 0);
    // Sound that arrived and brought no text is silence, as far as anybody knows, unless its text had begun.
    const unheard = Math.max(this.#written, this.#openSince ?? this.#answered);
    const repeatable = this.#exact && from === this.#written ? [] : this.#texts.filter(({ at }) => at > from);
    this.#commits = [this.#owed, ...this.#commits].filter((at) => at !== null && at > from) as number[];
    this.#owed = null;
    this.#unanswered = 0;
    this.#openSince = null;
    this.#line = line;
    this.#base = this.#sent = this.#written = this.#answered = from;
    this.#exact = false;
    this.#processed = null;
    this.#pump();
    return { lost: Math.max(0, from - unheard) / LISTEN_RATE, repeatable: repeatable.map(({ text }) => text) };
  }

  #write(until: number, exact: boolean): void {
    const bounded = Math.min(this.#sent, until);
    if (bounded <= this.#written) return;
    this.#written = bounded;
    this.#exact = exact;
  }

  #pump(): void {
    if (!this.#line) return;
    this.#sent = Math.max(this.#sent, this.#sound.start);
    for (;;) {
      const commit = this.#commits[0];
      const ready = (commit ?? this.#sound.head) - this.#sent;
      if (ready >= LEAST || (ready > 0 && commit !== undefined)) {
        const to = this.#sent + Math.min(ready, MOST);
        if (!this.#line.sendSound(this.#sound.read(this.#sent, to))) return;
        this.#spent += to - this.#sent;
        this.#sent = to;
      } else if (commit !== undefined) {
        this.#line.send({ type: 'input_audio_buffer.commit' });
        this.#owed = this.#commits.shift()!;
        this.#unanswered += 1;
      } else return;
    }
  }
}
