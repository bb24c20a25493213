import { EventEmitter, once } from 'node:events';
import { TAKE_RATE } from '../../../app/model/pcm.ts';
import type { Pcm } from '../../../app/model/pcm.ts';
import type { Voice } from '../../../app/model/script.ts';
import type { Session, Wanted } from '../../../app/synthesis/session.ts';
import { abortable } from '../../../app/together/http/abortable.ts';

type Step = { samples: Int16Array } | { end: true } | { failure: unknown };

/** One request to the service, as the test sees it: it decides what is answered, and when. */
export class Call {
  readonly spoken: string;
  /** Has the request been let go of, by whatever way? */
  freed = false;
  readonly #steps: Step[] = [];
  #news = Promise.withResolvers<void>();

  readonly #guessed: (() => void) | undefined;

  constructor(spoken: string, guessed?: () => void) {
    this.spoken = spoken;
    this.#guessed = guessed;
  }

  send(...samples: number[]): void {
    this.#step({ samples: Int16Array.from(samples) });
  }

  end(): void {
    this.#step({ end: true });
  }

  /** Ends it without saying that it was all. */
  endAsGuessed(): void {
    this.#guessed?.();
    this.end();
  }

  fail(failure: unknown): void {
    this.#step({ failure });
  }

  async *sound(signal: AbortSignal): AsyncGenerator<Pcm, void, undefined> {
    try {
      for (;;) {
        signal.throwIfAborted();
        const step = this.#steps.shift();
        if (!step) await abortable(this.#news.promise, signal);
        else if ('samples' in step) yield { rate: TAKE_RATE, channels: 1, samples: step.samples };
        else if ('failure' in step) throw step.failure;
        else return;
      }
    } finally {
      this.freed = true;
    }
  }

  #step(step: Step): void {
    this.#steps.push(step);
    const { resolve } = this.#news;
    this.#news = Promise.withResolvers();
    resolve();
  }
}

/** A service whose every answer the test writes. */
export class ScriptedSession implements Session {
  readonly calls: Call[] = [];
  readonly #events = new EventEmitter();

  speak(spoken: string, _voice: Voice, signal: AbortSignal, { guessed }: Wanted = {}): AsyncIterable<Pcm> {
    const call = new Call(spoken, guessed);
    this.calls.push(call);
    this.#events.emit('call');
    return call.sound(signal);
  }

  /** The n-th request, from 0, when it has been made. */
  async call(n: number): Promise<Call> {
    while (this.calls.length <= n) await once(this.#events, 'call');
    return this.calls[n]!;
  }
}
