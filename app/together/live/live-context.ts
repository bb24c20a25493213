import { decodedBase64 } from '../http/base64.ts';
import type { CallProblem } from '../http/call-problem.ts';
import type { Progress } from './live-completion.ts';
import type { LiveNews } from './live-messages.ts';
import { unusable } from '../http/unusable.ts';

/** News whose sound is bytes. */
export type Heard = Exclude<LiveNews, { kind: 'sound' }> | { kind: 'sound'; item: string; bytes: Buffer };

/** What a context tells its connection, which decides whether to read on. */
export interface ContextWatch {
  /** The bytes that wait for the consumer are that many more, or fewer. */
  weigh(bytes: number): void;
  /** The consumer waits, or no longer does. */
  hunger(hungry: boolean): void;
}

export interface LiveContextOptions {
  id: string;
  input: string;
  /** See Progress. */
  expected: number;
  /** Is its first `done` the end of it, by the documents? */
  endsAtFirst: boolean;
  /** In ms by the client's clock. */
  now: number;
  watch: ContextWatch;
}

/** What the service says about one text, waiting to be read once and in order. */
export class LiveContext implements Progress {
  readonly id: string;
  readonly input: string;
  readonly expected: number;
  heard: number;
  /** Has there been any sound? */
  sounded = false;
  done = 0;
  ended = false;
  /** Is its end known, rather than guessed? Not where the service did otherwise than the documents have it. */
  certain: boolean;
  readonly #watch: ContextWatch;
  readonly #queue: Heard[] = [];
  #waiting: PromiseWithResolvers<void> | null = null;
  #end: { failure: unknown } | 'whole' | null = null;
  /** Base64 whose bytes go on in the next delta, and the item of which it is. */
  #cut = '';
  #item = '';

  constructor({ id, input, expected, endsAtFirst, now, watch }: LiveContextOptions) {
    this.id = id;
    this.input = input;
    this.expected = expected;
    this.certain = endsAtFirst;
    this.heard = now;
    this.#watch = watch;
  }

  /** Has all been said? */
  get whole(): boolean {
    return this.#end === 'whole';
  }

  /** Takes what is said; answers with a problem where it is no sound. */
  hear(news: LiveNews, now: number): CallProblem | null {
    this.heard = now;
    this.certain &&= !this.#isMore(news);
    const heard = news.kind === 'sound' ? this.#decoded(news.item, news.delta) : news;
    if (!heard) return unusable('sound that is no base64', { got: 'events' });
    if (heard.kind === 'sound') {
      this.ended = false;
      if (heard.bytes.length === 0) return null;
      this.sounded = true;
    } else if (heard.kind === 'done') {
      const rest = this.#decoded(this.#item, '', true);
      if (rest && rest.bytes.length > 0) this.#push(rest);
      this.done++;
      this.ended = true;
    }
    this.#push(heard);
    return null;
  }

  /** Nothing more will be said. */
  finish(): void {
    this.#close('whole');
  }

  /** Ends it with a failure; what has not been read by then is dropped. */
  fail(failure: unknown): void {
    this.drop();
    this.#close({ failure });
  }

  /** Forgets what has not been read. */
  drop(): void {
    for (const heard of this.#queue.splice(0)) this.#watch.weigh(-weightOf(heard));
  }

  /** Once. Throws what it failed with. */
  async *all(): AsyncGenerator<Heard, void, undefined> {
    for (;;) {
      const next = this.#queue.shift();
      if (next) {
        this.#watch.weigh(-weightOf(next));
        yield next;
      } else if (this.#end) {
        if (this.#end !== 'whole') throw this.#end.failure;
        return;
      } else {
        this.#waiting = Promise.withResolvers();
        this.#watch.hunger(true);
        await this.#waiting.promise;
      }
    }
  }

  /** Does it belong to another item than the first? Words may come after their item. */
  #isMore({ kind, item }: LiveNews): boolean {
    if (kind === 'words') return false;
    return this.done > 0 || (this.sounded && item !== '' && item !== this.#item);
  }

  #push(heard: Heard): void {
    this.#queue.push(heard);
    this.#watch.weigh(weightOf(heard));
    this.#wake();
  }

  #close(end: { failure: unknown } | 'whole'): void {
    this.#end ??= end;
    this.#wake();
  }

  #wake(): void {
    if (!this.#waiting) return;
    this.#waiting.resolve();
    this.#waiting = null;
    this.#watch.hunger(false);
  }

  /** Each delta is base64 of its own, or the next cut of one that goes on; null where it is neither. */
  #decoded(item: string, delta: string, last = false): Extract<Heard, { kind: 'sound' }> | null {
    const text = this.#cut + delta;
    const whole = last || text.endsWith('=') ? text.length : text.length - (text.length % 4);
    this.#cut = text.slice(whole);
    this.#item = item;
    const bytes = decodedBase64(Buffer.from(text.slice(0, whole), 'latin1'));
    return bytes && { kind: 'sound', item, bytes };
  }
}

const weightOf = (heard: Heard) => (heard.kind === 'sound' ? heard.bytes.length : 0);
