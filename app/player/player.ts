import type { PlayerMeters, PlayerState, SkipUnit, Tuning } from '../model/player.ts';
import { plainProblem, Problem } from '../model/problem.ts';
import type { Narrator } from '../synthesis/session.ts';
import { Announcer } from './announcer.ts';
import { type Clock, wallClock } from './clock.ts';
import type { OpenDevice } from './device.ts';
import { isLost } from './feed.ts';
import { Loudspeaker } from './loudspeaker.ts';
import { Meters } from './meters.ts';
import { Narration, type Place } from './narration.ts';
import type { PlayRequest } from './play-request.ts';
import { Prebuffer } from './prebuffer.ts';
import { Run, type RunTools } from './run.ts';
import { Supply } from './supply.ts';
import { Tuner } from './tuner.ts';

export interface PlayerOptions {
  narrator: Narrator;
  openDevice: OpenDevice;
  clock?: Clock;
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
  /** What is played, as far as its lengths are known. */
  narration(): Narration | null;
  state(): PlayerState;
  /** Hears every new state until the returned function is called. */
  onChange(listener: (state: PlayerState) => void): () => void;
  /** Silent at once; settles when that was heard and nothing is left open. */
  close(): Promise<void>;
}

export const createPlayer = (options: PlayerOptions): Player => new NarrationPlayer(options);

class NarrationPlayer implements Player {
  readonly #loudspeaker: Loudspeaker;
  readonly #tuner: Tuner;
  readonly #announcer: Announcer;
  readonly #tools: Omit<RunTools, 'buying'>;
  #run: Run | null = null;
  #buying = new AbortController();

  constructor({ narrator, openDevice, clock = wallClock }: PlayerOptions) {
    const loudspeaker = (this.#loudspeaker = new Loudspeaker(openDevice, clock));
    const tuner = (this.#tuner = new Tuner(clock));
    const parts = { clock, meters: new Meters(), prebuffer: new Prebuffer() };
    const announcer = (this.#announcer = new Announcer(parts));
    this.#tools = {
      ...parts,
      narrator,
      loudspeaker,
      supply: new Supply(),
      speed: () => tuner.speed,
      volume: () => tuner.volume,
      isPaused: () => announcer.isPaused,
    };
  }

  state(): PlayerState {
    return this.#announcer.state;
  }

  onChange(listener: (state: PlayerState) => void): () => void {
    return this.#announcer.onChange(listener);
  }

  play({ from, sentence = 0, ...request }: PlayRequest): void {
    const { narrator, meters, clock } = this.#tools;
    const narration = new Narration({ ...request, find: (segment) => narrator.find(segment) });
    const index = from ?? this.#failedAt(narration);
    if (!request.segments[index]) throw new Problem('segment-unknown', `no segment ${index}`);
    const place = narration.sentence(index, sentence);
    meters.reset(clock.now());
    this.#announcer.announce({ type: 'play', project: request.project, progress: narration.progress(place) });
    this.#leave();
    this.#loudspeaker.device?.resume();
    this.#begin(narration, place);
  }

  pause(): void {
    this.#announcer.announce({ type: 'pause' });
    if (this.#announcer.isPaused) this.#loudspeaker.device?.pause();
  }

  resume(): void {
    const run = this.#run;
    if (!run) return;
    if (this.#announcer.isPaused) {
      this.#loudspeaker.device?.resume();
      this.#announcer.announce({ type: 'resume', ready: !run.dry });
    } else if (this.state().phase === 'failed') this.#move(run.narration, { index: run.at.index, offset: 0 });
  }

  stop(): void {
    this.#leave();
    this.#run = null;
    this.#loudspeaker.device?.resume();
    this.#loudspeaker.release();
    this.#announcer.announce({ type: 'end' });
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
    const { meters, prebuffer, supply, clock } = this.#tools;
    const device = this.#loudspeaker.device;
    const buffered = device && this.#run ? Math.max(0, device.written - device.played) / device.rate : 0;
    return meters.read({ buffered, prebuffer: prebuffer.seconds, supply: supply.rate }, clock.now());
  }

  narration(): Narration | null {
    return this.#run?.narration ?? null;
  }

  async close(): Promise<void> {
    this.stop();
    this.#announcer.silence();
    await this.#loudspeaker.close();
  }

  #move(narration: Narration, place: Place): void {
    const progress = narration.progress(place);
    if (this.state().phase === 'failed')
      this.#announcer.announce({ type: 'play', project: narration.project, progress });
    else this.#announcer.announce({ type: 'move', progress });
    this.#begin(narration, place);
  }

  /** Leaves what was under way and starts a new run. */
  #begin(narration: Narration, place: Place): void {
    this.#silence();
    if (this.#buying.signal.aborted) this.#buying = new AbortController();
    const run = (this.#run = new Run(narration, place, { ...this.#tools, buying: this.#buying.signal }));
    this.#announcer.follow(run);
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
    this.#announcer.announce({ type: 'fail', project: run.narration.project, problem: plainProblem(thrown) });
  }

  #failedAt(narration: Narration): number {
    const state = this.state();
    const failed = state.phase === 'failed' && state.project === narration.project;
    return failed && narration.segments[this.#run!.at.index] ? this.#run!.at.index : 0;
  }
}
