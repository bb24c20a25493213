import type { Api } from '../../app/ipc/shapes.ts';
import type { NamesToBe } from '../../app/model/export.ts';
import { type PlainProblem, plainProblem } from '../../app/model/problem.ts';

type NamesAsked = Parameters<Api['export']['names']>[0];

/** What files would be called; asked at every key, and answered as fast as the app can. */
export class FileNames {
  #shown = $state.raw<NamesToBe | null>(null);
  #problem = $state.raw<PlainProblem | null>(null);
  #next: NamesAsked | null = null;
  #asking = false;
  readonly #api: Pick<Api['export'], 'names'>;

  constructor(api: Pick<Api['export'], 'names'>) {
    this.#api = api;
  }

  /** The last answer that there was; null before the first. */
  get shown(): NamesToBe | null {
    return this.#shown;
  }

  /** Why what was asked last can be no name; null where it can. */
  get problem(): PlainProblem | null {
    return this.#problem;
  }

  /** What is asked while an answer is on its way waits for it; only the last of that is asked. */
  async ask(asked: NamesAsked): Promise<void> {
    this.#next = asked;
    if (this.#asking) return;
    this.#asking = true;
    while (this.#next) {
      const now: NamesAsked = this.#next;
      this.#next = null;
      try {
        this.#shown = await this.#api.names(now);
        this.#problem = null;
      } catch (thrown) {
        this.#problem = plainProblem(thrown);
      }
    }
    this.#asking = false;
  }
}
