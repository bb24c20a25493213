import { silence } from '../../pcm/silence.ts';
import type { Connection } from '../http/connection.ts';
import { refusalOf } from '../http/refusal.ts';
import { deltas, timestamps } from './events.ts';
import { later, narrate } from './narrate.ts';
import { pronounced } from './pronunciation.ts';
import type { SessionSettings } from './session-settings.ts';
import { TextBuffer } from './text-buffer.ts';

export interface SpeechContextOptions {
  id: string;
  settings: SessionSettings;
  connection: Connection;
  /** A name for the next item; one on the whole connection. */
  nextItem: () => string;
}

interface Segment {
  text: string;
  /** As they were when the text was given out. */
  settings: SessionSettings;
}

/** One of the texts that a connection speaks: its own buffer and voice, its segments one after another. */
export class SpeechContext {
  settings: SessionSettings;
  readonly #options: SpeechContextOptions;
  readonly #buffer = new TextBuffer();
  readonly #cancelled = new AbortController();
  readonly #signal: AbortSignal;
  #segments: Segment[] = [];
  #speaking = false;
  /** Has there been sound, after which the next segment begins with a pause? */
  #sounded = false;

  constructor(options: SpeechContextOptions) {
    this.#options = options;
    this.settings = options.settings;
    this.#signal = AbortSignal.any([options.connection.signal, this.#cancelled.signal]);
  }

  /** Characters that wait to be spoken. */
  get waiting(): number {
    return this.#segments.reduce((sum, { text }) => sum + text.length, this.#buffer.length);
  }

  append(text: string): void {
    const { segmentation, longest } = this.settings;
    this.#speak(this.#buffer.append(text, segmentation, longest));
  }

  commit(): void {
    this.#speak(this.#buffer.commit(this.settings.segmentation));
  }

  /** Forgets what is not being spoken yet. */
  clear(): void {
    this.#buffer.clear();
    this.#segments = [];
  }

  /** Ends it, in the middle of a word if need be; nothing more is sent. */
  cancel(): void {
    this.clear();
    this.#cancelled.abort();
  }

  #speak(texts: readonly string[]): void {
    const { settings } = this;
    this.#segments.push(...texts.map((text) => ({ text, settings })));
    if (!this.#speaking) void this.#run();
  }

  async #run(): Promise<void> {
    this.#speaking = true;
    for (let segment = this.#segments.shift(); segment; segment = this.#segments.shift()) {
      const item = this.#options.nextItem();
      try {
        await this.#say(segment, item);
      } catch (failure) {
        if (this.#signal.aborted) break;
        this.#send({ type: 'conversation.item.tts.failed', item_id: item, ...refusalOf(failure).toJSON() });
      }
    }
    this.#speaking = false;
  }

  async #say({ text, settings }: Segment, item: string): Promise<void> {
    const { engine, ownVoice: voice, rate, speed, words, rules } = settings;
    const pause = silence(this.#sounded ? engine.pause : 0, rate);
    await this.#sound(pause, rate, item);
    const narration = { engine, text: pronounced(text, rules), voice, rate, speed, words };
    for await (const spoken of narrate(narration, this.#signal)) {
      await this.#sound(spoken.samples, rate, item);
      const heard = later(spoken.words, pause.length / rate);
      if (heard.length > 0) this.#send({ ...timestamps(heard), item_id: item });
    }
    this.#sounded = true;
    this.#send({ type: 'conversation.item.audio_output.done', item_id: item });
  }

  async #sound(samples: Int16Array, rate: number, item: string): Promise<void> {
    for (const delta of deltas(samples, rate, 'pcm_s16le')) {
      await this.#options.connection.ready(this.#signal);
      this.#send({ ...delta, item_id: item });
    }
  }

  #send(event: object): void {
    this.#options.connection.send({ ...event, context_id: this.#options.id });
  }
}
