import type { Api } from '../../app/ipc/shapes.ts';
import type { ListeningPlace, PlayerState, SkipUnit, Spot, TextRange } from '../../app/model/player.ts';
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
  #word = $state.raw<TextRange | null>(null);
  #left = $state.raw<ListeningPlace | null>(null);
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

  /** The word that sounds, in its block's text, where anybody knows. */
  get word(): TextRange | null {
    return this.#word;
  }

  /** Where the person left off in the document on the desk; null where they never began, or heard it to its end. */
  get left(): ListeningPlace | null {
    return this.#left;
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

  /** Finds out where the person left off in a document. */
  async look(project: string): Promise<void> {
    this.#left = null;
    await this.#attempt(async () => (this.#left = await this.#api.place({ project })));
  }

  /** The one button: plays, pauses, or goes on. After a failure it goes on where the voice broke off. */
  async toggle(project: string): Promise<void> {
    if (this.running) return this.#attempt(() => this.#api.pause());
    if (this.#phase === 'paused') return this.#attempt(() => this.#api.resume());
    const last = this.#phase === 'failed' ? this.#last : null;
    return last ? this.play(project, last.block, last.start) : this.play(project);
  }

  /** From the sentence at an offset of a block's text; without a block from where the person left off. */
  play(project: string, block?: string, at = 0): Promise<void> {
    return this.#attempt(() => this.#api.play(block === undefined ? { project } : { project, block, at }));
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
      const { word = null } = state.spot;
      if (this.#word?.start !== word?.start || this.#word?.end !== word?.end) this.#word = word;
      this.#left = { block: state.spot.block, at: state.spot.start };
      this.#last = state.spot;
      this.#position = state.position;
      this.#length = state.length;
      return;
    }
    this.#spot = null;
    this.#word = null;
    if (state.phase === 'idle') {
      this.#last = null;
      this.#position = 0;
      this.#length = 0;
    }
  }

  async #attempt(verb: () => Promise<unknown>): Promise<void> {
    try {
      await verb();
    } catch (thrown) {
      this.#notices.problem(thrown);
    }
  }
}

const same = (one: Spot | null, other: Spot): boolean =>
  one?.segment === other.segment && one.block === other.block && one.start === other.start && one.end === other.end;
