import { RecentSound } from '../together/realtime/recent-sound.ts';
import { type Microphone, MICROPHONE_RATE, type OpenMicrophone } from './microphone.ts';

/** Who hears what is said. */
export interface EarListener {
  hear(samples: Int16Array): void;
  /** The microphone went away: another one listens in its place, or none. */
  lost(replaced: boolean): void;
}

/** Seconds before the start that belong to it: whoever presses a key while speaking loses nothing of the first word. */
const BEFORE = 0.5;
/** ms that a microphone stays open for somebody who does not begin, or has just ended. */
const PATIENCE = 30_000;

/**
 * The microphone, opened before it is needed and let go when it is not. While it is only ready, the last half second is
 * held in memory and nothing else.
 */
export class Ear {
  readonly #openMicrophone: OpenMicrophone;
  readonly #input: () => string | null;
  readonly #before = new RecentSound(BEFORE * MICROPHONE_RATE);
  #microphone: Promise<Microphone> | null = null;
  /** Of the one that is open, what it was opened as. */
  #name: string | null = null;
  #listener: EarListener | null = null;
  #patience: NodeJS.Timeout | undefined;

  /** `input` is asked for the name of the microphone at each opening; null is the system's own. */
  constructor(open: OpenMicrophone, input: () => string | null) {
    this.#openMicrophone = open;
    this.#input = input;
  }

  /** Is a microphone open? */
  get open(): boolean {
    return this.#microphone !== null;
  }

  /** Opens the microphone and lets it go in half a minute. Throws the Problem `microphone-unavailable`. */
  async arm(): Promise<void> {
    this.#wait();
    await this.#opened();
  }

  /** Lets the microphone go, unless somebody listens. */
  disarm(): void {
    if (!this.#listener) this.close();
  }

  /**
   * Passes on what is said from half a second ago on. Settles with the name of the chosen input where another one
   * listens in its place. Throws the Problem `microphone-unavailable`.
   */
  async begin(listener: EarListener): Promise<string | null> {
    clearTimeout(this.#patience);
    if (this.#microphone && this.#name !== this.#input()) this.close();
    const { missing } = await this.#opened();
    const { start, head } = this.#before;
    this.#listener = listener;
    if (head > start) listener.hear(this.#before.read(start, head));
    return missing;
  }

  /** Settles when all that was said before has been passed on. */
  async settle(): Promise<void> {
    await (await this.#microphone?.catch(() => null))?.settle();
  }

  /** Nobody listens any more. */
  end(): void {
    this.#listener = null;
    if (this.#microphone) this.#wait();
  }

  close(): void {
    clearTimeout(this.#patience);
    void this.#microphone?.then(
      (microphone) => microphone.close(),
      () => undefined,
    );
    this.#microphone = null;
    this.#before.forget();
  }

  #wait(): void {
    clearTimeout(this.#patience);
    if (this.#listener) return;
    this.#patience = setTimeout(() => this.disarm(), PATIENCE).unref();
  }

  #opened(): Promise<Microphone> {
    if (this.#microphone) return this.#microphone;
    this.#name = this.#input();
    return this.#take(this.#name);
  }

  #take(name: string | null): Promise<Microphone> {
    const opening: Promise<Microphone> = this.#openMicrophone(name, {
      hear: (samples) => {
        if (this.#microphone !== opening) return;
        this.#before.push(samples);
        this.#listener?.hear(samples);
      },
      lost: () => {
        if (this.#microphone === opening) void this.#replace();
      },
    });
    this.#microphone = opening;
    opening.catch(() => {
      if (this.#microphone === opening) this.#microphone = null;
    });
    return opening;
  }

  async #replace(): Promise<void> {
    this.#microphone = null;
    const listener = this.#listener;
    if (!listener) return;
    const replaced = await this.#take(null).then(
      () => true,
      () => false,
    );
    if (this.#listener === listener) listener.lost(replaced);
  }
}
