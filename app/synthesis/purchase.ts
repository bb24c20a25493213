import { type Pcm, TAKE_RATE } from '../model/pcm.ts';
import type { Voice } from '../model/script.ts';
import type { SpokenWord } from '../model/speech.ts';
import type { Take } from '../model/take.ts';
import { waveMeter } from '../pcm/wave.ts';
import type { Takes, TakeWriter } from '../store/takes.ts';
import { abortable } from '../together/http/abortable.ts';
import type { Session, Use } from './session.ts';

export interface PurchaseOptions {
  session: Session;
  takes: Takes;
  key: string;
  spoken: string;
  voice: Voice;
  /** What whoever asked first wants it for, and who that is. */
  use: Use;
  account: string | null;
  /** Runs when the take can be found, when it failed, or when nobody is left who wants it. */
  over(): void;
}

type State =
  | { phase: 'running'; writer: TakeWriter | null }
  /** All has come that will, and may lack its end: it is heard, and not kept. */
  | { phase: 'unkept'; writer: TakeWriter }
  | { phase: 'done'; take: Take }
  | { phase: 'failed'; reason: unknown };

/**
 * One segment on its way from the service to the disk, for any number of people at once. What arrives is written
 * first and read back by whoever listens, so nobody waits for a slow listener and nothing piles up in memory.
 * What a session only guesses to be all of it is heard to its end like anything else, and then discarded, so that no
 * take is ever cut. It ends early only when every signal that shares it has aborted: then the socket is freed and the file discarded.
 */
export class Purchase {
  /** Settles when no handle and no half-written file is left. */
  readonly ended: Promise<void>;
  /** When words are heard, as far as the service has told. */
  readonly words: SpokenWord[] = [];
  readonly #options: PurchaseOptions;
  readonly #controller = new AbortController();
  readonly #sharers = new Map<AbortSignal, () => void>();
  readonly #take = Promise.withResolvers<Take | null>();
  #listeners = 0;
  #state: State = { phase: 'running', writer: null };
  #news = Promise.withResolvers<void>();

  constructor(options: PurchaseOptions) {
    this.#options = options;
    // Whoever cares awaits it; a failure that nobody waits for is no crash.
    this.#take.promise.catch(() => undefined);
    this.ended = this.#run();
  }

  /** The take, when it is on disk; null where there will be none to keep. Rejects with what made it fail. */
  get take(): Promise<Take | null> {
    return this.#take.promise;
  }

  /** Keeps the purchase going until this signal aborts, even when its owner has stopped listening. */
  share(signal: AbortSignal): void {
    if (this.#sharers.has(signal)) return;
    const leave = () => {
      this.#sharers.delete(signal);
      if (this.#sharers.size === 0) this.abort(signal.reason);
    };
    this.#sharers.set(signal, leave);
    signal.addEventListener('abort', leave, { once: true });
  }

  /** Gives the purchase up for everybody. */
  abort(reason: unknown): void {
    this.#controller.abort(reason);
    this.#settle({ phase: 'failed', reason });
  }

  /** All of the sound from its first frame on, as it arrives. */
  async *listen(signal: AbortSignal): AsyncGenerator<Pcm, void, undefined> {
    this.#listeners++;
    try {
      yield* this.#sound(signal);
    } finally {
      this.#listeners--;
      this.#announce();
    }
  }

  async *#sound(signal: AbortSignal): AsyncGenerator<Pcm, void, undefined> {
    let frame = 0;
    for (;;) {
      signal.throwIfAborted();
      const state = this.#state;
      if (state.phase === 'failed') throw state.reason;
      if (state.phase === 'done') {
        return yield* this.#options.takes.read(state.take, { fromFrame: frame, signal });
      }
      if (state.writer && frame < state.writer.frames) {
        const samples = await state.writer.read(frame);
        frame += samples.length;
        yield { rate: TAKE_RATE, channels: 1, samples };
      } else if (state.phase === 'unkept') {
        return;
      } else {
        await abortable(this.#news.promise, signal);
      }
    }
  }

  async #run(): Promise<void> {
    const { session, takes, key, spoken, voice, use, account } = this.#options;
    const { signal } = this.#controller;
    let writer: TakeWriter | null = null;
    let whole = true;
    const wave = waveMeter(TAKE_RATE);
    try {
      writer = await takes.begin(key, TAKE_RATE);
      signal.throwIfAborted();
      this.#state = { phase: 'running', writer };
      const wanted = { use, account, guessed: () => void (whole = false) };
      for await (const part of session.speak(spoken, voice, signal, wanted)) {
        if (!('samples' in part)) {
          this.words.push(...part.words);
          continue;
        }
        wave.push(part.samples);
        await writer.write(part.samples);
        signal.throwIfAborted();
        this.#announce();
      }
      signal.throwIfAborted();
      if (whole) this.#settle({ phase: 'done', take: await writer.commit({ words: this.words, bars: wave.bars() }) });
      else await this.#playOut(writer);
    } catch (reason) {
      this.#settle({ phase: 'failed', reason });
    } finally {
      // What cannot be removed now is swept out when the takes are next opened.
      await writer?.close().catch(() => undefined);
    }
  }

  /** Settles when nobody listens any more. */
  async #playOut(writer: TakeWriter): Promise<void> {
    this.#state = { phase: 'unkept', writer };
    this.#options.over();
    this.#take.resolve(null);
    this.#announce();
    const { signal } = this.#controller;
    while (this.#listeners > 0) await abortable(this.#news.promise, signal);
    this.#settle({ phase: 'failed', reason: new DOMException('nobody listens any more', 'AbortError') });
  }

  #settle(state: Extract<State, { phase: 'done' | 'failed' }>): void {
    if (this.#state.phase === 'done' || this.#state.phase === 'failed') return;
    this.#state = state;
    for (const [signal, leave] of this.#sharers) signal.removeEventListener('abort', leave);
    this.#sharers.clear();
    this.#options.over();
    if (state.phase === 'done') this.#take.resolve(state.take);
    else this.#take.reject(state.reason);
    this.#announce();
  }

  /** Wakes everybody who has heard all that there was. */
  #announce(): void {
    const { resolve } = this.#news;
    this.#news = Promise.withResolvers();
    resolve();
  }
}
