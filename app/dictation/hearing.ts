import type { DictationLevel } from '../model/dictation.ts';
import { meterLevel, muteWatch } from './level.ts';
import { MICROPHONE_RATE } from './microphone.ts';
import type { Utterance } from './utterance.ts';

export interface HearingListener {
  level(level: DictationLevel): void;
  /** The microphone gives nothing but zeros, or no longer so. */
  muted(muted: boolean): void;
}

/** Seconds between two levels. */
const LEVEL = 0.08;

/**
 * What a microphone hears on its way into an utterance; what is said before there is one waits for it. It goes on
 * until the ear is taken away, a little longer than until somebody stops.
 */
export class Hearing {
  readonly #listener: HearingListener;
  readonly #mute = muteWatch(MICROPHONE_RATE);
  #early: Int16Array[] = [];
  #utterance: Utterance | null = null;
  /** Seconds at which the level was last told. */
  #told = 0;

  constructor(listener: HearingListener) {
    this.#listener = listener;
  }

  hear(samples: Int16Array): void {
    if (!this.#utterance) {
      this.#early.push(samples);
      return;
    }
    this.#utterance.hear(samples);
    const muted = this.#mute(samples);
    if (muted !== null) this.#listener.muted(muted);
    const { seconds } = this.#utterance;
    if (seconds - this.#told < LEVEL) return;
    this.#told = seconds;
    this.#listener.level({ level: meterLevel(samples), seconds });
  }

  into(utterance: Utterance): void {
    const early = this.#early;
    this.#early = [];
    this.#utterance = utterance;
    for (const samples of early) this.hear(samples);
  }
}
