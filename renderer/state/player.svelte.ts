import type { Api } from '../../app/ipc/shapes.ts';
import type { PlayerState, SkipUnit, Spot } from '../../app/model/player.ts';
import type { PlainProblem } from '../../app/model/problem.ts';
import type { Notices } from './notices.svelte.ts';

export type Phase = PlayerState['phase'];

/** What sounds now. The spot keeps its identity within a sentence, so a tick of the clock repaints no text. */
export class Player {
  #phase = $state.raw<Phase>('idle');
  #project = $state.raw<string | null>(null);
  #spot = $state.raw<Spot | null>(null);
  #position = $state.raw(0);
  #length = $state.raw(0);
  #problem = $state.raw<PlainProblem | null>(null);
  #last: Spot | null = null;
  readonly #api: Api['player'];
  readonly #notices: Notices;

  constructor(api: Api['player'], notices: Notices) {
    this.#api = api;
    this.#notices = notices;
    api.changed((state) => this.#take(state));
  }

  get phase(): Phase {
    return this.#phase;
  }

  get project(): string | null {
    return this.#project;
  }

  get spot(): Spot | null {
    return this.#spot;
  }

  get position(): number {
    return this.#position;
  }

  get length(): number {
    return this.#length;
  }

  get problem(): PlainProblem | null {
    return this.#problem;
  }

  /** Is there sound, or sound on its way? */
  get running(): boolean {
    return this.#phase === 'playing' || this.#phase === 'loading' || this.#phase === 'starving';
  }

  /** Is there a place in the narration to move from? */
  get placed(): boolean {
    return this.running || this.#phase === 'paused';
  }

  async load(): Promise<void> {
    await this.#attempt(async () => this.#take(await this.#api.state()));
  }

  /** The one button: plays, pauses, or goes on. After a failure it goes on where the voice broke off. */
  async toggle(project: string): Promise<void> {
    if (this.running) return this.#attempt(() => this.#api.pause());
    if (this.#phase === 'paused') return this.#attempt(() => this.#api.resume());
    return this.play(project, this.#phase === 'failed' ? this.#last?.block : undefined);
  }

  play(project: string, block?: string): Promise<void> {
    return this.#attempt(() => this.#api.play(block === undefined ? { project } : { project, block }));
  }

  stop(): Promise<void> {
    return this.#attempt(() => this.#api.stop());
  }

  seek(seconds: number): Promise<void> {
    return this.#attempt(() => this.#api.seek({ seconds }));
  }

  skip(by: 1 | -1, unit: SkipUnit): Promise<void> {
    return this.#attempt(() => this.#api.skip({ by, unit }));
  }

  #take(state: PlayerState): void {
    this.#phase = state.phase;
    this.#project = state.phase === 'idle' ? null : state.project;
    this.#problem = state.phase === 'failed' ? state.problem : null;
    if ('spot' in state) {
      if (!same(this.#spot, state.spot)) this.#spot = state.spot;
      this.#last = state.spot;
      this.#position = state.position;
      this.#length = state.length;
      return;
    }
    this.#spot = null;
    if (state.phase === 'idle') {
      this.#last = null;
      this.#position = 0;
      this.#length = 0;
    }
  }

  async #attempt(verb: () => Promise<void>): Promise<void> {
    try {
      await verb();
    } catch (thrown) {
      this.#notices.problem(thrown);
    }
  }
}

const same = (one: Spot | null, other: Spot): boolean =>
  one?.segment === other.segment && one.block === other.block && one.start === other.start && one.end === other.end;
