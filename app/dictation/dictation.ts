import type { DictationLevel, DictationNotice, DictationState, HistoryNews } from '../model/dictation.ts';
import { plainProblem, Problem } from '../model/problem.ts';
import { Ear } from './ear.ts';
import { Ending } from './ending.ts';
import { Filing, type FilingOptions } from './filing.ts';
import { Hearing } from './hearing.ts';
import type { OpenMicrophone } from './microphone.ts';
import { type DictationEvent, next } from './state.ts';
import type { Transcriber } from './transcriber.ts';
import type { Utterance } from './utterance.ts';

export interface DictationOptions extends FilingOptions {
  open: OpenMicrophone;
  transcriber: Pick<Transcriber, 'run' | 'cancel'>;
  /** The model that is to write down. */
  model(): Promise<string>;
  /** May the microphone be used? Asks where the system wants a person to say so. */
  allowed(): Promise<boolean>;
  changed(state: DictationState): void;
  level(level: DictationLevel): void;
}

/** The one owner of what is dictated: runs microphone, disk and service, and announces each state. */
export class Dictation {
  readonly #options: DictationOptions;
  readonly #ear: Ear;
  readonly #filing: Filing;
  readonly #end: Ending;
  #state: DictationState = { phase: 'idle' };
  #run = 0;
  /** The one that is shown. */
  #utterance: Utterance | null = null;
  /** Settles when the ear has heard the last of the one before. */
  #released: Promise<void> = Promise.resolve();
  readonly #ending = new Set<Promise<void>>();
  /** Settles when the last one that was asked for has begun, or has not. */
  #begun: Promise<unknown> = Promise.resolve();

  constructor(options: DictationOptions) {
    this.#options = options;
    this.#ear = new Ear(options.open, () => options.settings().input);
    this.#filing = new Filing(options);
    const done = (utterance: Utterance, event: DictationEvent) => this.#done(utterance, event);
    this.#end = new Ending({ filing: this.#filing, transcriber: options.transcriber, done });
  }

  get state(): DictationState {
    return this.#state;
  }

  /** Gets the microphone ready, so that the first word is whole; it is let go by itself if nothing comes of it. */
  async arm(): Promise<void> {
    if (await this.#options.allowed()) await this.#ear.arm();
  }

  disarm(): void {
    this.#ear.disarm();
  }

  /**
   * Begins, in a language other than the chosen one where one is named; nothing while one is spoken. One whose text is
   * still waited for goes on by itself, and is found in the history.
   */
  async start(language: string | null = this.#options.settings().language): Promise<void> {
    if (this.#state.phase === 'listening' || this.#state.phase === 'starting') return;
    const run = ++this.#run;
    this.#utterance = null;
    this.#turn({ type: 'asked' });
    // One after the other: who is called off while the microphone is opened must not take it from the next.
    const begun = this.#begun.then(() => (run === this.#run ? this.#begin(run, language) : undefined));
    this.#begun = begun.catch(() => undefined);
    try {
      await begun;
    } catch (thrown) {
      if (run === this.#run) this.#turn({ type: 'refused', problem: plainProblem(thrown) });
    }
  }

  /** Ends it: what is in the air is still heard, and its text waited for. Settles when it is known what came of it. */
  async stop(): Promise<void> {
    if (this.#state.phase === 'starting') this.#abandon();
    if (this.#utterance && this.#state.phase === 'listening') {
      this.#turn({ type: 'stopped' });
      const ending = this.#finish(this.#utterance);
      this.#ending.add(ending);
      void ending.finally(() => this.#ending.delete(ending));
    }
    await Promise.all(this.#ending);
  }

  /** Ends it without a text; the recording is kept for the time that a person chose. */
  async cancel(): Promise<void> {
    const utterance = this.#utterance;
    if (!utterance) return this.#abandon();
    this.#utterance = null;
    this.#options.transcriber.cancel(utterance.id);
    await this.#release();
    const until = await this.#filing.cancelled(utterance, await utterance.cancel());
    this.#turn({ type: 'cancelled', until });
  }

  /** What waited has become text while it is still shown. */
  filed(news: HistoryNews): void {
    if (this.#state.phase !== 'waiting' || !('entry' in news) || news.entry.id !== this.#state.id) return;
    const { status, text } = news.entry;
    if (status === 'done') this.#turn({ type: 'written', text, rewritten: true, kept: true });
  }

  /** Puts away what is shown of the last one. */
  dismiss(): void {
    if (this.#state.phase !== 'listening' && this.#state.phase !== 'finishing') this.#abandon();
  }

  /** What is spoken just now is kept, and written down at the next start. */
  async close(): Promise<void> {
    const utterance = this.#utterance;
    this.#run += 1;
    this.#utterance = null;
    if (utterance) await this.#release();
    this.#ear.close();
    if (utterance) await this.#filing.deferred(utterance, { text: await utterance.cancel() });
    await Promise.all(this.#ending);
  }

  #abandon(): void {
    this.#run += 1;
    this.#turn({ type: 'dismissed' });
  }

  async #begin(run: number, language: string | null): Promise<void> {
    const { allowed, model } = this.#options;
    if (!(await allowed())) throw new Problem('microphone-refused', 'the system refuses the microphone');
    await this.#released;
    // What is said while the rest is made ready is heard from here on.
    const { level } = this.#options;
    const hearing = new Hearing({ level, muted: (muted) => this.#notice('muted', muted) });
    const lost = (replaced: boolean) => this.#lost(replaced);
    const silent = () => this.#notice('input-silent', true);
    await this.#ear.begin({ hear: (samples) => hearing.hear(samples), lost, silent });
    try {
      await this.#listen(run, await model(), language, hearing);
    } catch (thrown) {
      this.#ear.end();
      throw thrown;
    }
  }

  async #listen(run: number, model: string, language: string | null, hearing: Hearing): Promise<void> {
    if (run !== this.#run) return this.#ear.end();
    const full = () => void this.stop();
    const utterance = await this.#filing.begin(model, language, { changed: (one) => this.#heard(one), full });
    if (run !== this.#run) {
      this.#ear.end();
      await utterance.cancel();
      return this.#filing.drop(utterance);
    }
    this.#utterance = utterance;
    this.#turn({ type: 'begun', id: utterance.id });
    if (this.#ear.instead !== null) this.#notice(`input-${this.#ear.instead}`, true);
    hearing.into(utterance);
  }

  /** What is in the air still belongs to the one that was spoken. */
  #release(): Promise<void> {
    this.#released = this.#ear.settle().then(() => this.#ear.end());
    return this.#released;
  }

  async #finish(utterance: Utterance): Promise<void> {
    await this.#release();
    await this.#end.of(utterance);
  }

  #done(utterance: Utterance, event: DictationEvent): void {
    if (this.#utterance !== utterance) return;
    this.#utterance = null;
    this.#turn(event);
  }

  #heard(utterance: Utterance): void {
    if (this.#utterance !== utterance) return;
    const { settled, open } = utterance;
    this.#turn({ type: 'heard', settled, open });
    this.#notice('offline', utterance.offline);
  }

  /** Without any microphone there is nothing more to come: what was said is kept, and becomes text. */
  #lost(replaced: boolean): void {
    this.#notice('input-changed', true);
    if (!replaced) void this.stop();
  }

  #notice(notice: DictationNotice, on: boolean): void {
    this.#turn({ type: 'noticed', notice, on });
  }

  #turn(event: DictationEvent): void {
    const state = next(this.#state, event);
    if (state === this.#state) return;
    this.#state = state;
    this.#options.changed(state);
  }
}
