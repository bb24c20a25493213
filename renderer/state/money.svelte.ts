import type { Api } from '../../app/ipc/shapes.ts';
import type { Budget } from '../../app/model/money.ts';
import type { Notices } from './notices.svelte.ts';

/** What the document on the desk has cost so far, and what it may. */
export class Money {
  #budget = $state.raw<Budget | null>(null);
  #project: string | null = null;
  readonly #api: Api['money'];
  readonly #notices: Notices;

  constructor(api: Api['money'], notices: Notices) {
    this.#api = api;
    this.#notices = notices;
    api.changed(() => this.#project !== null && void this.load(this.#project));
  }

  /** Null until it is known. */
  get budget(): Budget | null {
    return this.#budget;
  }

  /** US dollars that may still be spent on it; null for no limit. */
  get left(): number | null {
    if (!this.#budget) return null;
    const { spent, caps } = this.#budget;
    const left = [caps.project, caps.month].map((cap, i) =>
      cap === null ? Infinity : cap - (i ? spent.month : spent.project),
    );
    const least = Math.min(...left);
    return least === Infinity ? null : Math.max(0, least);
  }

  async load(project: string): Promise<void> {
    this.#project = project;
    const budget = await this.#api.budget({ project }).catch(() => null);
    if (this.#project === project) this.#budget = budget;
  }

  /** The most that this document, or everything in a month, may cost in US dollars; null for no limit. */
  async limit(part: 'project' | 'month', dollars: number | null): Promise<void> {
    try {
      await this.#api.limit({ project: part === 'project' ? this.#project : null, dollars });
    } catch (thrown) {
      this.#notices.problem(thrown, () => void this.limit(part, dollars));
    }
  }
}
