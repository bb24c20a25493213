import { Problem } from '../model/problem.ts';
import { type Clock, wait } from './clock.ts';

/** What a line tells of itself; counts are of frames since it was opened. */
export interface LineStats {
  /** Taken in and not yet given to the device. */
  queued: number;
  /** Given to the device, or dropped by a flush. */
  read: number;
  /** Of silence given to the device since the last frame that was queued. */
  quiet: number;
  /** Seconds until a frame that is given to the device is heard. */
  latency: number;
  /** Grows for as long as the device asks for sound. */
  callbacks: number;
  active: boolean;
}

/** The bare end of the chain: a card's stream, or a clock where there is no card. No call waits. */
export interface Line {
  /** Copies as many whole frames as there is room for and answers how many. */
  write(samples: Int16Array): number;
  /** Takes the newest frames back so that `keep` stay queued; answers how many. What is written next joins there. */
  takeBack(keep: number): number;
  /** Fades out and drops all that was written so far; what is written next sounds at once. */
  flush(): void;
  /** Nothing follows what was written so far, so that its end is no place to fade out. */
  end(): void;
  /** 0 to 1; reached within some ms. */
  volume(gain: number): void;
  pause(): void;
  resume(): void;
  stats(): LineStats;
  close(): void;
}

/** How a device is to be opened. */
export interface Format {
  /** Frames a second, in Hz. */
  rate: number;
  channels: 1 | 2;
}

/** Opens the loudspeaker as asked or, where it refuses that, as it likes: the device tells. Throws a Problem. */
export type OpenDevice = (wanted: Format) => Promise<Device>;

/** Between two looks at a full line; a tenth of what it holds, so that it never runs dry meanwhile. */
const LOOK_EVERY = 200;
/** A flush makes room only once the device asks again, at the latest after so many ms; until then looks come so often. */
const FLUSHED_WITHIN = 200;
const LOOK_SOON = 5;
/**
 * A device that has asked for nothing for so long, in ms, is gone; a busy sound server was seen to take half a second.
 * Of the time between two looks only LOOK_EVERY counts: where this process gets no processor, the device's thread may
 * have had none either.
 */
const SILENT_FOR = 800;
/** Seconds beyond the latency that a device reports until the last sound is surely heard; PulseAudio reports too little. */
const TAIL = 0.1;

/** A loudspeaker that is open: takes sound in order, and knows what has been heard of it. */
export class Device {
  readonly rate: number;
  readonly channels: 1 | 2;
  /** Name of the output that was to sound and is not there, so that the standard one sounds in its place. */
  readonly missing: string | null;
  readonly #line: Line;
  readonly #clock: Clock;
  #written = 0;
  #played = 0;
  #closed = false;
  #callbacks = -1;
  #looked: number;
  #silent = 0;
  #flushed = -Infinity;

  constructor(line: Line, { rate, channels }: Format, clock: Clock, missing: string | null = null) {
    this.rate = rate;
    this.channels = channels;
    this.missing = missing;
    this.#line = line;
    this.#clock = clock;
    this.#looked = clock.now();
  }

  /** Frames taken in since it was opened. */
  get written(): number {
    return this.#written;
  }

  /** Of those written, frames that were heard or dropped by a flush; never runs backwards. */
  get played(): number {
    if (!this.#closed) {
      const { read, quiet, latency } = this.#line.stats();
      this.#played = Math.max(this.#played, read - Math.max(0, Math.round(latency * this.rate) - quiet));
    }
    return this.#played;
  }

  /** Is there nothing left to give to the loudspeaker? */
  get empty(): boolean {
    return this.#closed || this.#line.stats().queued === 0;
  }

  /**
   * Takes whole frames in; settles once there was room for the last. Throws the Problem `sound-device-lost`, or the
   * signal's AbortError; how much was taken until then, `written` tells.
   */
  async write(samples: Int16Array, signal?: AbortSignal): Promise<void> {
    let rest = samples;
    for (;;) {
      signal?.throwIfAborted();
      this.#check();
      const taken = this.#line.write(rest);
      this.#written += taken;
      rest = rest.subarray(taken * this.channels);
      if (rest.length === 0) return;
      const soon = this.#clock.now() - this.#flushed < FLUSHED_WITHIN;
      await wait(this.#clock, soon ? LOOK_SOON : LOOK_EVERY, signal);
    }
  }

  /** Settles when all that was written has been heard, to its very end; not while paused. Throws as `write` does. */
  async drain(signal?: AbortSignal): Promise<void> {
    if (!this.#closed) this.#line.end();
    for (;;) {
      signal?.throwIfAborted();
      this.#check();
      const { queued, quiet, latency } = this.#line.stats();
      const left = queued > 0 ? queued / this.rate + latency + TAIL : latency + TAIL - quiet / this.rate;
      if (left <= 0) return;
      await wait(this.#clock, Math.min(LOOK_EVERY, Math.ceil(left * 1000)), signal);
    }
  }

  /** Takes back all that was written but not yet given away, beyond `keep` frames; answers how many frames those were. */
  takeBack(keep: number): number {
    const taken = this.#closed ? 0 : this.#line.takeBack(keep);
    this.#written -= taken;
    return taken;
  }

  /** 0 to 1; reached within some ms. */
  volume(gain: number): void {
    if (!this.#closed) this.#line.volume(gain);
  }

  /** Fades out and keeps what is queued. */
  pause(): void {
    if (!this.#closed) this.#line.pause();
  }

  /** Fades in where the sound left off. */
  resume(): void {
    if (!this.#closed) this.#line.resume();
  }

  /** Fades out and drops all that was written. A write that waits goes on with its rest: abort it first. */
  flush(): void {
    if (this.#closed) return;
    this.#line.flush();
    this.#flushed = this.#clock.now();
  }

  /** Ends at once; drain first where the tail matters. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#line.close();
  }

  /** A device that was unplugged stops asking, and may not tell. */
  #check(): void {
    if (this.#closed) throw new Problem('sound-device-lost', 'the device is closed');
    const { callbacks, active } = this.#line.stats();
    const now = this.#clock.now();
    this.#silent = callbacks === this.#callbacks ? this.#silent + Math.min(LOOK_EVERY, now - this.#looked) : 0;
    this.#callbacks = callbacks;
    this.#looked = now;
    if (active && this.#silent < SILENT_FOR) return;
    throw new Problem('sound-device-lost', active ? 'the device asks for no more sound' : 'the device has stopped', {
      retryable: true,
    });
  }
}
