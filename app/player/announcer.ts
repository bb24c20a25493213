import type { PlayerState } from '../model/player.ts';
import type { Clock } from './clock.ts';
import type { Meters } from './meters.ts';
import type { Prebuffer } from './prebuffer.ts';
import type { Run } from './run.ts';
import { next, type PlayerEvent } from './state.ts';

interface Tools {
  clock: Clock;
  meters: Meters;
  prebuffer: Prebuffer;
}

type Listener = (state: PlayerState) => void;

/** Positions are announced every so many ms. */
const TICK = 50;

/** Keeps the state of a player, and tells each new one to those who want to hear it. */
export class Announcer {
  readonly #tools: Tools;
  readonly #listeners = new Set<Listener>();
  #state: PlayerState = { phase: 'idle' };

  constructor(tools: Tools) {
    this.#tools = tools;
  }

  get state(): PlayerState {
    return this.#state;
  }

  get isPaused(): boolean {
    return this.#state.phase === 'paused';
  }

  /** Until the returned function is called, or `silence`. */
  onChange(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Nobody hears any more of it. */
  silence(): void {
    this.#listeners.clear();
  }

  announce(event: PlayerEvent): void {
    const state = next(this.#state, event);
    if (state === this.#state) return;
    this.#tools.meters.starving(state.phase === 'starving', this.#tools.clock.now());
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }

  /** Announces what is heard of a run until that is left. */
  follow(run: Run): void {
    this.#tools.clock.after(TICK, () => {
      if (run.left) return;
      this.#look(run);
      this.follow(run);
    });
  }

  #look(run: Run): void {
    const { clock, meters, prebuffer } = this.#tools;
    const now = clock.now();
    const heard = this.isPaused ? null : run.hear();
    if (heard && meters.waiting) meters.step('heard', now - 1000 * run.sounded);
    if (run.dry) this.announce({ type: 'dry' });
    else if (heard) {
      prebuffer.sounds(now);
      this.announce({ type: 'heard', progress: run.narration.progress(heard) });
    }
  }
}
