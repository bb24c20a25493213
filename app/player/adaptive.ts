import type { Clock } from './clock.ts';
import type { Line, LineStats } from './device.ts';

/** A line whose buffer can be filled more or less while it plays. */
export interface BufferedLine extends Line {
  /**
   * `xruns`: how often the device itself ran dry; `buffer`: seconds for which its buffer is filled; `urgent`: whether
   * its thread comes before what else the machine is busy with.
   */
  stats(): LineStats & { xruns: number; buffer: number; urgent: boolean };
  /** Fills it for so many seconds from now on, without a gap; false where that can't be changed. */
  buffer(seconds: number): boolean;
}

/** Whoever has heard sound and given no command for so many ms listens, and is not about to give one. */
const SETTLED = 1_000;
/** Seconds more that are kept of what sounds than of silence, which may break off: a stop is heard in time even so. */
const SOUNDING = 0.004;
/**
 * Seconds of a patient device. Two overloaded cores rarely leave it dry, one of 10 ms up to ten times a second. Where
 * its thread is urgent, half of that is never left dry.
 */
const PATIENT = 0.08;
const PATIENT_IF_URGENT = 0.04;
/** As patient as it becomes where even that has gaps; after so many ms without one it is tried again with less. */
const MOST = 0.1;
const CALM = 180_000;

/**
 * A line that is as quick as its device can be while a person gives commands, for each to be heard at once, and patient
 * while they listen, so that nothing is heard of what else the machine does: at once where there was a gap.
 */
export class AdaptiveLine implements Line {
  readonly #stream: BufferedLine;
  readonly #clock: Clock;
  /** Seconds of the device by itself, of a patient one as a rule and by what was learnt, and as it is now. */
  readonly #quick: number;
  readonly #usual: number;
  #patient: number;
  #buffer: number;
  /** When there was a command or sound began, and when it became more patient or tried less, in ms. */
  #begun: number;
  #grown: number;
  /** Gaps that count no more. */
  #counted = 0;
  /** Was there one since the last command? */
  #rough = false;
  #paused = false;
  /** Is there sound, or none yet or none any more? */
  #sounds = false;

  constructor(stream: BufferedLine, clock: Clock) {
    this.#stream = stream;
    this.#clock = clock;
    const { buffer, urgent } = stream.stats();
    this.#quick = this.#buffer = buffer;
    this.#usual = this.#patient = Math.max(buffer, urgent ? PATIENT_IF_URGENT : PATIENT);
    this.#begun = this.#grown = clock.now();
  }

  /** What is written first comes after nothing but the silence of a quick device. */
  write(samples: Int16Array): number {
    const taken = this.#stream.write(samples);
    if (taken > 0 && !this.#sounds) this.#begun = this.#clock.now();
    this.#sounds ||= taken > 0;
    this.#fill();
    return taken;
  }

  end(): void {
    this.#stream.end();
  }

  volume(gain: number): void {
    this.#stream.volume(gain);
  }

  takeBack(keep: number): number {
    this.#command();
    return this.#stream.takeBack(keep);
  }

  flush(): void {
    this.#sounds = false;
    this.#command();
    this.#stream.flush();
  }

  pause(): void {
    this.#paused = true;
    this.#command();
    this.#stream.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#command();
    this.#stream.resume();
  }

  close(): void {
    this.#stream.close();
  }

  /** Looks what is to be done besides; a player asks often enough. */
  stats(): LineStats {
    const stats = this.#stream.stats();
    this.#learn(stats.xruns);
    if (stats.queued === 0 && stats.quiet > 0) this.#sounds = false;
    this.#fill();
    return stats;
  }

  #learn(xruns: number): void {
    const now = this.#clock.now();
    if (xruns > this.#counted) {
      this.#rough = true;
      if (this.#buffer === this.#patient) {
        this.#patient = Math.max(this.#quick, Math.min(MOST, 1.5 * this.#patient));
        this.#grown = now;
      }
      this.#counted = xruns;
    } else if (now - this.#grown >= CALM) {
      this.#patient = this.#usual;
      this.#grown = now;
    }
  }

  #command(): void {
    this.#begun = this.#clock.now();
    this.#rough = false;
    this.#counted = this.#stream.stats().xruns;
    this.#fill();
  }

  #fill(): void {
    const settled = this.#rough || this.#clock.now() - this.#begun >= SETTLED;
    const sounds = this.#sounds && !this.#paused;
    const quick = Math.min(this.#quick + (sounds ? SOUNDING : 0), this.#patient);
    const seconds = settled && sounds ? this.#patient : quick;
    if (seconds !== this.#buffer && this.#stream.buffer(seconds)) this.#buffer = seconds;
  }
}
