import { Device, type Line, type OpenDevice } from '../../../app/player/device.ts';
import type { ManualClock } from './manual-clock.ts';

const RATE = 24_000;
/** Seconds that it holds. */
const CAPACITY = 2;

/** A mono loudspeaker that keeps what it played, sample for sample, on a clock that the test moves. */
class Tape implements Line {
  readonly played: number[] = [];
  gain = 1;
  readonly #clock: ManualClock;
  #queue: number[] = [];
  #settled: number;
  #read = 0;
  #quiet = 0;
  #paused = false;

  constructor(clock: ManualClock) {
    this.#clock = clock;
    this.#settled = clock.now();
  }

  write(samples: Int16Array): number {
    this.#settle();
    const taken = samples.subarray(0, CAPACITY * RATE - this.#queue.length);
    this.#queue.push(...taken);
    return taken.length;
  }

  takeBack(keep: number): number {
    this.#settle();
    return this.#queue.splice(Math.max(0, keep)).length;
  }

  flush(): void {
    this.#settle();
    this.#read += this.#queue.splice(0).length;
  }

  end(): void {}

  volume(gain: number): void {
    this.gain = gain;
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
    const { length: queued } = this.#queue;
    return { queued, read: this.#read, quiet: this.#quiet, latency: 0, callbacks: this.#settled, active: true };
  }

  close(): void {}

  #settle(): void {
    const frames = Math.round(((this.#clock.now() - this.#settled) * RATE) / 1000);
    this.#settled += (frames * 1000) / RATE;
    const sound = this.#paused ? [] : this.#queue.splice(0, frames);
    this.#read += sound.length;
    this.#quiet = sound.length > 0 ? frames - sound.length : this.#quiet + frames;
    for (const sample of sound) this.played.push(sample);
    for (let i = sound.length; i < frames; i++) this.played.push(0);
  }
}

/** Opens tapes; `tapes` has them in the order of their opening. */
export function tapeDevice(clock: ManualClock): { openDevice: OpenDevice; tapes: Tape[] } {
  const tapes: Tape[] = [];
  const openDevice: OpenDevice = async () => {
    const tape = new Tape(clock);
    tapes.push(tape);
    return new Device(tape, { rate: RATE, channels: 1 }, clock);
  };
  return { openDevice, tapes };
}
