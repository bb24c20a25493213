import { plainProblem } from '../model/problem.ts';
import type { Filing } from './filing.ts';
import type { DictationEvent } from './state.ts';
import type { Transcriber } from './transcriber.ts';
import type { Utterance } from './utterance.ts';

interface EndingOptions {
  filing: Filing;
  transcriber: Pick<Transcriber, 'run'>;
  /** Told as soon as a person has what there is to have. */
  done(utterance: Utterance, event: DictationEvent): void;
}

/** What comes of what was spoken: its text, from the way or from the recording, now or when the service is back. */
export class Ending {
  readonly #options: EndingOptions;

  constructor(options: EndingOptions) {
    this.#options = options;
  }

  /** Ends an utterance that has heard its last; one that was cancelled meanwhile is told of by whoever did. */
  async of(utterance: Utterance): Promise<void> {
    const outcome = await utterance.finish().catch(() => null);
    if (outcome === null) return;
    const { text, problem, whole } = outcome;
    try {
      if (whole) return await this.#written(utterance, text, false);
      await this.#options.filing.deferred(utterance, { text, problem });
      await this.#rewrite(utterance, text);
    } catch (thrown) {
      // The library has no room for it; the recording is there, and the next start finds it.
      this.#deferred(utterance, text, thrown);
    }
  }

  async #rewrite(utterance: Utterance, spoken: string): Promise<void> {
    try {
      const { text } = await this.#options.transcriber.run(utterance.id);
      await this.#written(utterance, text, true);
    } catch (thrown) {
      this.#deferred(utterance, spoken, thrown);
    }
  }

  /** A person has the text before the disk has it: the recording is there, whatever happens in between. */
  #written(utterance: Utterance, text: string, rewritten: boolean): Promise<void> {
    const { filing, done } = this.#options;
    done(utterance, { type: 'written', text, rewritten, kept: filing.keeps });
    return filing.written(utterance, text);
  }

  #deferred(utterance: Utterance, text: string, thrown: unknown): void {
    this.#options.done(utterance, { type: 'deferred', text, problem: plainProblem(thrown) });
  }
}
