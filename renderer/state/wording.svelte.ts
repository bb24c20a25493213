import type { Api } from '../../app/ipc/shapes.ts';
import type { Pronunciation, ScriptPronunciation, SpokenPart } from '../../app/model/pronunciation.ts';
import type { OpenedProject, Step } from '../../app/model/project.ts';
import type { Notices } from './notices.svelte.ts';
import { placed } from './placed.ts';
import { Watched } from './watched.svelte.ts';

interface Needs {
  api: Pick<Api, 'pronunciations' | 'script'>;
  notices: Notices;
  lend(file: File): Promise<string>;
}

/** How words are said, in the document on the desk and in all of them, and what is spoken for each block. */
export class Wording {
  #general = $state.raw<readonly Pronunciation[]>([]);
  #own = $state.raw<readonly ScriptPronunciation[]>([]);
  #spelled = $state.raw(false);
  #shown = $state.raw(false);
  /** Grows when blocks may be read otherwise than before. */
  #version = $state.raw(0);
  readonly #parts = new Watched<SpokenPart[]>();
  #project: string | null = null;
  /** Blocks to be asked about with the next question. */
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing on the page reads it
  readonly #wanted = new Set<string>();
  readonly #needs: Needs;

  constructor(needs: Needs) {
    this.#needs = needs;
    needs.api.pronunciations.changed((list) => {
      this.#general = list;
      this.#version += 1;
    });
    needs.api.script.stepped((step) => this.#follow(step));
  }

  /** Those for every document. */
  get general(): readonly Pronunciation[] {
    return this.#general;
  }

  /** Those of the document on the desk. */
  get own(): readonly Pronunciation[] {
    return this.#own;
  }

  /** Are numbers and abbreviations of the document written out? */
  get spelled(): boolean {
    return this.#spelled;
  }

  /** Does what is spoken stand beside what is shown? */
  get shown(): boolean {
    return this.#shown;
  }

  toggle(): void {
    this.#shown = !this.#shown;
  }

  async load(): Promise<void> {
    await this.#attempt(async () => (this.#general = await this.#needs.api.pronunciations.list()));
  }

  take({ id, script }: OpenedProject): void {
    if (this.#project !== id) this.#parts.clear();
    this.#project = id;
    this.#own = script.pronunciations;
    this.#spelled = script.spelled;
    this.#version += 1;
  }

  /** What is spoken for a block, as far as it is known. */
  of(block: string): SpokenPart[] | undefined {
    return this.#parts.get(block);
  }

  /** Asks what is spoken for a block, with all others that are wanted at the same time; again when that changes. */
  want(block: string): void {
    void this.#version;
    this.#wanted.add(block);
    if (this.#wanted.size === 1) setTimeout(() => void this.#ask());
  }

  /** A new one, or one with that id changed; tells whether it was kept. */
  save(pronunciation: Pronunciation, everywhere: boolean): Promise<boolean> {
    const { pronunciations, script } = this.#needs.api;
    return this.#attempt(() =>
      everywhere
        ? pronunciations.save({ pronunciation })
        : script.edit({ project: this.#project!, edit: { type: 'pronounce', pronunciations: [pronunciation] } }),
    );
  }

  remove(id: string, everywhere: boolean): Promise<boolean> {
    const { pronunciations, script } = this.#needs.api;
    return this.#attempt(() =>
      everywhere
        ? pronunciations.remove({ ids: [id] })
        : script.edit({ project: this.#project!, edit: { type: 'unpronounce', pronunciations: [id] } }),
    );
  }

  spell(spelled: boolean): Promise<boolean> {
    const edit = { type: 'spell' as const, spelled };
    return this.#attempt(() => this.#needs.api.script.edit({ project: this.#project!, edit }));
  }

  /** Says a sentence with the word in it. */
  try(pronunciation: Pronunciation): Promise<boolean> {
    return this.#attempt(() => this.#needs.api.pronunciations.try({ project: this.#project!, pronunciation }));
  }

  /** Takes over a table; answers how many it held, null where that failed. */
  async import(file: File, everywhere: boolean): Promise<number | null> {
    let count: number | null = null;
    await this.#attempt(async () => {
      const ticket = await this.#needs.lend(file);
      count = await this.#needs.api.pronunciations.import({ ticket, ...this.#where(everywhere) });
    });
    return count;
  }

  /** Tells whether a table was written. */
  async export(everywhere: boolean): Promise<boolean> {
    let written = false;
    await this.#attempt(async () => {
      written = await this.#needs.api.pronunciations.export(this.#where(everywhere));
    });
    return written;
  }

  #where(everywhere: boolean): { project?: string } {
    return everywhere ? {} : { project: this.#project! };
  }

  #follow({ project, change }: Step & { project: string }): void {
    if (project !== this.#project) return;
    const { front, pronunciations, cast } = change;
    if (pronunciations.length > 0) this.#own = placed(this.#own, pronunciations);
    if (front?.after) this.#spelled = front.after.spelled;
    if (front || pronunciations.length + cast.length > 0) this.#version += 1;
  }

  async #ask(): Promise<void> {
    const project = this.#project;
    const blocks = [...this.#wanted];
    this.#wanted.clear();
    if (project === null) return;
    // A block that is not told keeps what was told of it before; the next change asks again.
    const told = await this.#needs.api.script.spoken({ project, blocks }).catch(() => ({}));
    if (project !== this.#project) return;
    for (const [block, parts] of Object.entries(told)) this.#parts.set(block, parts);
  }

  async #attempt(verb: () => Promise<unknown>): Promise<boolean> {
    try {
      await verb();
      return true;
    } catch (thrown) {
      this.#needs.notices.problem(thrown);
      return false;
    }
  }
}
