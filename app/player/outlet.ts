import { toStereo } from '../pcm/convert.ts';
import { concat } from '../pcm/frames.ts';
import type { Clock } from './clock.ts';
import type { Device } from './device.ts';
import type { Meters } from './meters.ts';
import type { Prebuffer } from './prebuffer.ts';

export interface OutletTools {
  clock: Clock;
  prebuffer: Prebuffer;
  meters: Meters;
  isPaused(): boolean;
}

/** Seconds that stay queued when the rest is taken back: until other sound is ready, on a busy machine. */
const KEPT = 0.06;
/** Seconds of what was taken back that are handed out, for the next sound to grow out of. */
const TAIL = 0.01;
/** Seconds of what was written that are remembered; a device holds two. */
const REMEMBERED = 2.5;

/** Mono sound on its way into a device: gathered first where that has nothing to play, and taken back on demand. */
export class Outlet {
  readonly #device: Device;
  readonly #tools: OutletTools;
  /** Frames that the device had before; those are none of ours. */
  readonly #base: number;
  #gathering = true;
  #held: Int16Array[] = [];
  /** What was written last, oldest first; no more than the device may hold. */
  #written: Int16Array[] = [];

  constructor(device: Device, tools: OutletTools) {
    this.#device = device;
    this.#tools = tools;
    this.#base = device.written;
  }

  /** Frames that it was given, those that are still gathered included. */
  get given(): number {
    return this.#device.written - this.#base + this.#heldFrames;
  }

  /** Of those, frames that were heard; 0 at least. */
  get heard(): number {
    return Math.max(0, this.#device.played - this.#base);
  }

  /** Has all been heard that it was given? */
  get dry(): boolean {
    return this.#device.played >= this.#device.written;
  }

  /** Takes sound in; settles when there is room for more. Throws as the device's `write` does. */
  async give(samples: Int16Array, signal: AbortSignal): Promise<void> {
    if (samples.length === 0) return;
    const { clock, meters, prebuffer, isPaused } = this.#tools;
    if (!this.#gathering && this.#device.empty && !isPaused()) {
      this.#gathering = true;
      meters.ranDry();
      prebuffer.ranDry(clock.now());
    }
    this.#held.push(samples);
    const enough = this.#heldFrames >= prebuffer.seconds * this.#device.rate;
    if (!this.#gathering || enough) await this.release(signal);
  }

  /** Hands on what is gathered, enough or not. Throws as the device's `write` does. */
  async release(signal: AbortSignal): Promise<void> {
    const samples = concat(this.#held.splice(0));
    if (samples.length === 0) return;
    this.#gathering = false;
    this.#tools.meters.step('written', this.#tools.clock.now());
    const { channels, rate, written } = this.#device;
    try {
      await this.#device.write(channels === 2 ? toStereo(samples) : samples, signal);
    } finally {
      this.#written.push(samples.subarray(0, this.#device.written - written));
      const first = this.#written[0]!;
      if (lengthOf(this.#written) - first.length >= REMEMBERED * rate) this.#written.shift();
    }
  }

  /** Takes back all that is not about to be heard; `given` is less by that. Answers the beginning of it. */
  takeBack(): Int16Array {
    const { rate } = this.#device;
    const taken = this.#device.takeBack(Math.round(KEPT * rate));
    const written = concat(this.#written);
    const kept = written.length - taken;
    const tail = written.slice(kept, kept + Math.round(TAIL * rate));
    this.#written = [written.subarray(0, kept)];
    this.#held = [];
    return tail;
  }

  get #heldFrames(): number {
    return lengthOf(this.#held);
  }
}

const lengthOf = (parts: readonly Int16Array[]) => parts.reduce((sum, { length }) => sum + length, 0);
