import type { Api } from '../../app/ipc/shapes.ts';
import type { BlockState } from '../../app/model/sound.ts';
import { Watched } from './watched.svelte.ts';

/** How the blocks of the document on the desk stand with their sound. */
export class Sounding {
  readonly #states = new Watched<BlockState>();
  #project: string | null = null;
  readonly #api: Api['script'];

  constructor(api: Api['script']) {
    this.#api = api;
    api.sounded(({ project, blocks }) => {
      if (project === this.#project)
        for (const [block, state] of Object.entries(blocks)) this.#states.set(block, state);
    });
  }

  of(block: string): BlockState {
    return this.#states.get(block) ?? 'unmade';
  }

  /** Asks for all of them. Where that fails none is known, and the next to be made will tell itself. */
  async load(project: string): Promise<void> {
    if (this.#project !== project) this.#states.clear();
    this.#project = project;
    const states = await this.#api.states({ project }).catch(() => ({}));
    if (this.#project !== project) return;
    for (const block of this.#states.keys()) if (!(block in states)) this.#states.delete(block);
    for (const [block, state] of Object.entries(states)) this.#states.set(block, state);
  }
}
