import type { Clock } from './clock.ts';
import type { Line, LineStats } from './device.ts';

/** A line whose latency can be changed while it plays. */
export interface MovableLine extends Line {
  /**
   * `xruns`: how often the device itself ran dry; `buffer`: its latency; `hush`: seconds of silence given last;
   * `urgent`: whether its thread comes before what else the machine is busy with.
   */
  stats(): LineStats & { xruns: number; buffer: number; hush: number; urgent: boolean };
  /** To another latency, in seconds, with nothing lost; false where that was not to be had. */
  move(latency: number): Promise<boolean>;
}

/** Whoever has not given a command for so many ms listens, and is not about to give one. */
const SETTLED = 5_000;
/** So many gaps are too many to go on being quick, from so many ms after a command on. */
const GAPS = 3;
const BEGUN = 500;
/**
 * Seconds of a patient device. It asks for sound 50 times a second where one of 10 ms asks 375 times, which costs a
 * fifth of the CPU; and two overloaded cores rarely leave it dry, one of 10 ms up to ten times a second. Where its
 * thread is urgent, half of that is never left dry, at a third of the CPU.
 */
const PATIENT = 0.08;
const PATIENT_IF_URGENT = 0.04;
/** As patient as it becomes where even that has gaps; after so many ms without one it is tried again with less. */
const MOST = 0.1;
const CALM = 180_000;
/** Seconds of silence that make a place where the latency can be changed unheard. */
const HUSH = 0.02;
/** After a command the device has sounded out within so many ms. */
const SOUNDED_OUT = 200;

/**
 * A line that is as quick as its device can be while a person gives commands, for each to be heard at once, and patient
 * while they listen, so that nothing is heard of what else the machine does. It goes over in pauses of the sound, and
 * where there are gaps in the next of them: on a machine that is too busy there are a hundred until the next pause.
 */
export class AdaptiveLine implements Line {
  readonly #stream: MovableLine;
  readonly #clock: Clock;
  /** Latencies, in seconds: of the device by itself, of a patient one as a rule and by what was learnt, and as it is now. */
  readonly #quick: number;
  readonly #usual: number;
  #patient: number;
  #latency: number;
  /** When there was a command, and when it became more patient or tried less, in ms. */
  #commanded: number;
  #grown: number;
  /** How often it had asked for sound when somebody last looked. */
  #callbacks = 0;
  /** Gaps that count no more. */
  #counted = 0;
  /** Were there too many since the last command? */
  #rough = false;
  #paused = false;
  #moving = false;
  #closed = false;
  #cancelLook = () => {};

  constructor(stream: MovableLine, clock: Clock) {
    this.#stream = stream;
    this.#clock = clock;
    const { buffer, urgent } = stream.stats();
    this.#quick = this.#latency = buffer;
    this.#usual = this.#patient = Math.max(buffer, urgent ? PATIENT_IF_URGENT : PATIENT);
    this.#commanded = this.#grown = clock.now();
  }

  write(samples: Int16Array): number {
    return this.#stream.write(samples);
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
    this.#command();
    this.#stream.flush();
  }

  pause(): void {
    this.#command();
    this.#paused = true;
    this.#stream.pause();
  }

  resume(): void {
    this.#command();
    this.#paused = false;
    this.#stream.resume();
  }

  close(): void {
    this.#closed = true;
    this.#cancelLook();
    this.#stream.close();
  }

  /** Looks what is to be done besides; a player asks often enough. */
  stats(): LineStats {
    const stats = this.#stream.stats();
    if (this.#moving) return stats;
    this.#learn(stats.xruns);
    const latency = this.#isListening ? this.#patient : this.#quick;
    // One that has gaps because it is gone is nothing to move: that would wait for what does not answer.
    const runs = stats.active && stats.callbacks > this.#callbacks;
    this.#callbacks = stats.callbacks;
    const unheard = stats.hush >= HUSH || (runs && this.#rough && latency > this.#latency);
    if (latency !== this.#latency && unheard) void this.#move(latency);
    return stats;
  }

  get #isListening(): boolean {
    return !this.#paused && (this.#rough || this.#clock.now() - this.#commanded >= SETTLED);
  }

  #learn(xruns: number): void {
    const now = this.#clock.now();
    const many = xruns - this.#counted >= GAPS;
    if (many && this.#latency === this.#patient) {
      this.#patient = Math.max(this.#quick, Math.min(MOST, 1.5 * this.#patient));
      this.#grown = now;
      this.#counted = xruns;
    } else if (now - this.#grown >= CALM) {
      this.#patient = this.#usual;
      this.#grown = now;
    }
    if (many && now - this.#commanded >= BEGUN) this.#rough = true;
  }

  #command(): void {
    this.#commanded = this.#clock.now();
    this.#rough = false;
    if (this.#latency === this.#quick) this.#counted = this.#stream.stats().xruns;
    this.#cancelLook();
    this.#cancelLook = this.#clock.after(SOUNDED_OUT, () => this.stats());
  }

  async #move(latency: number): Promise<void> {
    this.#moving = true;
    // Where it does not work out, the next pause is the next chance.
    const done = await this.#stream.move(latency).catch(() => false);
    this.#moving = false;
    if (!done || this.#closed) return;
    this.#latency = latency;
    this.#counted = this.#stream.stats().xruns;
  }
}
