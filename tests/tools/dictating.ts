import type { ChildProcess } from 'node:child_process';
import type { DictationState, HistoryNews, RecordingEntry } from '../../app/model/dictation.ts';
import type { Rig } from './rig.ts';

type Message = {
  ready?: true;
  state?: DictationState;
  filed?: HistoryNews;
  answered?: string;
  value?: unknown;
  failure?: string;
};

/** The whole app in a process of its own, at the rig's microphone. */
export class DictatingApp {
  readonly child: ChildProcess;
  readonly states: { at: number; state: DictationState }[] = [];
  readonly entries = new Map<string, RecordingEntry>();
  readonly #watchers = new Set<() => void>();
  readonly #answers: Message[] = [];
  readonly #report: Promise<unknown>;
  #ready = false;
  /** How it ended, where it ended badly. */
  #ended: unknown = null;

  static async start(rig: Rig, settings: { data: string; baseUrl?: string }): Promise<DictatingApp> {
    const app = new DictatingApp(rig, settings);
    await app.until(() => app.#ready);
    return app;
  }

  private constructor(rig: Rig, settings: object) {
    const { child, report } = rig.stage('dictate', settings, 3_600_000);
    this.child = child;
    this.#report = report.catch((failure: unknown) => {
      this.#ended = failure;
      this.#watchers.forEach((watcher) => watcher());
    });
    child.on('message', (message: Message) => {
      this.#ready ||= message.ready === true;
      if (message.state) this.states.push({ at: performance.now(), state: message.state });
      if (message.filed && 'entry' in message.filed) this.entries.set(message.filed.entry.id, message.filed.entry);
      if (message.answered) this.#answers.push(message);
      this.#watchers.forEach((watcher) => watcher());
    });
  }

  get state(): DictationState {
    return this.states.at(-1)?.state ?? { phase: 'idle' };
  }

  /** What the app answers; throws what it throws. */
  async ask(call: string, input?: unknown): Promise<unknown> {
    this.child.send({ call, input });
    await this.until(() => this.#answers.some(({ answered }) => answered === call));
    const at = this.#answers.findIndex(({ answered }) => answered === call);
    const [{ value, failure } = {}] = this.#answers.splice(at, 1);
    if (failure !== undefined) throw new Error(`${call}: ${failure}`);
    return value;
  }

  /** Asks without waiting. */
  tell(call: string, input?: unknown): void {
    this.child.send({ call, input });
  }

  /** Settles once it is so; throws after `limit` ms. */
  until(condition: () => boolean, limit = 120_000): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (!condition() && this.#ended === null) return;
        clearTimeout(timer);
        this.#watchers.delete(look);
        if (this.#ended === null) resolve();
        else reject(this.#ended as Error);
      };
      const timer = setTimeout(() => {
        this.#watchers.delete(look);
        reject(new Error(`waited in vain; the state is ${JSON.stringify(this.state)}`));
      }, limit);
      this.#watchers.add(look);
      look();
    });
  }

  phase(phase: DictationState['phase'], limit?: number): Promise<void> {
    return this.until(() => this.state.phase === phase, limit);
  }

  async end(): Promise<void> {
    if (this.child.connected) this.child.send({ call: 'end' });
    await this.#report;
  }

  /** As a power cut of one process. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.#report;
  }
}
