import type { Api } from '../../app/ipc/shapes.ts';
import type { UpdateState } from '../../app/model/update.ts';

/** How it stands with a newer Lectern. */
export class Updating {
  #state = $state.raw<UpdateState>({ phase: 'unavailable', automatic: false });
  readonly #api: Api['update'];

  constructor(api: Api['update']) {
    this.#api = api;
    api.changed((state) => (this.#state = state));
  }

  get state(): UpdateState {
    return this.#state;
  }

  async load(): Promise<void> {
    // An app that is gone says so elsewhere.
    this.#state = await this.#api.state().catch(() => this.#state);
  }

  readonly check = () => this.#ask(this.#api.check());
  readonly download = () => this.#ask(this.#api.download());
  readonly cancel = () => this.#ask(this.#api.cancel());
  readonly install = () => this.#ask(this.#api.install());
  readonly dismiss = () => this.#ask(this.#api.dismiss());
  readonly choose = (automatic: boolean) => this.#ask(this.#api.choose({ automatic }));

  /** What comes of it is told, also where it fails. */
  #ask(asked: Promise<void>): void {
    asked.catch(() => undefined);
  }
}
