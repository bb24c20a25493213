import type { PlayerMeters, PlayerState, SkipUnit, TimedWord, Tuning } from '../model/player.ts';
import { plainProblem, Problem } from '../model/problem.ts';
import type { Segment, Voice } from '../model/script.ts';
import type { Narrator } from '../synthesis/session.ts';
import { type Clock, wallClock } from './clock.ts';
import type { OpenDevice } from './device.ts';
import { isLost } from './feed.ts';
import { Loudspeaker } from './loudspeaker.ts';
import { Meters } from './meters.ts';
import { Narration, type Place } from './narration.ts';
import { Prebuffer } from './prebuffer.ts';
import { Run } from './run.ts';
import { next, type PlayerEvent } from './state.ts';
import { Supply } from './supply.ts';
import { Tuner } from './tuner.ts';

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
  /** When each word of a segment is heard, where anybody knows; else only sentences are told. */
  words?: (segment: Segment) => readonly TimedWord[];
}

/** Plays one narration at a time; what goes wrong while it plays arrives as the state `failed`. */
export interface Player {
  /** Throws the Problem `nothing-to-narrate` where there is no segment, and `segment-unknown` where `from` is none. */
  play(request: PlayRequest): void;
  pause(): void;
  /** Goes on after a pause, or where it failed. */
  resume(): void;
  stop(): void;
  /** To that second of the narration; where that is not made yet, to the start of its segment. */
  seek(seconds: number): void;
  /** To the next sentence or chapter (1) or the one before (-1), which is the current one's start if that has begun. */
  skip(by: 1 | -1, unit: SkipUnit): void;
  /** Changes speed or volume, now and for what is played later; heard within 150 ms, with no word lost or repeated. */
  tune(tuning: Partial<Tuning>): void;
  /** Another output was chosen: opens it in place of the one in use, and goes on. */
  reopen(): void;
  meters(): PlayerMeters;
  state(): PlayerState;
  /** Hears every new state until the returned function is called. */
  onChange(listener: (state: PlayerState) => void): () => void;
  /** Silent at once; settles when that was heard and nothing is left open. */
  close(): Promise<void>;
}

export const createPlayer = (options: PlayerOptions): Player => new NarrationPlayer(options);

/** Positions are announced every so many ms. */
const TICK = 50;
/** What fades out when the player is closed is heard within so many ms; a device that is gone is not waited for longer. */
const LAST_SOUND = 500;

class NarrationPlayer implements Player {
  readonly #narrator: Narrator;
  readonly #clock: Clock;
  readonly #loudspeaker: Loudspeaker;
  readonly #listeners = new Set<(state: PlayerState) => void>();
  readonly #supply = new Supply();
  readonly #prebuffer = new Prebuffer();
  readonly #meters = new Meters();
  readonly #tuner: Tuner;
  #state: PlayerState = { phase: 'idle' };
  #run: Run | null = null;
  #buying = new AbortController();

  constructor({ narrator, openDevice, clock = wallClock }: PlayerOptions) {
    this.#narrator = narrator;
    this.#clock = clock;
    this.#loudspeaker = new Loudspeaker(openDevice, clock);
    this.#tuner = new Tuner(clock);
  }

  state(): PlayerState {
    return this.#state;
  }

