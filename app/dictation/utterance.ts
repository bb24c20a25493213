import { stat } from 'node:fs/promises';
import type { DictationSettings } from '../model/dictation.ts';
import { isCancelled, plainProblem, type PlainProblem } from '../model/problem.ts';
import type { Together } from '../together/client.ts';
import { LiveText, TURNS } from './live.ts';
import type { RecordingFile } from './recording.ts';
import { worded } from './wording.ts';

export interface UtteranceOptions {
  id: string;
  model: string;
  language: string | null;
  recording: RecordingFile;
  /** Of the recording. */
  path: string;
  settings: DictationSettings;
  client(model: string): Promise<Together>;
  /** The text has changed, or whether anybody writes along. */
  changed(utterance: Utterance): void;
}

/** What came of it. */
export interface Outcome {
  text: string;
  /** Has all that was said become text? */
  whole: boolean;
  /** Why not. */
  problem: PlainProblem | null;
}

/** ms without a word after which a service that owes one is given up; the offline one shares a busy machine. */
const PATIENCE = { together: 4_000, local: 60_000 };

/** One dictation on its way: to the disk at once, and to the service as soon as that listens. */
export class Utterance {
  readonly id: string;
  readonly #options: UtteranceOptions;
  readonly #life = new AbortController();
  /** What was said before the service could be asked; null once it was. */
  #early: Int16Array[] | null = [];
  #live: LiveText | null = null;
  #problem: PlainProblem | null = null;
  #over: Promise<unknown> = Promise.resolve();
  readonly #connecting: Promise<void>;

  constructor(options: UtteranceOptions) {
    this.id = options.id;
    this.#options = options;
    this.#connecting = this.#connect();
  }

  get seconds(): number {
    return this.#options.recording.seconds;
  }

  get settled(): string {
    return this.#live?.text.settled ?? '';
  }

  get open(): string {
    return this.#live?.text.open ?? '';
  }

  /** Does nobody write along just now? */
  get offline(): boolean {
    return this.#problem !== null || this.#live?.away === true;
  }

  hear(samples: Int16Array): void {
    this.#options.recording.append(samples);
    if (this.#live) this.#live.push(samples);
    else this.#early?.push(samples);
  }

  /**
   * Ends the recording and waits for the text of what was said, but not for the disk and the connection: see `over`.
   * Never throws but the reason of `cancel`.
   */
  async finish(): Promise<Outcome> {
    const recorded = this.#closed();
    this.#over = recorded;
    await this.#connecting;
    const live = this.#live;
    const whole = (await live?.finish(this.#life.signal)) ?? false;
    const failure = this.#problem ?? (live?.problem ? plainProblem(live.problem) : null);
    this.#over = Promise.all([live?.close(), recorded]);
    return { text: live?.text.all ?? '', whole, problem: whole ? null : failure };
  }

  /** Ends everything at once; what was recorded is whole on the disk then. Answers the text so far. */
  async cancel(): Promise<string> {
    this.#life.abort(new DOMException('the dictation was cancelled', 'AbortError'));
    this.#over = Promise.all([this.#closed(), this.#live?.close()]);
    await this.#over;
    return this.#live?.text.all ?? '';
  }

  /** Settles when the recording is whole on the disk, and no connection is left; with its bytes. */
  async over(): Promise<number> {
    await this.#over;
    return stat(this.#options.path).then(
      ({ size }) => size,
      () => 0,
    );
  }

  /** A disk that refused the end of it has told so before. */
  #closed(): Promise<void> {
    return this.#options.recording.close().catch(() => undefined);
  }

  async #connect(): Promise<void> {
    const { model, language, settings, client, changed } = this.#options;
    const { words, replacements, spokenPunctuation } = settings;
    try {
      const service = await client(model);
      if (this.#life.signal.aborted) return;
      const asked = { ...(language !== null && { language }), ...(words.length > 0 && { prompt: words.join(', ') }) };
      const live = new LiveText({
        listen: (signal) => service.listen({ model, turns: TURNS, ...asked }, signal),
        written: (text) => worded(text, { replacements, spokenPunctuation }),
        words,
        patience: model.startsWith('lectern/') ? PATIENCE.local : PATIENCE.together,
        changed: () => changed(this),
      });
      this.#early?.forEach((samples) => live.push(samples));
      this.#live = live;
    } catch (thrown) {
      if (!isCancelled(thrown)) this.#problem = plainProblem(thrown);
      changed(this);
    }
    this.#early = null;
  }
}
