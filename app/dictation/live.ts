import { setImmediate as turn } from 'node:timers/promises';
import type { Problem } from '../model/problem.ts';
import type { LiveTranscription } from '../together/realtime/live-transcription.ts';
import type { RealtimeEvent } from '../together/realtime/realtime-event.ts';
import type { ListenRequest } from '../together/realtime/realtime-request.ts';
import { SpeechGate } from './gate.ts';
import { isPhantom } from './phantom.ts';
import { DictatedText } from './text.ts';

export interface LiveOptions {
  /** Opens the session. */
  listen(signal: AbortSignal): LiveTranscription;
  written(text: string): string;
  /** Words to expect: a model that hears nothing may say them. */
  words: readonly string[];
  /** The text has changed, or whether it is written along. */
  changed(): void;
  /** ms without a word after which a service that owes one is given up; it grows with each that comes. */
  patience: number;
}

/**
 * When a turn ends is our own affair, since only then it is known that the last one has been answered: the gate commits,
 * and the service's own ear is told to be patient. It is left on, for that is what its partial texts come from.
 */
export const TURNS: NonNullable<ListenRequest['turns']> = { threshold: 0.1, minSilence: 3_000, maxSpeech: 60 };

/** ms between two looks at whether the service has answered, for answers that tell of nothing. */
const LOOK = 50;

/** What is said, while it is said: speech goes to the service and comes back as text. */
export class LiveText {
  readonly text: DictatedText;
  readonly #options: LiveOptions;
  readonly #gate = new SpeechGate();
  readonly #life = new AbortController();
  readonly #session: LiveTranscription;
  readonly #reading: Promise<void>;
  /** ms of speech in each turn that has no text yet. */
  readonly #voiced: number[] = [];
  #heard = 0;
  #lost = false;
  #over: Problem | null = null;
  #away = false;
  #lastText = performance.now();
  #stir: () => void = () => undefined;

  constructor(options: LiveOptions) {
    this.#options = options;
    this.text = new DictatedText(options.written);
    this.#session = options.listen(this.#life.signal);
    this.#reading = this.#read();
  }

  /** ms of speech so far. */
  get voiced(): number {
    return this.#heard;
  }

  /** Is the service out of reach just now, or for good? */
  get away(): boolean {
    return this.#away || this.#over !== null;
  }

  /** What ended the session before its time. */
  get problem(): Problem | null {
    return this.#over;
  }

  push(samples: Int16Array): void {
    for (const { speech, ended } of this.#gate.push(samples)) this.#send(speech, ended);
  }

  /**
   * Ends the last turn, and settles when its text is there: true where all that was said has become text. A service that
   * goes on writing is waited for.
   */
  async finish(signal: AbortSignal): Promise<boolean> {
    const last = this.#gate.end();
    if (last) this.#send(last.speech, last.ended);
    this.#lastText = performance.now();
    // The session knows of answers that wait in its queue; in a turn of the loop all of them have been read.
    await turn();
    while (this.#over === null && !this.#lost && !this.#settled) {
      if (performance.now() - this.#lastText > this.#options.patience) return false;
      await this.#event();
      signal.throwIfAborted();
    }
    return this.#over === null && !this.#lost;
  }

  async close(): Promise<void> {
    this.#life.abort(new DOMException('the dictation is over', 'AbortError'));
    await this.#reading;
    await this.#session.ended;
  }

  get #settled(): boolean {
    return this.#session.answered && !this.text.pending;
  }

  /** Settles with the next event, or soon. */
  async #event(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, LOOK);
      this.#stir = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    await turn();
  }

  #send(speech: Int16Array, ended: number | null): void {
    if (this.#over) return void (this.#heard += ended ?? 0);
    if (speech.length > 0) this.#session.append(speech);
    if (ended === null) return;
    this.#heard += ended;
    this.#voiced.push(ended);
    this.#session.commit();
  }

  async #read(): Promise<void> {
    try {
      for await (const event of this.#session.events) {
        this.#hear(event);
        this.#stir();
      }
    } catch (failure) {
      if (!this.#life.signal.aborted) throw failure;
    }
  }

  #hear(event: RealtimeEvent): void {
    switch (event.type) {
      case 'created':
      case 'interrupted':
        this.#away = event.type === 'interrupted';
        break;
      case 'lost':
      case 'turn-failed':
        this.#lost = true;
        break;
      case 'failed':
        this.#over = event.problem;
        break;
      case 'partial':
        this.#lastText = performance.now();
        break;
      case 'completed':
        this.#lastText = performance.now();
        this.#complete(event.item, event.text);
        return this.#options.changed();
      case 'turn':
      case 'processed':
        return;
    }
    this.text.take(event);
    this.#options.changed();
  }

  /** Words for what is no speech are left out; with several turns unanswered, for what is none in all of them. */
  #complete(item: string, text: string): void {
    const voiced = this.#voiced.length === 0 ? Infinity : this.#voiced.reduce((sum, ms) => sum + ms, 0);
    this.#voiced.shift();
    this.text.completed(item, isPhantom(text, voiced, this.#options.words) ? '' : text);
  }
}
