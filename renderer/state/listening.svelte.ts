import type { Api } from '../../app/ipc/shapes.ts';
import { type ListeningSettings, type Output, type PlayerMeters, SPEED } from '../../app/model/player.ts';
import type { Notices } from './notices.svelte.ts';

/** How a person listens: speed, volume, and through which loudspeaker. A change shows and is heard at once. */
export class Listening {
  #chosen = $state.raw<ListeningSettings>({ speed: 1, volume: 1, output: null });
  #outputs = $state.raw<readonly Output[]>([]);
  #meters = $state.raw<PlayerMeters | null>(null);
  /** Changes that the app has not taken note of yet: its news are older than what the window shows. */
  #pending = 0;
  readonly #api: Api['player'];
  readonly #notices: Notices;

  constructor(api: Api['player'], notices: Notices) {
    this.#api = api;
    this.#notices = notices;
    api.chosen((chosen) => this.#take(chosen));
  }

  get speed(): number {
    return this.#chosen.speed;
  }

  get volume(): number {
    return this.#chosen.volume;
  }

  get output(): string | null {
    return this.#chosen.output;
  }

  /** The loudspeakers of the machine, as they were when last looked for. */
  get outputs(): readonly Output[] {
    return this.#outputs;
  }

  get meters(): PlayerMeters | null {
    return this.#meters;
  }

  async load(): Promise<void> {
    await this.#attempt(async () => this.#take(await this.#api.settings()));
  }

  async choose(part: Partial<ListeningSettings>): Promise<void> {
    this.#chosen = { ...this.#chosen, ...part };
    this.#pending += 1;
    await this.#attempt(() => this.#api.choose(part));
    this.#pending -= 1;
  }

  /** A step faster (1) or slower (-1). */
  hurry(by: 1 | -1): void {
    const speed = Math.round((this.speed + by * SPEED.step) / SPEED.step) * SPEED.step;
    void this.choose({ speed: Math.min(SPEED.most, Math.max(SPEED.least, Number(speed.toFixed(2)))) });
  }

  async look(): Promise<void> {
    await this.#attempt(async () => (this.#outputs = await this.#api.outputs()));
  }

  async measure(): Promise<void> {
    // Whoever looks at meters twice a second need not be told twice a second that the app is gone.
    this.#meters = await this.#api.meters().catch(() => null);
  }

  #take(chosen: ListeningSettings): void {
    if (this.#pending === 0) this.#chosen = chosen;
  }

  async #attempt(verb: () => Promise<unknown>): Promise<void> {
    try {
      await verb();
    } catch (thrown) {
      this.#notices.problem(thrown);
    }
  }
}