  onChange(listener: (state: PlayerState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  play({ from, ...request }: PlayRequest): void {
    const find: Narrator['find'] = (segment, voice) => this.#narrator.find(segment, voice);
    const narration = new Narration({ ...request, find });
    const index = from ?? this.#failedAt(narration);
    if (!request.segments[index]) throw new Problem('segment-unknown', `no segment ${index}`);
    const place = { index, offset: 0 };
    this.#meters.reset(this.#clock.now());
    this.#announce({ type: 'play', project: request.project, progress: narration.progress(place) });
    this.#leave();
    this.#loudspeaker.device?.resume();
    this.#begin(narration, place);
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
    } else if (this.#state.phase === 'failed') this.#move(run.narration, { index: run.at.index, offset: 0 });
  }

  stop(): void {
    this.#leave();
    this.#run = null;
    this.#loudspeaker.device?.resume();
    this.#loudspeaker.release();
    this.#announce({ type: 'end' });
  }

  seek(seconds: number): void {
    if (this.#run) this.#move(this.#run.narration, this.#run.narration.at(seconds));
  }

  skip(by: 1 | -1, unit: SkipUnit): void {
    if (!this.#run) return;
    const { narration } = this.#run;
    const place = narration.step(this.#run.hear() ?? this.#run.at, by, unit);
    if (place) this.#move(narration, place);
    else this.stop();
  }

  tune(tuning: Partial<Tuning>): void {
    this.#tuner.change(tuning, () => this.#run?.retune());
    this.#loudspeaker.device?.volume(this.#tuner.volume);
  }

  reopen(): void {
    this.#loudspeaker.discard();
  }

  meters(): PlayerMeters {
    const device = this.#loudspeaker.device;
    const buffered = device && this.#run ? Math.max(0, device.written - device.played) / device.rate : 0;
    const others = { buffered, prebuffer: this.#prebuffer.seconds, supply: this.#supply.rate };
    return this.#meters.read(others, this.#clock.now());
  }

  async close(): Promise<void> {
    this.stop();
    this.#listeners.clear();
    await this.#loudspeaker.device?.drain(AbortSignal.timeout(LAST_SOUND)).catch(() => undefined);
    this.#loudspeaker.close();
  }

  #move(narration: Narration, place: Place): void {
    const progress = narration.progress(place);
    if (this.#state.phase === 'failed') this.#announce({ type: 'play', project: narration.project, progress });
    else this.#announce({ type: 'move', progress });
    this.#begin(narration, place);
  }

  /** Leaves what was under way and starts a new run. */
  #begin(narration: Narration, place: Place): void {
    this.#silence();
    if (this.#buying.signal.aborted) this.#buying = new AbortController();
    const run = new Run(narration, place, {
      narrator: this.#narrator,
      loudspeaker: this.#loudspeaker,
      clock: this.#clock,
      supply: this.#supply,
      prebuffer: this.#prebuffer,
      meters: this.#meters,
      buying: this.#buying.signal,
      speed: () => this.#tuner.speed,
      volume: () => this.#tuner.volume,
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

  /** The narration is left for good: nothing more of it is bought. */
  #leave(): void {
    this.#silence();
    this.#buying.abort();
  }

  #fail(run: Run, thrown: unknown): void {
    run.leave();
    this.#buying.abort();
    if (isLost(thrown)) this.#loudspeaker.discard();
    else this.#loudspeaker.release();
    this.#announce({ type: 'fail', project: run.narration.project, problem: plainProblem(thrown) });
  }

  /** Announces what is heard for as long as a run lasts. */
  #watch(run: Run): void {
    this.#clock.after(TICK, () => {
      if (run.left) return;
      this.#look(run);
      this.#watch(run);
    });
  }

  #look(run: Run): void {
    const now = this.#clock.now();
    const heard = this.#state.phase === 'paused' ? null : run.hear();
    if (heard) this.#meters.step('heard', now - 1000 * run.sounded);
    if (run.dry) this.#announce({ type: 'dry' });
    else if (heard) {
      this.#prebuffer.sounds(now);
      this.#announce({ type: 'heard', progress: run.narration.progress(heard) });
    }
  }

  #failedAt(narration: Narration): number {
    const failed = this.#state.phase === 'failed' && this.#state.project === narration.project ? this.#run : null;
    const index = failed?.at.index ?? 0;
    return index < narration.segments.length ? index : 0;
  }

  #announce(event: PlayerEvent): void {
    const state = next(this.#state, event);
    if (state === this.#state) return;
    this.#meters.starving(state.phase === 'starving', this.#clock.now());
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }
}
