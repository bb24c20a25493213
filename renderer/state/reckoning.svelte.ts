import type { Api } from '../../app/ipc/shapes.ts';
import type { DocumentEstimate } from '../../app/model/project.ts';

/** How often what is being made is reckoned anew, in ms. */
const LATER = 700;

/** What the document on the desk comes to, and what is left to make of it. */
export class Reckoning {
  #estimate = $state.raw<DocumentEstimate | null>(null);
  #dearer = $state.raw<number | null>(null);
  #run = 0;
  #due = false;
  readonly #api: Api['script'];
  readonly #project: () => string | undefined;

  constructor(api: Api['script'], project: () => string | undefined) {
    this.#api = api;
    this.#project = project;
    // What has been made need not be bought any more.
    api.sounded(({ project }) => project === this.#project() && this.#later());
  }

  get estimate(): DocumentEstimate | null {
    return this.#estimate;
  }

  /** US dollars by which the last step made what is left dearer; null where it did not. */
  get dearer(): number | null {
    return this.#dearer;
  }

  clear(): void {
    this.#run++;
    this.#estimate = null;
    this.#dearer = null;
  }

  /** `edited`: a step was taken since the last time. */
  async reckon(edited = false): Promise<void> {
    const project = this.#project();
    const run = ++this.#run;
    if (project === undefined) return;
    const estimate = await this.#api.estimate({ project }).catch(() => null);
    if (run !== this.#run || this.#project() !== project) return;
    const before = this.#estimate?.cost ?? null;
    if (edited) this.#dearer = before !== null && (estimate?.cost ?? 0) > before ? estimate!.cost! - before : null;
    this.#estimate = estimate;
  }

  #later(): void {
    if (this.#due) return;
    this.#due = true;
    setTimeout(() => {
      this.#due = false;
      void this.reckon();
    }, LATER);
  }
}
