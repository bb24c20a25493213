import type { Api } from '../../app/ipc/shapes.ts';
import type { ExportFormat, ExportState } from '../../app/model/export.ts';
import type { Notices } from './notices.svelte.ts';

/** Exports under way, and those that ended while this window looked on. */
export class Exports {
  #list = $state.raw<readonly ExportState[]>([]);
  #starting = $state.raw(false);
  readonly #api: Api['export'];
  readonly #notices: Notices;

  constructor(api: Api['export'], notices: Notices) {
    this.#api = api;
    this.#notices = notices;
    api.changed((state) => this.#take(state));
  }

  get list(): readonly ExportState[] {
    return this.#list;
  }

  /** True from the wish to the choice of a destination. */
  get starting(): boolean {
    return this.#starting;
  }

  /** Brings back what is still under way; what ended before has been seen. */
  async load(): Promise<void> {
    try {
      for (const state of await this.#api.list()) {
        if (state.phase === 'working' || this.#knows(state.job)) this.#take(state);
      }
    } catch (thrown) {
      this.#notices.problem(thrown);
    }
  }

  async start(project: string, format: ExportFormat): Promise<void> {
    this.#starting = true;
    try {
      await this.#api.start({ project, format });
    } catch (thrown) {
      this.#notices.problem(thrown, () => void this.start(project, format));
    } finally {
      this.#starting = false;
    }
  }

  async cancel(job: string): Promise<void> {
    await this.#api.cancel({ job }).catch((thrown: unknown) => this.#notices.problem(thrown));
  }

  async reveal(job: string): Promise<void> {
    await this.#api.reveal({ job }).catch((thrown: unknown) => this.#notices.problem(thrown));
  }

  async again(state: ExportState): Promise<void> {
    this.dismiss(state.job);
    await this.start(state.project, state.format);
  }

  dismiss(job: string): void {
    this.#list = this.#list.filter((state) => state.job !== job);
  }

  #take(state: ExportState): void {
    // Whoever cancelled knows it.
    if (state.phase === 'cancelled') return this.dismiss(state.job);
    this.#list = this.#knows(state.job)
      ? this.#list.map((one) => (one.job === state.job ? state : one))
      : [...this.#list, state];
  }

  #knows(job: string): boolean {
    return this.#list.some((state) => state.job === job);
  }
}
