import { randomUUID } from 'node:crypto';
import type { DictationSettings } from '../model/dictation.ts';
import { Problem } from '../model/problem.ts';
import type { DictationRow } from '../store/dictations.ts';
import type { Together } from '../together/client.ts';
import type { Archive } from './archive.ts';
import { createRecording } from './recording.ts';
import { Utterance } from './utterance.ts';

export interface FilingOptions {
  archive: Archive;
  settings: () => DictationSettings;
  client(model: string): Promise<Together>;
  /** ms since 1970. */
  now(): number;
}

export interface Listeners {
  changed(utterance: Utterance): void;
  /** The disk takes no more. */
  full(): void;
}

/** The line of a dictation in the history: there from its first moment, and as a person wants it kept at its end. */
export class Filing {
  readonly #options: FilingOptions;

  constructor(options: FilingOptions) {
    this.#options = options;
  }

  /** Throws the Problem `disk-full` where nothing can be written. */
  async begin(model: string, language: string | null, { changed, full }: Listeners): Promise<Utterance> {
    const { archive, settings, client, now } = this.#options;
    const id = randomUUID();
    const sound = `${id}.wav`;
    const path = archive.sound({ sound });
    archive.add({ id, started: now(), status: 'recording', source: 'microphone', name: '', model, language, sound });
    const recording = await createRecording(path, full).catch((failure: unknown) => {
      archive.remove(id);
      throw new Problem('disk-full', 'the recording can not be written', { cause: failure });
    });
    return new Utterance({ id, model, language, recording, path, settings: settings(), client, changed });
  }

  /** Does a person want anything kept? */
  get keeps(): boolean {
    return this.#options.settings().keep === 'all';
  }

  /** It has become text: kept, or not, as a person wants it. The text is in the history when this returns. */
  async written(utterance: Utterance, text: string): Promise<void> {
    const { archive } = this.#options;
    if (this.keeps) await this.#keep(utterance, { status: 'done', text });
    else {
      await utterance.over();
      this.drop(utterance);
    }
    archive.sweep();
  }

  /** It has not become text, or not all of it. */
  deferred(utterance: Utterance, part: Partial<Pick<DictationRow, 'text' | 'problem'>>): Promise<void> {
    return this.#keep(utterance, { status: 'waiting', ...part });
  }

  /** Nobody wants it just now; answers until when it is kept, null for not at all. */
  async cancelled(utterance: Utterance, text: string): Promise<number | null> {
    const { settings, now } = this.#options;
    const { cancelledHours } = settings();
    if (!this.keeps || cancelledHours === 0) {
      this.drop(utterance);
      return null;
    }
    const forget = now() + cancelledHours * 3_600_000;
    await this.#keep(utterance, { status: 'cancelled', text, forget });
    return forget;
  }

  drop({ id }: Utterance): void {
    this.#options.archive.remove(id);
  }

  async #keep(utterance: Utterance, part: Partial<DictationRow>): Promise<void> {
    const { archive } = this.#options;
    const { seconds, id } = utterance;
    archive.change(id, { seconds, ...part });
    archive.change(id, { bytes: await utterance.over() });
  }
}
