import { Problem } from '../model/problem.ts';
import { wait } from './clock.ts';
import { Feed, type FeedTools, isLost } from './feed.ts';
import type { Loudspeaker } from './loudspeaker.ts';
import type { Narration, Place } from './narration.ts';

/** Waits before a lost device is opened again, in ms; one that does not come back after all of them is a failure. */
const REOPEN_AFTER = [0, 250, 1000, 3000];
/** Seconds that are said again then: what a lost device had taken may not all have been heard (40 to 55 ms measured). */
const STEP_BACK = 0.2;
/** A device that has sounded for so many seconds is well again. */
const WELL_AFTER = 1;

/** What a run works with. */
export interface RunTools extends FeedTools {
  loudspeaker: Loudspeaker;
  volume(): number;
}

/** A narration being played from one place to its end; anything that a person does next leaves it for a new one. */
export class Run {
  readonly narration: Narration;
  readonly #tools: RunTools;
  readonly #abort = new AbortController();
  #at: Place;
  #feed: Feed | null = null;
  /** How often the device was lost since it was last well. */
  #lost = 0;

  constructor(narration: Narration, at: Place, tools: RunTools) {
    this.narration = narration;
    this.#at = at;
    this.#tools = tools;
  }

  /** Has it been left? Then nothing of it matters any more. */
  get left(): boolean {
    return this.#abort.signal.aborted;
  }

  leave(): void {
    this.#abort.abort();
  }

  /** What was heard last: at first the place to start from, after a failure the segment that failed. */
  get at(): Place {
    return this.#at;
  }

  /** What is heard now, or null while nothing is. */
  hear(): Place | null {
    const heard = this.#feed?.heard() ?? null;
    if (!heard) return null;
    this.#at = heard;
    if (this.#lost > 0 && this.#feed!.sounded > WELL_AFTER) this.#lost = 0;
    return heard;
  }

  /** Seconds that have sounded since the device was last opened or the place last chosen. */
  get sounded(): number {
    return this.#feed?.sounded ?? 0;
  }

  /** The speed has changed. */
  retune(): void {
    this.#feed?.retune();
  }

  /** Is there no sound to go on with, and more to come? */
  get dry(): boolean {
    return this.#feed === null || this.#feed.dry;
  }

  /**
   * Settles when the last sound was heard. Throws the Problem of a segment after all sound before it was heard,
   * that of a device which does not come back, or the AbortError of `leave`.
   */
  async perform(): Promise<void> {
    const { signal } = this.#abort;
    for (;;) {
      try {
        return await this.#feedThrough(signal);
      } catch (thrown) {
        const pause = this.#mayReopen(thrown) ? REOPEN_AFTER[this.#lost] : undefined;
        const heard = this.hear();
        this.#feed = null;
        if (signal.aborted || pause === undefined) throw thrown;
        if (heard) this.#at = { index: heard.index, offset: Math.max(0, heard.offset - STEP_BACK) };
        this.#lost++;
        this.#tools.loudspeaker.discard();
        await wait(this.#tools.clock, pause, signal);
      }
    }
  }

  async #feedThrough(signal: AbortSignal): Promise<void> {
    const device = await this.#tools.loudspeaker.acquire();
    signal.throwIfAborted();
    device.volume(this.#tools.volume());
    if (this.#tools.isPaused()) device.pause();
    // After a loss it goes on in the middle of what has sounded, sample for sample.
    const feed = (this.#feed = new Feed(this.narration, device, { ...this.#at, fades: this.#lost === 0 }, this.#tools));
    try {
      await feed.run(signal);
    } catch (thrown) {
      if (signal.aborted || isLost(thrown)) throw thrown;
      this.#feed = null;
      this.#at = { index: feed.index, offset: 0 };
      throw thrown;
    }
  }

  /** A device that went away may be back; until it is, opening says that there is none. */
  #mayReopen(thrown: unknown): boolean {
    return isLost(thrown) || (this.#lost > 0 && thrown instanceof Problem && thrown.code === 'sound-unavailable');
  }
}
