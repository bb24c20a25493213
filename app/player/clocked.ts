import { type Clock, wallClock } from './clock.ts';
import { Device, type Format, type Line, type OpenDevice } from './device.ts';

/** Seconds that it holds, as the real one does. */
const CAPACITY = 2;

/** A line without a card: sound passes unheard, at the speed at which it would be heard. */
class ClockedLine implements Line {
  readonly #format: Format;
  readonly #clock: Clock;
  #written = 0;
  #read = 0;
  #paused = false;
  /** Up to when `#read` and `#quiet` are right, in ms. */
  #settled: number;
  #quiet = 0;

  constructor(format: Format, clock: Clock) {
    this.#format = format;
    this.#clock = clock;
    this.#settled = clock.now();
  }

  write(samples: Int16Array): number {
    this.#settle();
    const room = CAPACITY * this.#format.rate - (this.#written - this.#read);
    const taken = Math.min(samples.length / this.#format.channels, Math.max(0, Math.floor(room)));
    this.#written += taken;
    return taken;
  }

  takeBack(keep: number): number {
    this.#settle();
    const taken = Math.max(0, Math.floor(this.#written - this.#read) - keep);
    this.#written -= taken;
    return taken;
  }

  volume(): void {}

  end(): void {}

  flush(): void {
    this.#settle();
    this.#read = this.#written;
  }

  pause(): void {
    this.#settle();
    this.#paused = true;
  }

  resume(): void {
    this.#settle();
    this.#paused = false;
  }

  stats() {
    this.#settle();
    return {
      queued: this.#written - this.#read,
      read: Math.floor(this.#read),
      quiet: this.#quiet,
      latency: 0,
      callbacks: this.#settled,
      active: true,
    };
  }

  close(): void {
    this.pause();
  }

  #settle(): void {
    const now = this.#clock.now();
    const frames = ((now - this.#settled) * this.#format.rate) / 1000;
    const heard = this.#paused ? 0 : Math.min(frames, this.#written - this.#read);
    // The sum could miss the whole number by a rounding, and the line would never be empty.
    this.#read = heard < frames && !this.#paused ? this.#written : this.#read + heard;
    this.#quiet = heard > 0 ? frames - heard : this.#quiet + frames;
    this.#settled = now;
  }
}

/** A loudspeaker for machines that have none: silent, in real time, and never lost. */
export function clockedDevice(clock: Clock = wallClock): OpenDevice {
  return async (format) => new Device(new ClockedLine(format, clock), format, clock);
}
