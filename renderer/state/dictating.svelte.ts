import type { Api } from '../../app/ipc/shapes.ts';
import type {
  Delivery,
  DictationLevel,
  DictationModel,
  DictationSettings,
  DictationState,
  Input,
  Reach,
} from '../../app/model/dictation.ts';
import type { Notices } from './notices.svelte.ts';
import { edited, type Own, type Said, settledOn, textOf } from './own-text.ts';

/** The dictation in front of a person: what is said, what they make of it, and how it stands. */
export class Dictating {
  #state = $state.raw<DictationState>({ phase: 'idle' });
  #level = $state.raw<DictationLevel>({ level: 0, seconds: 0 });
  #own = $state.raw<Own | null>(null);
  #delivered = $state.raw<Delivery | null>(null);
  #settings = $state.raw<DictationSettings | null>(null);
  #reach = $state.raw<Reach | null>(null);
  #inputs = $state.raw<readonly Input[]>([]);
  #models = $state.raw<readonly DictationModel[]>([]);
  readonly #api: Api['dictation'];
  readonly #notices: Notices;

  constructor(api: Api['dictation'], notices: Notices) {
    this.#api = api;
    this.#notices = notices;
    api.changed((state) => this.#take(state));
    api.level((level) => (this.#level = level));
    api.chosen((settings) => (this.#settings = settings));
    api.reached((reach) => (this.#reach = reach));
  }

  get state(): DictationState {
    return this.#state;
  }

  get level(): DictationLevel {
    return this.#level;
  }

  get settings(): DictationSettings | null {
    return this.#settings;
  }

  /** How far it reaches beyond the window; null until that is known. */
  get reach(): Reach | null {
    return this.#reach;
  }

  get inputs(): readonly Input[] {
    return this.#inputs;
  }

  get models(): readonly DictationModel[] {
    return this.#models;
  }

  /** The one that writes down where nothing else is said; null until the models are known. */
  get model(): DictationModel | null {
    return this.#models.find(({ id }) => id === this.#settings?.model) ?? this.#models[0] ?? null;
  }

  /** Is there somebody to be listened to, or about to be? */
  get listening(): boolean {
    return this.#state.phase === 'listening' || this.#state.phase === 'starting';
  }

  /** What has become of the text; null where nobody has taken it. */
  get delivered(): Delivery | null {
    return this.#delivered;
  }

  /** What the text field shows. */
  get text(): string {
    return textOf(this.#said, this.#own);
  }

  /** Takes what a person has made of the text; what is still to come is put behind it. */
  edit(text: string): void {
    this.#delivered = null;
    this.#own = edited(text, this.#said, this.#own);
  }

  async load(): Promise<void> {
    await this.#attempt(async () => {
      [this.#settings, this.#reach] = await Promise.all([this.#api.settings(), this.#api.reach()]);
      this.#take(await this.#api.state());
    });
  }

  /** Looks what there is to choose from. */
  async look(): Promise<void> {
    await this.#attempt(async () => {
      [this.#inputs, this.#models] = await Promise.all([this.#api.inputs(), this.#api.models()]);
    });
  }

  /** The microphone is got ready, or let go; one that is not there is told of when somebody begins. */
  async ready(on: boolean): Promise<void> {
    await this.#api.ready({ on }).catch(() => undefined);
  }

  /** In the chosen language where none is named. */
  start(language?: string | null): Promise<void> {
    return this.#attempt(() => this.#api.start(language == null ? {} : { language }));
  }

  /** Settles when the text is whole, or it is known that it is not. */
  stop(): Promise<void> {
    return this.#attempt(() => this.#api.stop());
  }

  cancel(): Promise<void> {
    return this.#attempt(() => this.#api.cancel());
  }

  async dismiss(): Promise<void> {
    this.#own = null;
    this.#delivered = null;
    await this.#attempt(() => this.#api.dismiss());
  }

  /** The text was taken; an edit of it is kept in the history, too. */
  async took(delivered: Delivery | null): Promise<void> {
    this.#delivered = delivered;
    const state = this.#state;
    if (this.#own && state.phase === 'done' && state.kept) {
      await this.#attempt(() => this.#api.edit({ recording: state.id, text: this.text }));
    }
  }

  /** Is the text put where a person types, when they take it? */
  get inserts(): boolean {
    return this.#settings?.insert === true && this.#reach?.inserts === true;
  }

  /** Puts it there; null where nothing became of that. */
  async insert(): Promise<Delivery | null> {
    let delivered: Delivery | null = null;
    await this.#attempt(async () => {
      delivered = await this.#api.insert({ text: this.text });
    });
    return delivered;
  }

  choose(part: Partial<DictationSettings>): Promise<void> {
    if (this.#settings) this.#settings = { ...this.#settings, ...part };
    return this.#attempt(() => this.#api.choose(part as Parameters<Api['dictation']['choose']>[0]));
  }

  learn(text: string): Promise<void> {
    return this.#attempt(() => this.#api.learn({ text }));
  }

  async vocabulary(): Promise<string> {
    return (await this.#api.vocabulary()).text;
  }

  get #said(): Said {
    const state = this.#state;
    switch (state.phase) {
      case 'listening':
      case 'finishing':
        return { settled: state.settled, open: state.open };
      // Where a person has edited, only what comes behind what they had seen is wanted.
      case 'done':
        return { settled: state.rewritten && this.#own ? '' : state.text, open: '' };
      case 'waiting':
        return { settled: state.text, open: '' };
      default:
        return { settled: '', open: '' };
    }
  }

  #take(state: DictationState): void {
    const begins = state.phase === 'listening' && this.#state.phase !== 'listening';
    if (begins || state.phase === 'starting') {
      this.#own = null;
      this.#delivered = null;
      this.#level = { level: 0, seconds: 0 };
    }
    const before = this.#said;
    this.#state = state;
    this.#own &&= settledOn(this.#own, before, this.#said);
  }

  async #attempt(verb: () => Promise<unknown>): Promise<void> {
    try {
      await verb();
    } catch (thrown) {
      this.#notices.problem(thrown);
    }
  }
}
