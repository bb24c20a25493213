import type { Api } from '../../app/ipc/shapes.ts';
import type { ProjectSummary } from '../../app/model/project.ts';
import type { Notices } from './notices.svelte.ts';

/** The documents that were opened before, the latest first. */
export class Library {
  #list = $state.raw<readonly ProjectSummary[]>([]);
  readonly #api: Api['library'];
  readonly #notices: Notices;

  constructor(api: Api['library'], notices: Notices) {
    this.#api = api;
    this.#notices = notices;
    api.changed((list) => this.#take(list));
  }

  get list(): readonly ProjectSummary[] {
    return this.#list;
  }

  async load(): Promise<void> {
    try {
      this.#take(await this.#api.list());
    } catch (thrown) {
      this.#notices.problem(thrown);
    }
  }

  async remove(project: string): Promise<void> {
    try {
      await this.#api.remove({ project });
      this.#list = this.#list.filter((summary) => summary.id !== project);
    } catch (thrown) {
      this.#notices.problem(thrown, () => void this.remove(project));
    }
  }

  #take(list: readonly ProjectSummary[]): void {
    this.#list = list.toSorted((one, other) => other.changed - one.changed);
  }
}
