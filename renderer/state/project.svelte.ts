import { untrack } from 'svelte';
import type { Api } from '../../app/ipc/shapes.ts';
import type { Change, History, WindowEdit } from '../../app/model/edit.ts';
import type { DocumentEstimate, OpenedProject, ProjectSummary, Step } from '../../app/model/project.ts';
import type { Block, CastMember, Voice } from '../../app/model/script.ts';
import { Blocks } from './blocks.svelte.ts';
import { type ChapterHead, headsOf, relisted, swapped } from './chapter-heads.ts';
import type { Notices } from './notices.svelte.ts';
import { placed } from './placed.ts';
import { Reckoning } from './reckoning.svelte.ts';

type Head = ProjectSummary & { language: string | null };

const NO_HISTORY: History = { undo: null, redo: null };

/** The document on the desk. It follows the app step by step; only typing shows before the app has agreed. */
export class OpenProject {
  #head = $state.raw<Head | null>(null);
  #chapters = $state.raw<readonly ChapterHead[]>([]);
  #cast = $state.raw<readonly CastMember[]>([]);
  #voice = $state.raw<Voice | null>(null);
  #history = $state.raw<History>(NO_HISTORY);
  readonly #blocks = new Blocks();
  #revision = $state.raw(0);
  #touched: string | null = null;
  readonly #reckoning: Reckoning;
  #typed: Promise<void> = Promise.resolve();
  readonly #api: Pick<Api, 'script' | 'library'>;
  readonly #notices: Notices;

  constructor(api: Pick<Api, 'script' | 'library'>, notices: Notices) {
    this.#api = api;
    this.#reckoning = new Reckoning(api.script, () => this.#head?.id);
    this.#notices = notices;
    api.script.stepped((step) => this.#follow(step));
  }

  get head(): Head | null {
    return this.#head;
  }

  get chapters(): readonly ChapterHead[] {
    return this.#chapters;
  }

  get cast(): readonly CastMember[] {
    return this.#cast;
  }

  get voice(): Voice | null {
    return this.#voice;
  }

  /** US dollars by which the last edits made what is left to make dearer; null where they did not. */
  get dearer(): number | null {
    return this.#reckoning.dearer;
  }

  get estimate(): DocumentEstimate | null {
    return this.#reckoning.estimate;
  }

  /** What may be taken back, and taken up again. */
  get history(): History {
    return this.#history;
  }

  block(id: string): Block | undefined {
    return this.#blocks.get(id);
  }

  /** The block that the last step changed first and left there; null where it left none. */
  get touched(): string | null {
    return this.#touched;
  }

  /** Characters in a chapter as the app last had it: to watch each block would be a dependency for each of 20,000. */
  characters(chapter: ChapterHead): number {
    void this.#revision;
    return untrack(() => chapter.blocks.reduce((sum, id) => sum + (this.block(id)?.text.length ?? 0), 0));
  }

  /** How many paragraphs each of the cast speaks, as the app last had it. */
  get speeches(): ReadonlyMap<string, number> {
    void this.#revision;
    return untrack(() => {
      // eslint-disable-next-line svelte/prefer-svelte-reactivity -- of this call alone
      const counts = new Map<string, number>();
      for (const id of this.#chapters.flatMap(({ blocks }) => blocks)) {
        const speaker = this.block(id)?.speaker;
        if (speaker) counts.set(speaker, (counts.get(speaker) ?? 0) + 1);
      }
      return counts;
    });
  }

  /** Puts a document on the desk in place of the one before; the same one again is brought up to date. */
  take({ script, voice, history, revision, ...head }: OpenedProject): void {
    const blocks = script.chapters.flatMap((chapter) => chapter.blocks);
    if (this.#head?.id !== head.id) this.#blocks.clear();
    this.#blocks.take(blocks);
    this.#head = { ...head, language: script.language };
    this.#chapters = headsOf(script.chapters);
    this.#cast = script.cast;
    this.#voice = voice;
    this.#history = history;
    this.#revision = revision;
    this.#reckoning.clear();
    void this.#reckoning.reckon();
  }

  close(): void {
    this.#head = null;
    this.#chapters = [];
    this.#cast = [];
    this.#voice = null;
    this.#reckoning.clear();
    this.#history = NO_HISTORY;
    this.#blocks.clear();
  }

  /** New text of a block, which shows at once and is taken back when the app refuses it. */
  type(id: string, text: string): Promise<void> {
    return (this.#typed = this.#blocks.type(id, text, () =>
      this.#ask(
        (project) => this.#api.script.edit({ project, edit: { type: 'text', block: id, text } }),
        () => void this.type(id, text),
      ),
    ));
  }

  /** Settles when the app has what was typed last. */
  get typed(): Promise<void> {
    return this.#typed;
  }

  /** Any other edit; it shows when the app has made it. Tells whether it was made. */
  edit(edit: WindowEdit): Promise<boolean> {
    return this.#ask(
      (project) => this.#api.script.edit({ project, edit }),
      () => void this.edit(edit),
    );
  }

  undo(): Promise<boolean> {
    return this.#ask((project) => this.#api.script.undo({ project }), null);
  }

  redo(): Promise<boolean> {
    return this.#ask((project) => this.#api.script.redo({ project }), null);
  }

  async #ask(call: (project: string) => Promise<void>, again: (() => void) | null): Promise<boolean> {
    const project = this.#head?.id;
    if (!project) return false;
    try {
      await call(project);
      return true;
    } catch (thrown) {
      this.#notices.problem(thrown, again);
      return false;
    }
  }

  #follow({ project, revision, change, history }: Step & { project: string }): void {
    if (project !== this.#head?.id) return;
    this.#history = history;
    if (revision > this.#revision + 1) void this.#catchUp(project);
    else if (revision === this.#revision + 1) {
      this.#show(change);
      this.#revision = revision;
      void this.#reckoning.reckon(true);
    }
  }

  #show({ front, cast, chapters, blocks }: Change): void {
    this.#touched = blocks.find(({ after }) => after)?.after?.id ?? null;
    if (front?.after) {
      const { title, author, voice } = front.after;
      this.#head = { ...this.#head!, title, author };
      this.#voice = voice;
    }
    if (cast.length > 0) this.#cast = placed(this.#cast, cast);
    for (const swap of blocks) this.#blocks.show(swap);
    this.#chapters = relisted(swapped(this.#chapters, chapters), blocks, (id) => this.#blocks.get(id));
    for (const { before, after } of blocks) if (before && !after) this.#blocks.remove(before.id);
  }

  async #catchUp(project: string): Promise<void> {
    try {
      const opened = await this.#api.library.open({ project });
      if (this.#head?.id === project) this.take(opened);
    } catch (thrown) {
      this.#notices.problem(thrown, () => void this.#catchUp(project));
    }
  }
}
