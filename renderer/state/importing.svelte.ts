import type { Api } from '../../app/ipc/shapes.ts';
import type { ImportPreview, ImportWish } from '../../app/model/import.ts';
import { type PlainProblem, plainProblem } from '../../app/model/problem.ts';
import type { HandedDocument } from '../../app/model/order.ts';
import type { OpenedProject } from '../../app/model/project.ts';
import { type ImportSource, lentOf, nameOf } from './import-source.ts';
import { Ticks } from './ticks.svelte.ts';

interface Needs {
  api: Api['library'];
  lend(file: File): Promise<string>;
  /** Takes what was imported; it is on the desk when this settles. */
  taken(project: OpenedProject): Promise<void>;
}

/** Documents on their way in, one after the other: each is read, then waits for a person's choice. */
export class Importing {
  #queue = $state.raw<readonly ImportSource[]>([]);
  #phase = $state.raw<'reading' | 'choosing' | 'taking' | null>(null);
  #share = $state.raw<number | null>(null);
  #preview = $state.raw<ImportPreview | null>(null);
  #problem = $state.raw<PlainProblem | null>(null);
  #project = $state.raw<string | null>(null);
  #wish = $state.raw<ImportWish>({ code: 'spoken', marks: 'removed', foreign: 'narrator' });
  readonly ticks = new Ticks();
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
    return source ? nameOf(source) : '';
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

  /** What becomes of code, marks of notes and passages in other languages; as it was chosen for the document before. */
  get wish(): ImportWish {
    return this.#wish;
  }

  /** Does it open with a password that is still to be given? */
  get locked(): boolean {
    return this.#problem?.code === 'password-needed' || this.#problem?.code === 'password-wrong';
  }

  add(files: readonly File[]): void {
    this.#join(files.map((file) => ({ file })));
  }

  /** Documents that were opened with Lectern, or chosen in its menu. */
  take(documents: readonly HandedDocument[]): void {
    this.#join(documents);
  }

  paste(text: string): void {
    if (text.trim() !== '') this.#join([{ text }]);
  }

  /** Reads the first document, anew where it was read before; a password goes with the wish and is kept nowhere. */
  async read(password?: string): Promise<void> {
    const [source] = this.#queue;
    this.#leave();
    if (!source) return;
    this.#phase = 'reading';
    await this.#attempt(async (current) => {
      const wanted = await lentOf(source, this.#needs.lend);
      if (!current()) return;
      const { import: id } = await this.#needs.api.read(
        'ticket' in wanted && password ? { ...wanted, password } : wanted,
      );
      if (!current()) return void this.#needs.api.cancel({ import: id }).catch(() => {});
      this.#id = id;
      await this.#look(null, current);
    });
  }

  /** Looks at it as a newer version of a project, with that one's names, voice and ticks; null for a new one. */
  async regard(project: string | null): Promise<void> {
    await this.#attempt((current) => this.#look(project, current));
  }

  /** Has code, marks of notes or passages in other languages spoken in another way; the ticks stay. */
  async speak(wish: Partial<ImportWish>): Promise<void> {
    this.#wish = { ...this.#wish, ...wish };
    await this.#attempt((current) => this.#look(this.#project, current, true));
  }

  /** Imports what is ticked, and goes on to the next document. */
  async finish(): Promise<void> {
    if (this.#phase !== 'choosing' || this.ticks.count === 0 || !this.#id) return;
    const id = this.#id;
    const project = this.#project;
    const names = { title: this.title.trim(), author: this.author.trim() || null };
    const choice = { ...names, chapters: this.ticks.places, ...this.#wish };
    this.#phase = 'taking';
    await this.#attempt(async (current) => {
      const opened = await this.#needs.api.import({ import: id, ...choice, ...(project ? { project } : {}) });
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

  #join(sources: readonly ImportSource[]): void {
    this.#queue = [...this.#queue, ...sources];
    if (this.#phase === null) void this.read();
  }

  /** `again`: only the figures have changed, and what the person did stays. */
  async #look(project: string | null, current: () => boolean, again = false): Promise<void> {
    if (!this.#id) return;
    const wish = { import: this.#id, ...this.#wish, ...(project ? { project } : {}) };
    const preview = await this.#needs.api.preview(wish);
    if (!current()) return;
    this.#preview = preview;
    this.#phase = 'choosing';
    if (again) return this.ticks.refigure(preview.chapters);
    this.#project = project;
    this.ticks.propose(preview.chapters);
    this.title = preview.title;
    this.author = preview.author ?? '';
  }

  /** Forgets the document that was read; what is on its way of it is not waited for any more. */
  #leave(): void {
    this.#run++;
    if (this.#id) void this.#needs.api.cancel({ import: this.#id }).catch(() => {});
    this.#id = null;
    this.#phase = null;
    this.#share = null;
    this.#preview = null;
    this.ticks.propose([]);
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
