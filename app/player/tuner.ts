import type { Tuning } from '../model/player.ts';
import type { Clock } from './clock.ts';

/** A speed that is dragged along is followed every so many ms. */
const EVERY = 100;

/** Speed and volume as they are set now. */
export class Tuner {
  readonly #clock: Clock;
  #tuning: Tuning = { speed: 1, volume: 1 };
  #busy = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get speed(): number {
    return this.#tuning.speed;
  }

  get volume(): number {
    return this.#tuning.volume;
  }

  /** Has `retune` called where the speed is another one: at once, and again later where more changes come meanwhile. */
  change(tuning: Partial<Tuning>, retune: () => void): void {
    const { speed } = this.#tuning;
    this.#tuning = { ...this.#tuning, ...tuning };
    if (this.speed !== speed && !this.#busy) this.#follow(retune);
  }

  #follow(retune: () => void): void {
    const { speed } = this.#tuning;
    this.#busy = true;
    retune();
    this.#clock.after(EVERY, () => {
      this.#busy = false;
      if (this.speed !== speed) this.#follow(retune);
    });
  }
}
