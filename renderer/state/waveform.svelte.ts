import type { Api } from '../../app/ipc/shapes.ts';
import type { Wave } from '../../app/model/player.ts';

/** Ms between two pictures of the same chapter: what is being made comes in by the second. */
const EVERY = 1_000;

/** The picture of the chapter that sounds, drawn anew as its sound is made. */
export class Waveform {
  #wave = $state.raw<Wave | null>(null);
  #bars = 0;
  #due: ReturnType<typeof setTimeout> | null = null;
  readonly #api: Pick<Api['player'], 'wave'>;

  constructor(api: Pick<Api, 'player' | 'script'>) {
    this.#api = api.player;
    api.script.sounded(() => this.#wave && this.soon());
  }

  get wave(): Wave | null {
    return this.#wave;
  }

  /** Asks for it, in so many bars. */
  async show(bars: number): Promise<void> {
    this.#bars = bars;
    if (bars > 0) this.#wave = await this.#api.wave({ bars }).catch(() => null);
  }

  hide(): void {
    this.#wave = null;
    if (this.#due) clearTimeout(this.#due);
    this.#due = null;
  }

  /** Again, in a while. */
  soon(): void {
    this.#due ??= setTimeout(() => {
      this.#due = null;
      void this.show(this.#bars);
    }, EVERY);
  }
}
