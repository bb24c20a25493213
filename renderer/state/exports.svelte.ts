import type { Api } from '../../app/ipc/shapes.ts';
import { type ExportHabits, type ExportState, USUAL_NAMES } from '../../app/model/export.ts';
import { FileNames } from './file-names.svelte.ts';
import type { Notices } from './notices.svelte.ts';

type ExportOrder = Parameters<Api['export']['start']>[0];

/** What a new window has to hear of: an export that has failed waits for somebody to say what becomes of it. */
const open: ReadonlySet<ExportState['phase']> = new Set(['waiting', 'working', 'paused', 'failed'] as const);

/** Exports that are not done, and those that were done while this window looked on. */
export class Exports {
  #list = $state.raw<readonly ExportState[]>([]);
  #starting = $state.raw(false);
  #habits: ExportHabits = { format: 'mp3', chapters: 'embedded', loudness: 'as-is', names: USUAL_NAMES };
  readonly fileNames: FileNames;
  readonly #api: Api['export'];
  readonly #notices: Notices;

  readonly #lend: (file: File) => Promise<string>;

  /** `lend` answers the ticket that stands for a file. */
  constructor(api: Api['export'], notices: Notices, lend: (file: File) => Promise<string>) {
    this.#api = api;
    this.#notices = notices;
    this.#lend = lend;
    this.fileNames = new FileNames(api);
    api.changed((state) => this.#take(state));
    api.ordered((jobs) => {
      const place = ({ job }: ExportState) => jobs.indexOf(job);
      this.#list = this.#list.toSorted((one, other) => place(one) - place(other));
    });
  }

  get list(): readonly ExportState[] {
    return this.#list;
  }

  /** True from the wish to the choice of a destination. */
  get starting(): boolean {
    return this.#starting;
  }

  /** What the last export was to be like. */
  get habits(): ExportHabits {
    return this.#habits;
  }

  /** Brings back what is not done; what was done before has been seen. */
  async load(): Promise<void> {
    try {
      this.#habits = await this.#api.habits();
      for (const state of await this.#api.list()) {
        if (open.has(state.phase) || this.#knows(state.job)) this.#take(state);
      }
    } catch (thrown) {
      this.#notices.problem(thrown);
    }
  }

  async start(order: Omit<ExportOrder, 'cover'>, cover: File | null = null): Promise<void> {
    this.#starting = true;
    try {
      const { format, chapters = 'embedded', loudness = 'as-is', names = USUAL_NAMES } = order;
      this.#habits = { format, chapters, loudness, names };
      await this.#api.start({ ...order, ...(cover && { cover: await this.#lend(cover) }) });
    } catch (thrown) {
      this.#notices.problem(thrown, () => void this.start(order, cover));
    } finally {
      this.#starting = false;
    }
  }

  /** Makes the sound of a document ahead: all that is missing. */
  async make(project: string): Promise<void> {
    await this.#api
      .make({ project })
      .catch((thrown: unknown) => this.#notices.problem(thrown, () => void this.make(project)));
  }

  /** Puts a job in front of all that wait. */
  async first(job: string): Promise<void> {
    const before = this.#list.find(({ phase }) => phase === 'waiting')?.job ?? null;
    await this.#api.move({ job, before }).catch((thrown: unknown) => this.#notices.problem(thrown));
  }

  async cancel(job: string): Promise<void> {
    await this.#api.cancel({ job }).catch((thrown: unknown) => this.#notices.problem(thrown));
  }

  async pause(job: string): Promise<void> {
    await this.#api.pause({ job }).catch((thrown: unknown) => this.#notices.problem(thrown));
  }

  /** Goes on with what was paused or has failed. */
  async resume(job: string): Promise<void> {
    await this.#api.resume({ job }).catch((thrown: unknown) => this.#notices.problem(thrown));
  }

  async reveal(job: string): Promise<void> {
    await this.#api.reveal({ job }).catch((thrown: unknown) => this.#notices.problem(thrown));
  }

  /** Puts away one that is done, or that has failed and shall not be tried again. */
  async dismiss({ job, phase }: ExportState): Promise<void> {
    this.#drop(job);
    if (phase === 'failed') await this.cancel(job);
  }

  #drop(job: string): void {
    this.#list = this.#list.filter((state) => state.job !== job);
  }

  #take(state: ExportState): void {
    // Whoever cancelled knows it.
    if (state.phase === 'cancelled') return this.#drop(state.job);
    this.#list = this.#knows(state.job)
      ? this.#list.map((one) => (one.job === state.job ? state : one))
      : [...this.#list, state];
  }

  #knows(job: string): boolean {
    return this.#list.some((state) => state.job === job);
  }
}
