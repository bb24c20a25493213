import type { Api } from '../../app/ipc/shapes.ts';
import type { ServiceName, VoiceEntry } from '../../app/model/catalog.ts';
import type { Health } from '../../app/model/health.ts';
import type { NetworkSettings, ProxyWish } from '../../app/model/network.ts';
import { type PlainProblem, plainProblem } from '../../app/model/problem.ts';
import type { Voice } from '../../app/model/script.ts';
import type { CleaningWish, Freed, StorageUse } from '../../app/model/storage.ts';
import type { Notices } from './notices.svelte.ts';

/** How a service took a test; nobody has asked where it is null. */
type Tested = { service: ServiceName } & (
  { phase: 'asking' } | { phase: 'works'; ms: number } | { phase: 'failed'; problem: PlainProblem }
);

/** What the pages of the settings show and change, each asked for when its page is opened. */
export class Preferences {
  #tested = $state.raw<Tested | null>(null);
  #voices = $state.raw<Record<ServiceName, Voice | null> | null>(null);
  #storage = $state.raw<StorageUse | null>(null);
  #freed = $state.raw<Freed | null>(null);
  #cleaning = $state.raw(false);
  #network = $state.raw<NetworkSettings | null>(null);
  #refused = $state.raw<PlainProblem | null>(null);
  #health = $state.raw<Health | null>(null);
  readonly #api: Pick<Api, 'settings' | 'voices'>;
  readonly #notices: Notices;

  constructor(api: Pick<Api, 'settings' | 'voices'>, notices: Notices) {
    this.#api = api;
    this.#notices = notices;
  }

  get tested(): Tested | null {
    return this.#tested;
  }

  get voices(): Record<ServiceName, Voice | null> | null {
    return this.#voices;
  }

  get storage(): StorageUse | null {
    return this.#storage;
  }

  /** What the last clean-up came to. */
  get freed(): Freed | null {
    return this.#freed;
  }

  get cleaning(): boolean {
    return this.#cleaning;
  }

  get network(): NetworkSettings | null {
    return this.#network;
  }

  /** Why the last way to the service was not taken; null where it was. */
  get refused(): PlainProblem | null {
    return this.#refused;
  }

  get health(): Health | null {
    return this.#health;
  }

  async test(service: ServiceName): Promise<void> {
    const asking: Tested = { service, phase: 'asking' };
    this.#tested = asking;
    const tested = await this.#api.settings.test({ service }).then(
      ({ ms }): Tested => ({ service, phase: 'works', ms }),
      (thrown: unknown): Tested => ({ service, phase: 'failed', problem: plainProblem(thrown) }),
    );
    // Whoever has changed something meanwhile does not want to hear how it was before.
    if (this.#tested === asking) this.#tested = tested;
  }

  /** What was tested is not what is set any more. */
  forgetTest(): void {
    this.#tested = null;
  }

  loadVoices(): Promise<void> {
    return this.#attempt(async () => (this.#voices = await this.#api.settings.voices()));
  }

  chooseVoice(service: ServiceName, voice: Voice | null): Promise<void> {
    return this.#attempt(async () => (this.#voices = await this.#api.settings.chooseVoice({ service, voice })));
  }

  /** Those of a model; none where nobody can tell. */
  async voicesOf(model: string): Promise<VoiceEntry[]> {
    return this.#api.voices.list({ model }).catch(() => []);
  }

  loadStorage(): Promise<void> {
    return this.#attempt(async () => (this.#storage = await this.#api.settings.storage()));
  }

  /** Throws away what is wished, and looks again what there is. */
  async clean(wish: CleaningWish): Promise<void> {
    this.#cleaning = true;
    this.#freed = null;
    await this.#attempt(async () => {
      const freed = await this.#api.settings.clean(wish);
      await this.loadStorage();
      this.#freed = freed;
    });
    this.#cleaning = false;
  }

  forgetFreed(): void {
    this.#freed = null;
  }

  loadNetwork(): Promise<void> {
    return this.#attempt(async () => (this.#network = await this.#api.settings.network()));
  }

  async chooseProxy(proxy: ProxyWish): Promise<void> {
    this.#refused = null;
    this.forgetTest();
    try {
      this.#network = await this.#api.settings.chooseProxy({ proxy });
    } catch (thrown) {
      this.#refused = plainProblem(thrown);
    }
  }

  /** Whoever looks twice a second need not be told twice a second that the app is gone. */
  async measure(): Promise<void> {
    this.#health = await this.#api.settings.health().catch(() => this.#health);
  }

  /** Null where it cannot be had; why is told. */
  async diagnostics(): Promise<string | null> {
    let text: string | null = null;
    await this.#attempt(async () => ({ text } = await this.#api.settings.diagnostics()));
    return text;
  }

  async #attempt(verb: () => Promise<unknown>): Promise<void> {
    try {
      await verb();
    } catch (thrown) {
      this.#notices.problem(thrown);
    }
  }
}
