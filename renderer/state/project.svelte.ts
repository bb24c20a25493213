import { SvelteMap } from 'svelte/reactivity';
import type { Api } from '../../app/ipc/shapes.ts';
import type { Estimate, Project, ProjectSummary } from '../../app/model/project.ts';
import type { Block, ScriptChapter, Voice } from '../../app/model/script.ts';
import type { Notices } from './notices.svelte.ts';

/** A chapter without its text: the blocks are looked up one by one, so that an edit touches one of them. */
export type ChapterHead = Omit<ScriptChapter, 'blocks'> & { blocks: readonly string[] };
type Head = ProjectSummary & { language: string | null };
/** Edits of one block that are under way: the newest one's number, and what the app last agreed to. */
type Pending = { run: number; agreed: Block };

/** The document on the desk. Every change shows at once and is taken back when the app refuses it. */
export class OpenProject {
  #head = $state.raw<Head | null>(null);
  #chapters = $state.raw<readonly ChapterHead[]>([]);
  #voice = $state.raw<Voice | null>(null);
  #estimate = $state.raw<Estimate | null>(null);
  readonly #blocks = new SvelteMap<string, Block>();
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing on the page reads it
  readonly #pending = new Map<string, Pending>();
  #run = 0;
  #estimateRun = 0;
  readonly #api: Api['script'];
  readonly #notices: Notices;

  constructor(api: Api['script'], notices: Notices) {
    this.#api = api;
    this.#notices = notices;
  }

  get head(): Head | null {
    return this.#head;
  }

  get chapters(): readonly ChapterHead[] {
    return this.#chapters;
  }

  get voice(): Voice | null {
    return this.#voice;
  }

  get estimate(): Estimate | null {
    return this.#estimate;
  }

  block(id: string): Block | undefined {
    return this.#blocks.get(id);
  }

  /** Characters in a chapter as it reads now. */
  characters(chapter: ChapterHead): number {
    return chapter.blocks.reduce((sum, id) => sum + (this.block(id)?.text.length ?? 0), 0);
  }

  /** Puts a document on the desk in place of the one before; the same one again is brought up to date. */
  take({ script, voice, ...head }: Project): void {
    if (this.#head?.id !== head.id) this.#blocks.clear();
    this.#pending.clear();
    for (const block of script.chapters.flatMap((chapter) => chapter.blocks)) {
      if (!same(this.#blocks.get(block.id), block)) this.#blocks.set(block.id, block);
    }
    this.#head = { ...head, language: script.language };
    this.#chapters = script.chapters.map(({ blocks, ...chapter }) => ({
      ...chapter,
      blocks: blocks.map((block) => block.id),
    }));
    this.#voice = voice;
    this.#estimate = null;
    void this.#reckon();
  }

  close(): void {
    this.#head = null;
    this.#chapters = [];
    this.#voice = null;
    this.#estimate = null;
    this.#blocks.clear();
    this.#pending.clear();
  }

  async edit(id: string, text: string): Promise<void> {
    const before = this.#blocks.get(id);
    const project = this.#head?.id;
    if (!before || !project || before.text === text) return;
    const run = ++this.#run;
    this.#pending.set(id, { run, agreed: this.#pending.get(id)?.agreed ?? before });
    this.#blocks.set(id, { ...before, text });
    try {
      const agreed = await this.#api.editBlock({ project, block: id, text });
      this.#settle(id, run, () => agreed);
    } catch (thrown) {
      if (this.#settle(id, run, ({ agreed }) => agreed)) {
        this.#notices.problem(thrown, () => void this.edit(id, text));
      }
    }
    await this.#reckon();
  }

  /** Ticks or unticks chapters; those that the app refuses go back to what they were. */
  async include(ids: readonly string[], included: boolean): Promise<void> {
    const project = this.#head?.id;
    if (!project) return;
    this.#tick(ids, included);
    await Promise.all(
      ids.map(async (chapter) => {
        try {
          await this.#api.includeChapter({ project, chapter, included });
        } catch (thrown) {
          this.#tick([chapter], !included);
          this.#notices.problem(thrown, () => void this.include([chapter], included));
        }
      }),
    );
    await this.#reckon();
  }

  async chooseVoice(voice: Voice): Promise<void> {
    const before = this.#voice;
    const project = this.#head?.id;
    if (!project) return;
    this.#voice = voice;
    try {
      await this.#api.chooseVoice({ project, voice });
    } catch (thrown) {
      if (this.#voice === voice) this.#voice = before;
      this.#notices.problem(thrown, () => void this.chooseVoice(voice));
    }
    await this.#reckon();
  }

  #tick(ids: readonly string[], included: boolean): void {
    this.#chapters = this.#chapters.map((chapter) => (ids.includes(chapter.id) ? { ...chapter, included } : chapter));
  }

  /** Shows the outcome of an edit unless a newer one of the same block is under way; tells whether it did. */
  #settle(id: string, run: number, outcome: (pending: Pending) => Block): boolean {
    const pending = this.#pending.get(id);
    if (pending?.run !== run) return false;
    this.#pending.delete(id);
    const block = outcome(pending);
    if (!same(this.#blocks.get(id), block)) this.#blocks.set(id, block);
    return true;
  }

  async #reckon(): Promise<void> {
    const project = this.#head?.id;
    const run = ++this.#estimateRun;
    if (!project) return;
    const estimate = await this.#api.estimate({ project }).catch(() => null);
    if (run === this.#estimateRun && this.#head?.id === project) this.#estimate = estimate;
  }
}

const same = (one: Block | undefined, other: Block): boolean => one?.text === other.text && one.kind === other.kind;
