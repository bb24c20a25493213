import { SvelteMap } from 'svelte/reactivity';
import type { Api } from '../../app/ipc/shapes.ts';
import type { VoiceEntry } from '../../app/model/catalog.ts';
import { type PlainProblem, plainProblem } from '../../app/model/problem.ts';
import type { Voice } from '../../app/model/script.ts';
import { languageName } from '../../app/words/figures.ts';
import type { Notices } from './notices.svelte.ts';

export interface VoiceGroup {
  /** BCP 47, or null for voices that name none. */
  language: string | null;
  name: string;
  voices: VoiceEntry[];
}

/** The voices of one model, as a person looks through them. */
export class Voices {
  #model = $state.raw<string | null>(null);
  readonly #lists = new SvelteMap<string, readonly VoiceEntry[]>();
  #phase = $state.raw<'loading' | 'ready' | 'failed'>('loading');
  #problem = $state.raw<PlainProblem | null>(null);
  #previewing = $state.raw<string | null>(null);
  #run = 0;
  #previewRun = 0;
  readonly #api: Api['voices'];
  readonly #notices: Notices;
  query = $state('');

  constructor(api: Api['voices'], notices: Notices) {
    this.#api = api;
    this.#notices = notices;
  }

  get model(): string | null {
    return this.#model;
  }

  get phase(): 'loading' | 'ready' | 'failed' {
    return this.#phase;
  }

  get problem(): PlainProblem | null {
    return this.#problem;
  }

  /** Those of the model that is shown; what was fetched before is there at once, until the answer replaces it. */
  get list(): readonly VoiceEntry[] {
    return (this.#model !== null && this.#lists.get(this.#model)) || [];
  }

  /** What a person calls a voice; its id, as long as nothing more is known of it. */
  name({ model, voice }: Voice): string {
    return this.#lists.get(model)?.find((entry) => entry.id === voice)?.name ?? voice;
  }

  /** Id of the voice that a sample was asked of. */
  get previewing(): string | null {
    return this.#previewing;
  }

  /** What the search leaves, by language: that of the document first, the others by name. */
  groups(preferred: string | null): VoiceGroup[] {
    const groups = Map.groupBy(this.list.filter(matching(this.query)), (voice) => voice.language);
    return [...groups]
      .map(([language, voices]) => ({
        language,
        name: language === null ? 'Any language' : languageName(language),
        voices: voices.toSorted((one, other) => one.name.localeCompare(other.name, 'en')),
      }))
      .toSorted(
        (one, other) =>
          closeness(other.language, preferred) - closeness(one.language, preferred) ||
          one.name.localeCompare(other.name, 'en'),
      );
  }

  /** Lists another model's voices; the document keeps its voice until one of them is chosen. */
  async show(model: string): Promise<void> {
    const run = ++this.#run;
    if (model !== this.#model) this.query = '';
    this.#model = model;
    this.#phase = 'loading';
    try {
      const list = await this.#api.list({ model });
      if (run !== this.#run) return;
      this.#lists.set(model, list);
      this.#phase = 'ready';
    } catch (thrown) {
      if (run !== this.#run) return;
      this.#problem = plainProblem(thrown);
      this.#phase = 'failed';
    }
  }

  async retry(): Promise<void> {
    if (this.#model) await this.show(this.#model);
  }

  async preview(voice: Voice): Promise<void> {
    const run = ++this.#previewRun;
    this.#previewing = voice.voice;
    try {
      await this.#api.preview({ voice });
    } catch (thrown) {
      if (run === this.#previewRun) this.#notices.problem(thrown);
    } finally {
      if (run === this.#previewRun) this.#previewing = null;
    }
  }
}

function matching(query: string): (voice: VoiceEntry) => boolean {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return (voice) => {
    const language = voice.language === null ? '' : `${voice.language} ${languageName(voice.language)}`;
    const about = `${voice.name} ${voice.id} ${language} ${voice.gender ?? ''}`.toLowerCase();
    // From the start of a word, or "male" would find every female voice.
    return words.every((word) => about.split(/[\s(),_-]+/).some((part) => part.startsWith(word)));
  };
}

/** 2 for the very language, 1 for a sister such as en-gb of en-us, 0 for another. */
function closeness(language: string | null, preferred: string | null): number {
  if (!language || !preferred) return 0;
  if (language === preferred) return 2;
  return language.split('-')[0] === preferred.split('-')[0] ? 1 : 0;
}
