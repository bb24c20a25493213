import { createContext } from 'svelte';
import { connect } from '../../app/ipc/connect.ts';
import type { Api } from '../../app/ipc/shapes.ts';
import type { VoiceEntry } from '../../app/model/catalog.ts';
import type { OpenedProject, ProjectSummary } from '../../app/model/project.ts';
import type { Voice } from '../../app/model/script.ts';
import type { Bridge } from '../bridge.ts';
import { Casting } from './casting.svelte.ts';
import { Connection } from './connection.svelte.ts';
import { Dictating } from './dictating.svelte.ts';
import { Exports } from './exports.svelte.ts';
import { Importing } from './importing.svelte.ts';
import { Library } from './library.svelte.ts';
import { Listening } from './listening.svelte.ts';
import { Money } from './money.svelte.ts';
import { Notices } from './notices.svelte.ts';
import { Player } from './player.svelte.ts';
import { Preferences } from './preferences.svelte.ts';
import { OpenProject } from './project.svelte.ts';
import { Sight } from './sight.ts';
import { Sounding } from './sounding.svelte.ts';
import { Status } from './status.svelte.ts';
import { Takes } from './takes.svelte.ts';
import { Updating } from './updating.svelte.ts';
import { Voices } from './voices.svelte.ts';
import { Waveform } from './waveform.svelte.ts';
import { Wording } from './wording.svelte.ts';

/** Everything behind one window, put together once. */
export class Studio {
  readonly connection: Connection;
  readonly notices = new Notices();
  readonly status: Status;
  readonly library: Library;
  readonly importing: Importing;
  readonly project: OpenProject;
  readonly sounding: Sounding;
  readonly sight = new Sight();
  readonly casting: Casting;
  readonly takes: Takes;
  readonly money: Money;
  readonly voices: Voices;
  readonly player: Player;
  readonly listening: Listening;
  readonly exports: Exports;
  readonly wording: Wording;
  readonly waveform: Waveform;
  readonly updating: Updating;
  readonly dictating: Dictating;
  readonly preferences: Preferences;
  #starting = $state.raw(true);
  #opening = $state.raw<string | null>(null);
  #remembered: string | null = null;
  #run = 0;
  readonly #api: Api;

  /** `pictured` settles when what was changed just now can be seen. */
  constructor(bridge: Bridge, pictured: () => Promise<void>) {
    const api = (this.#api = connect(bridge.wire));
    this.connection = new Connection(() => bridge.retry());
    this.status = new Status(api.app, this.notices);
    this.library = new Library(api.library, this.notices);
    this.importing = new Importing({
      api: api.library,
      lend: (file) => bridge.lend(file),
      taken: (project) => this.#open(project.title, async () => project),
    });
    this.project = new OpenProject(api, this.notices);
    this.sounding = new Sounding(api.script);
    this.casting = new Casting(this.project);
    this.takes = new Takes(api, this.notices);
    this.money = new Money(api.money, this.notices);
    this.voices = new Voices(api.voices, this.notices, pictured);
    this.player = new Player(api.player, this.notices);
    this.listening = new Listening(api.player, this.notices);
    this.exports = new Exports(api.export, this.notices, (file) => bridge.lend(file));
    this.wording = new Wording({ api, notices: this.notices, lend: (file) => bridge.lend(file) });
    this.waveform = new Waveform(api);
    this.updating = new Updating(api.update);
    this.dictating = new Dictating(api.dictation, this.notices);
    this.preferences = new Preferences(api, this.notices);
    api.app.changed(() => this.#keepVoices());
    bridge.watch((link) => {
      if (this.connection.take(link)) void this.load();
    });
  }

  /** Tells of changes to what is set for the whole app. */
  get changed(): Api['app']['changed'] {
    return this.#api.app.changed;
  }

  /** The script's own commands, for what asks them itself. */
  get script(): Api['script'] {
    return this.#api.script;
  }

  /** Is it not known yet which document is to lie on the desk? */
  get starting(): boolean {
    return this.#starting;
  }

  /** What is being opened now, as a person knows it. */
  get opening(): string | null {
    return this.#opening;
  }

  /** Asks the app for everything, and puts back on the desk what it speaks, or else `remembered`. */
  async load(remembered = this.project.head?.id ?? this.#remembered): Promise<void> {
    this.#remembered = remembered;
    const { status, library, player, listening, exports, wording, updating } = this;
    const needed = Promise.all([status, library, player].map((part) => part.load()));
    const others = Promise.all([listening, exports, wording, updating].map((part) => part.load()));
    await needed;
    const id = this.player.project ?? remembered;
    const known = this.library.list.find((summary) => summary.id === id);
    if (known) await this.openProject(known.id, known.title);
    this.#starting = false;
    await others;
  }

  openProject(project: string, title: string): Promise<void> {
    return this.#open(title, () => this.#api.library.open({ project }));
  }

  async removeProject(project: string): Promise<void> {
    if (this.project.head?.id === project) {
      await this.#silence();
      this.project.close();
    }
    await this.library.remove(project);
  }

  /** Any document of the library, on the desk or not. */
  async renameProject({ id, author }: ProjectSummary, title: string): Promise<void> {
    try {
      await this.#api.script.edit({ project: id, edit: { type: 'name', title, author } });
    } catch (thrown) {
      this.notices.problem(thrown);
    }
  }

  /** A voice of the list as a request wants it: voices of any language speak the document's. */
  voice(entry: VoiceEntry): Voice {
    const language = entry.language ?? this.project.head?.language ?? this.project.voice?.language ?? 'en';
    return { model: entry.model, voice: entry.id, language };
  }

  async #open(name: string, fetch: () => Promise<OpenedProject>): Promise<void> {
    const run = ++this.#run;
    this.#opening = name;
    try {
      const project = await fetch();
      if (run !== this.#run) return;
      if (this.player.project !== project.id) await this.#silence();
      this.project.take(project);
      this.wording.take(project);
      void this.player.look(project.id);
      void this.sounding.load(project.id);
      void this.money.load(project.id);
      void this.#showVoices(project.voice.model);
    } catch (thrown) {
      if (run === this.#run) this.notices.problem(thrown);
    } finally {
      if (run === this.#run) this.#opening = null;
    }
  }

  /** The voices beside a document: of its own model, or of the first one where that is not offered. */
  async #showVoices(model: string): Promise<void> {
    const offered = this.status.model(model) ?? this.status.models[0];
    if (offered) await this.voices.show(offered.id);
  }

  /** After a change of service or key, what is listed may be gone, and what failed may work. */
  #keepVoices(): void {
    const listed = this.voices.model;
    if (this.project.head && (listed === null || !this.status.model(listed))) void this.#showVoices(listed ?? '');
    else if (this.voices.phase === 'failed') void this.voices.retry();
  }

  /** One document sounds at a time: the one on the desk. */
  async #silence(): Promise<void> {
    if (this.player.project) await this.player.stop();
  }
}

export const [useStudio, provideStudio] = createContext<Studio>();
