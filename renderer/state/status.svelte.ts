import type { Api } from '../../app/ipc/shapes.ts';
import type { ServiceName, SpeechModel } from '../../app/model/catalog.ts';
import { type PlainProblem, plainProblem } from '../../app/model/problem.ts';
import type { Language } from '../../app/model/language.ts';
import type { AppStatus } from '../../app/model/status.ts';
import { mendedWords } from '../../app/words/mended.ts';
import type { Notices } from './notices.svelte.ts';

/** What the window knows about its app: service, key, models, loudspeaker. */
export class Status {
  #value = $state.raw<AppStatus | null>(null);
  #problem = $state.raw<PlainProblem | null>(null);
  readonly #api: Api['app'];
  readonly #notices: Notices;

  constructor(api: Api['app'], notices: Notices) {
    this.#api = api;
    this.#notices = notices;
    api.changed((value) => (this.#value = value));
    api.mended(({ part }) => {
      const { happened, kept } = mendedWords(part);
      notices.say(happened, kept);
    });
  }

  get value(): AppStatus | null {
    return this.#value;
  }

  /** Why the last change was not made; null where it was. */
  get problem(): PlainProblem | null {
    return this.#problem;
  }

  get models(): readonly SpeechModel[] {
    return this.#value?.models ?? [];
  }

  model(id: string): SpeechModel | null {
    return this.models.find((model) => model.id === id) ?? null;
  }

  /** Does this model lack the key that it needs? */
  lacksKey(model: SpeechModel): boolean {
    return model.access !== 'local' && this.#value?.keyed === false;
  }

  async load(): Promise<void> {
    try {
      this.#value = await this.#api.status();
    } catch (thrown) {
      this.#notices.problem(thrown);
    }
  }

  chooseService(service: ServiceName): Promise<boolean> {
    return this.#attempt(() => this.#api.chooseService({ service }));
  }

  /** Of the interface; null for the system's. */
  chooseLanguage(language: Language | null): Promise<boolean> {
    return this.#attempt(() => this.#api.chooseLanguage({ language }));
  }

  saveKey(key: string): Promise<boolean> {
    return this.#attempt(() => this.#api.saveKey({ key }));
  }

  forgetKey(): Promise<boolean> {
    return this.#attempt(() => this.#api.forgetKey());
  }

  async #attempt(verb: () => Promise<void>): Promise<boolean> {
    this.#problem = null;
    try {
      await verb();
    } catch (thrown) {
      this.#problem = plainProblem(thrown);
    }
    return this.#problem === null;
  }
}
