import { SvelteMap } from 'svelte/reactivity';
import type { Api } from '../../app/ipc/shapes.ts';
import type { FavouriteVoice, VoiceEntry } from '../../app/model/catalog.ts';
import { type PlainProblem, plainProblem } from '../../app/model/problem.ts';
import type { Voice } from '../../app/model/script.ts';
import { voiceWords } from '../../app/words/voices.ts';
import type { Notices } from './notices.svelte.ts';
import { languagesOf, likes, type VoiceGroup, voiceGroups } from './voice-list.ts';

/** The voices of one model or of several, as a person looks through them. */
export class Voices {
  #models = $state.raw<readonly string[]>([]);
  readonly #lists = new SvelteMap<string, readonly VoiceEntry[]>();
  #favourites = $state.raw<readonly FavouriteVoice[]>([]);
  #phase = $state.raw<'loading' | 'ready' | 'failed'>('loading');
  #problem = $state.raw<PlainProblem | null>(null);
  #previewing = $state.raw<string | null>(null);
  #run = 0;
  #previewRun = 0;
  readonly #api: Api['voices'];
  readonly #notices: Notices;
  readonly #pictured: () => Promise<void>;
  query = $state('');
  language = $state<string | null>(null);
  gender = $state<VoiceEntry['gender']>(null);
  onlyFavourites = $state(false);

  /** `pictured` settles when what was changed just now can be seen: to list voices may start a service, and can wait. */
  constructor(api: Api['voices'], notices: Notices, pictured: () => Promise<void>) {
    this.#api = api;
    this.#pictured = pictured;
    this.#notices = notices;
  }

  /** The one model that is shown; null where it is several, or none yet. */
  get model(): string | null {
    return this.#models.length === 1 ? this.#models[0]! : null;
  }

  get models(): readonly string[] {
    return this.#models;
  }

  get phase(): 'loading' | 'ready' | 'failed' {
    return this.#phase;
  }

  get problem(): PlainProblem | null {
    return this.#problem;
  }

  /** Those of the models that are shown; what was fetched before is there at once, until the answer replaces it. */
  get list(): readonly VoiceEntry[] {
    return this.#models.flatMap((model) => this.#lists.get(model) ?? []);
  }

  /** The voices of a model as far as they are known. */
  of(model: string): readonly VoiceEntry[] {
    return this.#lists.get(model) ?? [];
  }

  get languages(): { language: string; name: string }[] {
    return languagesOf(this.list);
  }

  /** What a person calls a voice; its id, as long as nothing more is known of it, and a mix by its shares. */
  name({ model, voice }: Voice): string {
    return this.#lists.get(model)?.find((entry) => entry.id === voice)?.name ?? voiceWords(voice);
  }

  isFavourite(voice: VoiceEntry): boolean {
    return likes(this.#favourites)(voice);
  }

  /** Id of the voice that a sample was asked of. */
  get previewing(): string | null {
    return this.#previewing;
  }

  /** What search and filters leave, by language: that of the document first, the others by name. */
  groups(preferred: string | null): VoiceGroup[] {
    const { query, language, gender, onlyFavourites: favourite } = this;
    return voiceGroups(this.list, { query, language, gender, favourite }, preferred, this.#favourites);
  }

  /** Lists another model's voices, or those of several; the document keeps its voice until one of them is chosen. */
  async show(...models: string[]): Promise<void> {
    const run = ++this.#run;
    if (models.join() !== this.#models.join()) {
      this.query = '';
      this.language = this.gender = null;
    }
    this.#models = models;
    this.#phase = 'loading';
    await this.#pictured();
    if (run !== this.#run) return;
    const failures = await Promise.all(models.map((model) => this.#fetch(model, run)));
    if (run !== this.#run) return;
    this.#problem = failures.find((failure) => failure !== null) ?? null;
    // Of several, those that answer are worth having.
    this.#phase = this.#problem && this.list.length === 0 ? 'failed' : 'ready';
    if (models.length === 1 && this.#problem) this.#phase = 'failed';
  }

  async retry(): Promise<void> {
    if (this.#models.length > 0) await this.show(...this.#models);
  }

  async load(): Promise<void> {
    this.#favourites = await this.#api.favourites().catch(() => []);
  }

  /** Marks a voice, or takes the mark away. */
  async favour(voice: VoiceEntry): Promise<void> {
    try {
      const favourite = !this.isFavourite(voice);
      this.#favourites = await this.#api.favour({ model: voice.model, voice: voice.id, favourite });
    } catch (thrown) {
      this.#notices.problem(thrown);
    }
  }

  /** Says a sentence of the script, from `block` on, in a voice. */
  async preview(voice: Voice, script: { project: string; block: string | null } | null = null): Promise<void> {
    const run = ++this.#previewRun;
    this.#previewing = voice.voice;
    const from = script && { project: script.project, ...(script.block !== null && { block: script.block }) };
    try {
      await this.#api.preview({ voice, ...from });
    } catch (thrown) {
      if (run === this.#previewRun) this.#notices.problem(thrown);
    } finally {
      if (run === this.#previewRun) this.#previewing = null;
    }
  }

  async #fetch(model: string, run: number): Promise<PlainProblem | null> {
    try {
      const list = await this.#api.list({ model });
      if (run === this.#run) this.#lists.set(model, list);
      return null;
    } catch (thrown) {
      return plainProblem(thrown);
    }
  }
}
