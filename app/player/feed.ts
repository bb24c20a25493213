import type { Pcm } from '../model/pcm.ts';
import { toStereo } from '../pcm/convert.ts';
import { concat } from '../pcm/frames.ts';
import { resampled } from '../pcm/resample.ts';
import { silence } from '../pcm/silence.ts';
import type { Narrator } from '../synthesis/session.ts';
import type { Device } from './device.ts';
import { type Narration, secondsOf } from './narration.ts';

/** A place in a narration: a segment by number, and the seconds into it. */
export interface Start {
  index: number;
  offset: number;
}

/** Segments that are being made while one plays. */
const AHEAD = 2;
/** Seconds that are gathered before an empty device sounds, so that a network's jitter is not heard. */
const GATHERED = 0.25;
/** Each time the device runs dry twice as much is gathered, up to this. */
const GATHERED_AT_MOST = 1;

/** One stretch of a narration on its way to a device, from a place to the end; afterwards it is of no more use. */
export class Feed {
  readonly #narrator: Narrator;
  readonly #narration: Narration;
  readonly #device: Device;
  readonly #start: Start;
  /** Frames that the device had before; those are none of ours. */
  readonly #base: number;
  /** Where each segment that may still be heard starts, in frames after `#base`. */
  readonly #marks: { index: number; frame: number }[] = [];
  #index: number;
  #finished = false;
  #held: Int16Array[] = [];
  #gathered = GATHERED;
  #made: Promise<unknown> = Promise.resolve();
  #asked: number;

  constructor(narrator: Narrator, narration: Narration, device: Device, start: Start) {
    this.#narrator = narrator;
    this.#narration = narration;
    this.#device = device;
    this.#start = start;
    this.#base = device.written;
    this.#index = this.#asked = start.index;
  }

  /** The segment whose sound is being waited for or written. */
  get index(): number {
    return this.#index;
  }

  /** Seconds that have been heard of it. */
  get sounded(): number {
    return Math.max(0, this.#device.played - this.#base) / this.#device.rate;
  }

  /** What sounds now, or null while nothing has. */
  heard(): Start | null {
    const frames = this.#device.played - this.#base;
    if (frames <= 0) return null;
    while (this.#marks.length > 1 && this.#marks[1]!.frame <= frames) this.#marks.shift();
    const { index, frame } = this.#marks[0]!;
    const skipped = index === this.#start.index ? this.#start.offset : 0;
    return { index, offset: skipped + (frames - frame) / this.#device.rate };
  }

  /** Is there no sound to go on with, and more to come? */
  get dry(): boolean {
    return !this.#finished && this.#device.played >= this.#device.written;
  }

  /** Writes it all; settles when the device has taken the last. Throws what the narrator or the device throws. */
  async run(signal: AbortSignal): Promise<void> {
    for (; this.#index < this.#narration.segments.length; this.#index++) await this.#segment(signal);
    this.#finished = true;
  }

  async #segment(signal: AbortSignal): Promise<void> {
    const index = this.#index;
    const segment = this.#narration.segments[index]!;
    const { rate } = this.#device;
    let skip = index === this.#start.index ? Math.round(this.#start.offset * rate) : 0;
    let frames = 0;
    this.#marks.push({ index, frame: this.#device.written - this.#base });
    const sound = this.#narrator.speak(segment, this.#narration.voice, signal);
    for await (const { samples } of resampled(sound, rate)) {
      this.#lookAhead(signal);
      frames += samples.length;
      const rest = samples.subarray(Math.min(skip, samples.length));
      skip -= samples.length - rest.length;
      await this.#give(rest, signal);
    }
    this.#narration.measure(index, frames / rate);
    // A pause that follows the very last speech would only keep the player busy.
    const last = index === this.#narration.segments.length - 1;
    const pause = last ? [] : silence(segment.pauseAfter, rate).subarray(skip);
    this.#held.push(Int16Array.from(pause));
    await this.#release(signal);
  }

  /** Writes, or gathers first where the device has nothing to play. */
  async #give(samples: Pcm['samples'], signal: AbortSignal): Promise<void> {
    this.#held.push(samples);
    const held = this.#held.reduce((sum, part) => sum + part.length, 0) / this.#device.rate;
    const { empty, written } = this.#device;
    if (empty && held < this.#gathered) return;
    if (empty && written > this.#base) this.#gathered = Math.min(2 * this.#gathered, GATHERED_AT_MOST);
    await this.#release(signal);
  }

  async #release(signal: AbortSignal): Promise<void> {
    const samples = concat(this.#held.splice(0));
    await this.#device.write(this.#device.channels === 2 ? toStereo(samples) : samples, signal);
  }

  /** Has the next segments made, one after the other; called when a segment begins to sound. */
  #lookAhead(signal: AbortSignal): void {
    const { segments, voice } = this.#narration;
    const to = Math.min(this.#index + AHEAD, segments.length - 1);
    this.#asked = Math.max(this.#asked, this.#index);
    while (this.#asked < to) {
      const index = ++this.#asked;
      const make = async () => {
        signal.throwIfAborted();
        const { take } = await this.#narrator.make(segments[index]!, voice, signal);
        this.#narration.measure(index, secondsOf(take));
      };
      // A failure shows itself when it is that segment's turn, and only if it still fails then.
      this.#made = this.#made.then(make).catch(() => {});
    }
  }
}
