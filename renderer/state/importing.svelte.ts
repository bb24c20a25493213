import { SvelteSet } from 'svelte/reactivity';
import type { Api } from '../../app/ipc/shapes.ts';
import { type ImportChapter, type ImportPreview, LONGEST_PASTE } from '../../app/model/import.ts';
import { type PlainProblem, plainProblem, Problem } from '../../app/model/problem.ts';
import type { OpenedProject } from '../../app/model/project.ts';

/** What a person wants to have read: a file, or text that they pasted. */
type Source = { file: File } | { text: string };

/** What the ticked chapters come to. */
export interface Totals {
  seconds: number;
  /** US dollars, without what is narrated already; null where no price is published. */
  cost: number | null;
  passages: number;
  narrated: number;
}

interface Needs {
  api: Api['library'];
  lend(file: File): Promise<string>;
  /** Takes what was imported; it is on the desk when this settles. */
  taken(project: OpenedProject): Promise<void>;
}

/** Documents on their way in, one after the other: each is read, then waits for a person's choice. */
export class Importing {
  #queue = $state.raw<readonly Source[]>([]);
  #phase = $state.raw<'reading' | 'choosing' | 'taking' | null>(null);
  #share = $state.raw<number | null>(null);
  #preview = $state.raw<ImportPreview | null>(null);
  #problem = $state.raw<PlainProblem | null>(null);
  #project = $state.raw<string | null>(null);
  readonly #ticked = new SvelteSet<number>();
  title = $state('');
  author = $state('');
  #id: string | null = null;
  #run = 0;
  readonly #needs: Needs;

  constructor(needs: Needs) {
    this.#needs = needs;
    needs.api.reading(({ import: id, share }) => {
      if (id === this.#id) this.#share = share;
    });
  }

  /** What is being done with the first document of the queue; null where there is none. */
  get phase(): 'reading' | 'choosing' | 'taking' | null {
    return this.#phase;
  }

  /** As the person knows it. */
  get name(): string {
    const [source] = this.#queue;
    return source && 'file' in source ? source.file.name : 'the pasted text';
  }

  /** Documents that come after this one. */
  get waiting(): number {
    return Math.max(0, this.#queue.length - 1);
  }

  /** How far it has been read, from 0 to 1; null as long as nobody can tell. */
  get share(): number | null {
    return this.#share;
  }

  get problem(): PlainProblem | null {
    return this.#problem;
  }

  get preview(): ImportPreview | null {
    return this.#preview;
  }

  /** Id of the project that it is a newer version of; null for a new one. */
  get project(): string | null {
    return this.#project;
  }

  get chapters(): readonly ImportChapter[] {
    return this.#preview?.chapters ?? [];
  }

  ticked(index: number): boolean {
    return this.#ticked.has(index);
  }

  get tickedCount(): number {
    return this.#ticked.size;
  }

  get totals(): Totals {
    const totals: Totals = { seconds: 0, cost: 0, passages: 0, narrated: 0 };
    for (const [index, { estimate, narrated }] of this.chapters.entries()) {
      if (!this.#ticked.has(index)) continue;
      totals.seconds += estimate.seconds;
      totals.cost = totals.cost === null || estimate.cost === null ? null : totals.cost + estimate.cost;
      totals.passages += estimate.segments;
      totals.narrated += narrated;
    }
    return totals;
  }

  add(files: readonly File[]): void {
    this.#join(files.map((file) => ({ file })));
  }

  paste(text: string): void {
    if (text.trim() !== '') this.#join([{ text }]);
  }

  tick(indices: Iterable<number>, included: boolean): void {
    for (const index of indices) {
      if (included) this.#ticked.add(index);
      else this.#ticked.delete(index);
    }
  }

  /** Reads the first document, anew where it was read before. */
  async read(): Promise<void> {
    const [source] = this.#queue;
    this.#leave();
    if (!source) return;
    this.#phase = 'reading';
    await this.#attempt(async (current) => {
      const ticket = 'file' in source ? { ticket: await this.#needs.lend(source.file) } : pasted(source.text);
      if (!current()) return;
      const { import: id } = await this.#needs.api.read(ticket);
      if (!current()) return void this.#needs.api.cancel({ import: id }).catch(() => {});
      this.#id = id;
      await this.#look(null, current);
    });
  }

  /** Looks at it as a newer version of a project, with that one's names, voice and ticks; null for a new one. */
  async regard(project: string | null): Promise<void> {
    await this.#attempt((current) => this.#look(project, current));
  }

  /** Imports what is ticked, and goes on to the next document. */
  async finish(): Promise<void> {
    if (this.#phase !== 'choosing' || this.#ticked.size === 0 || !this.#id) return;
    const id = this.#id;
    const project = this.#project;
    const choice = { title: this.title.trim(), author: this.author.trim() || null };
    this.#phase = 'taking';
    await this.#attempt(async (current) => {
      const chapters = [...this.#ticked].sort((one, other) => one - other);
      const opened = await this.#needs.api.import({ import: id, chapters, ...choice, ...(project ? { project } : {}) });
      this.#id = null;
      if (!current()) return;
      await this.#needs.taken(opened);
      if (current()) this.skip();
    });
    if (this.#phase === 'taking') this.#phase = 'choosing';
  }

  /** Leaves this document out and goes on to the next. */
  skip(): void {
    this.#queue = this.#queue.slice(1);
    void this.read();
  }

  /** Leaves all of them out. */
  cancel(): void {
    this.#queue = [];
    void this.read();
  }

  #join(sources: readonly Source[]): void {
    this.#queue = [...this.#queue, ...sources];
    if (this.#phase === null) void this.read();
  }

  async #look(project: string | null, current: () => boolean): Promise<void> {
    if (!this.#id) return;
    const preview = await this.#needs.api.preview({ import: this.#id, ...(project ? { project } : {}) });
    if (!current()) return;
    this.#preview = preview;
    this.#project = project;
    this.#ticked.clear();
    for (const [index, { included }] of preview.chapters.entries()) if (included) this.#ticked.add(index);
    this.title = preview.title;
    this.author = preview.author ?? '';
    this.#phase = 'choosing';
  }

  /** Forgets the document that was read; what is on its way of it is not waited for any more. */
  #leave(): void {
    this.#run++;
    if (this.#id) void this.#needs.api.cancel({ import: this.#id }).catch(() => {});
    this.#id = null;
    this.#phase = null;
    this.#share = null;
    this.#preview = null;
    this.#problem = null;
    this.#project = null;
  }

  async #attempt(work: (current: () => boolean) => Promise<void>): Promise<void> {
    const run = ++this.#run;
    const current = () => run === this.#run;
    this.#problem = null;
    try {
      await work(current);
    } catch (thrown) {
      if (current()) this.#problem = plainProblem(thrown);
    }
  }
}

function pasted(text: string): { text: string } {
  if (text.length <= LONGEST_PASTE) return { text };
  throw new Problem('file-too-large', 'more text than a paste may have', { details: { most: LONGEST_PASTE } });
}
