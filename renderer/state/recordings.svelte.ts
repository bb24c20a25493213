import type { Api } from '../../app/ipc/shapes.ts';
import {
  type FileProgress,
  HISTORY_PAGE,
  type RecordingEntry,
  type TranscriptFormat,
  type TranscriptWish,
} from '../../app/model/dictation.ts';
import type { Notices } from './notices.svelte.ts';

type Again = Partial<Omit<Parameters<Api['dictation']['retry']>[0], 'recording'>>;

/** What was dictated, and files that were written down: the newest first. */
export class Recordings {
  #list = $state.raw<readonly RecordingEntry[]>([]);
  #wanted = $state.raw('');
  #playing = $state.raw<string | null>(null);
  #progress = $state.raw<Readonly<Record<string, FileProgress>>>({});
  /** May there be older ones? */
  #more = $state.raw(false);
  #run = 0;
  readonly #api: Api['dictation'];
  readonly #lend: (file: File) => Promise<string>;
  readonly #notices: Notices;

  constructor(api: Api['dictation'], lend: (file: File) => Promise<string>, notices: Notices) {
    this.#api = api;
    this.#lend = lend;
    this.#notices = notices;
    api.filed((news) => ('entry' in news ? this.#take(news.entry) : this.#drop(news.removed)));
    api.progress((progress) => (this.#progress = { ...this.#progress, [progress.id]: progress }));
    api.playing(({ recording }) => (this.#playing = recording));
  }

  get list(): readonly RecordingEntry[] {
    return this.#list;
  }

  /** The text that is searched for. */
  get wanted(): string {
    return this.#wanted;
  }

  get more(): boolean {
    return this.#more;
  }

  get playing(): string | null {
    return this.#playing;
  }

  progress(id: string): FileProgress | null {
    return this.#progress[id] ?? null;
  }

  load(): Promise<void> {
    return this.find(this.#wanted);
  }

  async find(text: string): Promise<void> {
    this.#wanted = text;
    const run = ++this.#run;
    await this.#attempt(async () => {
      const list = await this.#api.history({ text });
      if (run !== this.#run) return;
      this.#list = list;
      this.#more = list.length === HISTORY_PAGE;
    });
  }

  /** Adds the page that follows. */
  async older(): Promise<void> {
    const last = this.#list.at(-1);
    const run = this.#run;
    if (!last) return this.load();
    await this.#attempt(async () => {
      const { id, started } = last;
      const page = await this.#api.history({ text: this.#wanted, before: { id, started } });
      if (run !== this.#run) return;
      // A page that is asked for twice comes twice.
      const known = this.#list.map(({ id }) => id);
      this.#list = [...this.#list, ...page.filter(({ id }) => !known.includes(id))];
      this.#more = page.length === HISTORY_PAGE;
    });
  }

  edit(recording: string, text: string): Promise<void> {
    return this.#attempt(() => this.#api.edit({ recording, text }));
  }

  name(recording: string, speaker: string, name: string): Promise<void> {
    return this.#attempt(() => this.#api.name({ recording, speaker, name }));
  }

  retry(recording: string, again: Again): Promise<void> {
    return this.#attempt(() => this.#api.retry({ recording, ...again }));
  }

  restore(recording: string): Promise<void> {
    return this.#attempt(() => this.#api.restore({ recording }));
  }

  remove(recording: string): Promise<void> {
    return this.#attempt(() => this.#api.remove({ recording }));
  }

  clear(): Promise<void> {
    return this.#attempt(async () => {
      await this.#api.clear();
      await this.load();
    });
  }

  play(recording: string): Promise<void> {
    return this.#attempt(() => (this.#playing === recording ? this.#api.hush() : this.#api.play({ recording })));
  }

  async save(recording: string, format: TranscriptFormat): Promise<void> {
    await this.#attempt(async () => {
      const saved = await this.#api.save({ recording, format });
      if (saved) this.#notices.tell('Saved.', saved.path);
    });
  }

  /** Answers the project that it became, or null. */
  async script(recording: string): Promise<string | null> {
    let project: string | null = null;
    await this.#attempt(async () => {
      project = (await this.#api.script({ recording })).id;
    });
    return project;
  }

  async transcribe(files: readonly File[], wish: TranscriptWish): Promise<void> {
    for (const file of files) {
      await this.#attempt(async () => this.#api.transcribe({ ticket: await this.#lend(file), ...wish }));
    }
  }

  #take(entry: RecordingEntry): void {
    const known = this.#list.some(({ id }) => id === entry.id);
    if (known) this.#list = this.#list.map((one) => (one.id === entry.id ? entry : one));
    else if (this.#wanted === '' || entry.text.includes(this.#wanted)) this.#insert(entry);
  }

  /** Old ones are news, too, as when their sound goes to make room. Of those no page has shown yet, one will. */
  #insert(entry: RecordingEntry): void {
    const place = this.#list.findIndex((one) => isBefore(entry, one));
    if (place >= 0) this.#list = this.#list.toSpliced(place, 0, entry);
    else if (!this.#more) this.#list = [...this.#list, entry];
  }

  #drop(id: string): void {
    this.#list = this.#list.filter((one) => one.id !== id);
  }

  async #attempt(verb: () => Promise<unknown>): Promise<void> {
    try {
      await verb();
    } catch (thrown) {
      this.#notices.problem(thrown);
    }
  }
}

/** Is the one shown above the other? As the history sorts them: the newest first. */
const isBefore = (one: RecordingEntry, other: RecordingEntry) =>
  one.started > other.started || (one.started === other.started && one.id > other.id);
