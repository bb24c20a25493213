import type { PlayerState } from '../model/player.ts';
import { plainProblem, Problem } from '../model/problem.ts';
import type { Segment, Voice } from '../model/script.ts';
import type { Narrator } from '../synthesis/session.ts';
import { type Clock, wallClock } from './clock.ts';
import type { OpenDevice } from './device.ts';
import { Loudspeaker } from './loudspeaker.ts';
import { Narration } from './narration.ts';
import { isLost, Run } from './run.ts';
import { next, type PlayerEvent } from './state.ts';

export interface PlayerOptions {
  narrator: Narrator;
  openDevice: OpenDevice;
  clock?: Clock;
}

/** What is to be played. */
export interface PlayRequest {
  project: string;
  segments: readonly Segment[];
  voice: Voice;
  /** Number of the segment to start with. Left out, a project that failed goes on there, any other starts at 0. */
  from?: number;
}

/** Plays one narration at a time; what goes wrong while it plays arrives as the state `failed`. */
export interface Player {
  /** Throws the Problem `nothing-to-narrate` where there is no segment, and `segment-unknown` where `from` is none. */
  play(request: PlayRequest): void;
  pause(): void;
  /** Goes on after a pause, or where it failed. */
  resume(): void;
  stop(): void;
  /** To the start of the segment that sounds at a second of the narration. */
  seek(seconds: number): void;
  /** To the next segment (1) or the one before (-1); past the last one ends. */
  skip(by: number): void;
  state(): PlayerState;
  /** Hears every new state until the returned function is called. */
  onChange(listener: (state: PlayerState) => void): () => void;
  /** Silent at once, with nothing left open. */
  close(): Promise<void>;
}

export const createPlayer = (options: PlayerOptions): Player => new NarrationPlayer(options);

/** Positions are announced every so many ms. */
const TICK = 50;
class NarrationPlayer implements Player {
  readonly #narrator: Narrator;
  readonly #clock: Clock;
  readonly #loudspeaker: Loudspeaker;
  readonly #listeners = new Set<(state: PlayerState) => void>();
  #state: PlayerState = { phase: 'idle' };
  #run: Run | null = null;

  constructor({ narrator, openDevice, clock = wallClock }: PlayerOptions) {
    this.#narrator = narrator;
    this.#clock = clock;
    this.#loudspeaker = new Loudspeaker(openDevice, clock);
  }

  state(): PlayerState {
    return this.#state;
  }

  onChange(listener: (state: PlayerState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  play({ project, segments, voice, from }: PlayRequest): void {
    const find: Narrator['find'] = (segment, voice) => this.#narrator.find(segment, voice);
    const narration = new Narration(project, segments, voice, find);
    const index = from ?? this.#failedAt(narration);
    if (!segments[index]) throw new Problem('segment-unknown', `no segment ${index} among ${segments.length}`);
    this.#announce({ type: 'play', project, progress: narration.progress(index) });
    this.#silence();
    this.#loudspeaker.device?.resume();
    this.#begin(narration, index);
  }

  pause(): void {
    this.#announce({ type: 'pause' });
    if (this.#state.phase === 'paused') this.#loudspeaker.device?.pause();
  }

  resume(): void {
    const run = this.#run;
    if (!run) return;
    if (this.#state.phase === 'paused') {
      this.#loudspeaker.device?.resume();
      this.#announce({ type: 'resume', ready: !run.dry });
    } else if (this.#state.phase === 'failed') this.#move(run.narration, run.at.index);
  }

  stop(): void {
    this.#silence();
    this.#run = null;
    this.#loudspeaker.device?.resume();
    this.#loudspeaker.release();
    this.#announce({ type: 'end' });
  }

  seek(seconds: number): void {
    if (this.#run) this.#move(this.#run.narration, this.#run.narration.at(seconds));
  }

  skip(by: number): void {
    if (!this.#run) return;
    const { narration, at } = this.#run;
    if (at.index + by >= narration.segments.length) this.stop();
    else this.#move(narration, Math.max(0, at.index + by));
  }

  async close(): Promise<void> {
    this.stop();
    this.#listeners.clear();
    this.#loudspeaker.close();
  }

  #move(narration: Narration, index: number): void {
    if (this.#state.phase === 'failed') {
      this.#announce({ type: 'play', project: narration.project, progress: narration.progress(index) });
    } else this.#announce({ type: 'move', progress: narration.progress(index) });
    this.#begin(narration, index);
  }

  /** Leaves what was under way and starts a new run. */
  #begin(narration: Narration, index: number): void {
    this.#silence();
    const run = new Run(narration, index, {
      narrator: this.#narrator,
      loudspeaker: this.#loudspeaker,
      clock: this.#clock,
      isPaused: () => this.#state.phase === 'paused',
    });
    this.#run = run;
    this.#watch(run);
    // A run that was left has no say any more, whichever way it ends.
    void run.perform().then(
      () => this.#run === run && this.stop(),
      (thrown: unknown) => this.#run === run && this.#fail(run, thrown),
    );
  }

  #silence(): void {
    this.#run?.leave();
    this.#loudspeaker.device?.flush();
  }

  #fail(run: Run, thrown: unknown): void {
    run.leave();
    if (isLost(thrown)) this.#loudspeaker.discard();
    else this.#loudspeaker.release();
    this.#announce({ type: 'fail', project: run.narration.project, problem: plainProblem(thrown) });
  }

  /** Announces what is heard for as long as a run lasts. */
  #watch(run: Run): void {
    this.#clock.after(TICK, () => {
      if (run.left) return;
      const heard = this.#state.phase === 'paused' ? null : run.hear();
      if (run.dry) this.#announce({ type: 'dry' });
      else if (heard) this.#announce({ type: 'heard', progress: run.narration.progress(heard.index, heard.offset) });
      this.#watch(run);
    });
  }

  #failedAt(narration: Narration): number {
    const failed = this.#state.phase === 'failed' && this.#state.project === narration.project ? this.#run : null;
    const index = failed?.at.index ?? 0;
    return index < narration.segments.length ? index : 0;
  }

  #announce(event: PlayerEvent): void {
    const state = next(this.#state, event);
    if (state === this.#state) return;
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }
}
