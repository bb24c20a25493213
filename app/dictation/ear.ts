import { RecentSound } from '../together/realtime/recent-sound.ts';
import { isFlat, muteWatch } from './level.ts';
import { type Microphone, MICROPHONE_RATE, type MicrophoneListener, type OpenMicrophone } from './microphone.ts';

/** Who hears what is said. */
export interface EarListener {
  hear(samples: Int16Array): void;
  /** The microphone went away: another one listens in its place, or none. */
  lost(replaced: boolean): void;
  /** The chosen microphone has given nothing but zeros, and the system's own listens in its place. */
  silent(): void;
}

/** Why the system's own microphone listens in the place of the chosen one. */
export type Instead = 'missing' | 'silent';

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
  /** Calls off what is being opened. */
  #closed = new AbortController();
  /** Of the one that is open, what it was opened as. */
  #name: string | null = null;
  #instead: Instead | null = null;
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

  /** Why another microphone than the chosen one listens; null where that one does. */
  get instead(): Instead | null {
    return this.#instead;
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

  /** Passes on what is said from half a second ago on. Throws the Problem `microphone-unavailable`. */
  async begin(listener: EarListener): Promise<void> {
    clearTimeout(this.#patience);
    if (this.#microphone && this.#name !== this.#input()) this.close();
    await this.#opened();
    const { start, head } = this.#before;
    this.#listener = listener;
    if (head > start) listener.hear(this.#before.read(start, head));
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
    this.#closed.abort();
    this.#closed = new AbortController();
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

  async #opened(): Promise<void> {
    if (!this.#microphone) {
      this.#name = this.#input();
      this.#instead = null;
      const opening = this.#take(this.#name);
      const { missing } = await opening;
      if (missing !== null && this.#microphone === opening) this.#instead = 'missing';
    }
    await this.#microphone;
  }

  #take(name: string | null): Promise<Microphone> {
    const opening = this.#begun(name);
    this.#microphone = opening;
    opening.catch(() => {
      if (this.#microphone === opening) this.#microphone = null;
    });
    return opening;
  }

  #begun(name: string | null): Promise<Microphone> {
    // Who mutes a microphone that has been heard means it; one that was never heard is the wrong one.
    let mute = name === null ? null : muteWatch(MICROPHONE_RATE);
    const listener: MicrophoneListener = {
      hear: (samples) => {
        if (this.#microphone !== opening) return;
        this.#before.push(samples);
        this.#listener?.hear(samples);
        const muted = mute?.(samples);
        if (muted === true) void this.#pass(opening);
        if (muted === true || !isFlat(samples)) mute = null;
      },
      lost: () => {
        if (this.#microphone === opening) void this.#replace();
      },
    };
    const opening: Promise<Microphone> = this.#openMicrophone(name, listener, this.#closed.signal);
    return opening;
  }

  /** The system's own takes over from one that is silent; where there is no other, that one stays. */
  async #pass(silent: Promise<Microphone>): Promise<void> {
    if ((await silent).missing !== null) return;
    const opening = this.#begun(null);
    const other = await opening.catch(() => null);
    if (!other) return;
    if (this.#microphone !== silent) return other.close();
    this.#microphone = opening;
    (await silent).close();
    this.#instead = 'silent';
    this.#listener?.silent();
  }

  async #replace(): Promise<void> {
    this.#microphone = null;
    const listener = this.#listener;
    if (!listener) return;
    const replaced = await this.#take(null).then(
      () => true,
      () => false,
    );
    this.#instead = 'missing';
    if (this.#listener === listener) listener.lost(replaced);
  }
}
