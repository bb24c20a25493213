import type { Api } from '../../app/ipc/shapes.ts';
import type { SegmentTakes } from '../../app/model/takes.ts';
import type { Notices } from './notices.svelte.ts';

type Lent = Pick<Api, 'takes' | 'export'>;

/** The takes of one paragraph, and what a person does with them. */
export class Takes {
  #segments = $state.raw<readonly SegmentTakes[]>([]);
  #of: { project: string; block: string } | null = null;
  readonly #api: Lent;
  readonly #notices: Notices;

  constructor(api: Lent, notices: Notices) {
    this.#api = api;
    this.#notices = notices;
  }

  get segments(): readonly SegmentTakes[] {
    return this.#segments;
  }

  async load(project: string, block: string | null): Promise<void> {
    if (this.#of?.block !== block) this.#segments = [];
    const of = (this.#of = block === null ? null : { project, block });
    if (!of) return;
    const segments = await this.#api.takes.list(of).catch(() => []);
    if (this.#of === of) this.#segments = segments;
  }

  listen(segment: string, take: number): Promise<void> {
    return this.#attempt(() => this.#api.takes.listen({ ...this.#project, segment, take }));
  }

  choose(segment: string, take: number): Promise<void> {
    return this.#attempt(() => this.#api.takes.choose({ ...this.#project, segment, take }));
  }

  discard(segment: string, take: number): Promise<void> {
    return this.#attempt(() => this.#api.takes.discard({ ...this.#project, segment, take }));
  }

  /** Another take of these paragraphs, or of one segment of them; made in the background, heard from then on. */
  async again(project: string, blocks: readonly string[], segment?: string): Promise<void> {
    await this.#attempt(async () => {
      const wanted = { project, blocks: [...blocks], ...(segment !== undefined && { segment }) };
      const { blocks: free } = await this.#api.takes.again(wanted);
      if (free.length > 0) await this.#api.export.make({ project, blocks: free });
    });
  }

  /** Makes what is missing of some paragraphs. */
  make(project: string, blocks: readonly string[]): Promise<void> {
    return this.#attempt(() => this.#api.export.make({ project, blocks: [...blocks] }));
  }

  get #project() {
    return { project: this.#of?.project ?? '' };
  }

  async #attempt(verb: () => Promise<unknown>): Promise<void> {
    try {
      await verb();
      if (this.#of) await this.load(this.#of.project, this.#of.block);
    } catch (thrown) {
      this.#notices.problem(thrown);
    }
  }
}
