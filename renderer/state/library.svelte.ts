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
      const title = this.#list.find(({ id }) => id === project)?.title ?? '';
      await this.#api.remove({ project });
      this.#list = this.#list.filter((summary) => summary.id !== project);
      this.#notices.done(`“${title}” is removed.`, () => void this.restore(project));
    } catch (thrown) {
      this.#notices.problem(thrown, () => void this.remove(project));
    }
  }

  async restore(project: string): Promise<void> {
    await this.#attempt(
      () => this.#api.restore({ project }),
      () => void this.restore(project),
    );
    await this.load();
  }

  /** A copy with all its work, named after the first. */
  duplicate({ id, title }: ProjectSummary): Promise<void> {
    const copy = copyName(
      title,
      this.#list.map((summary) => summary.title),
    );
    return this.#attempt(() => this.#api.duplicate({ project: id, title: copy }), null);
  }

  /** Those whose title or author has every word of a search; all where it is empty. */
  found(search: string): readonly ProjectSummary[] {
    const words = folded(search).split(/\s+/).filter(Boolean);
    return this.#list.filter(({ title, author }) => {
      const about = folded(`${title} ${author ?? ''}`);
      return words.every((word) => about.includes(word));
    });
  }

  async #attempt(verb: () => Promise<unknown>, again: (() => void) | null): Promise<void> {
    try {
      await verb();
    } catch (thrown) {
      this.#notices.problem(thrown, again);
    }
  }

  #take(list: readonly ProjectSummary[]): void {
    this.#list = list.toSorted((one, other) => other.changed - one.changed);
  }
}

/** Without case and accents, as people search. */
const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

function copyName(title: string, taken: readonly string[]): string {
  const bare = title.replace(/ \(copy(?: \d+)?\)$/, '');
  for (let number = 1; ; number++) {
    const name = number === 1 ? `${bare} (copy)` : `${bare} (copy ${number})`;
    if (!taken.includes(name)) return name;
  }
}
