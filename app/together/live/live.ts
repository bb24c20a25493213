import { TAKE_RATE } from '../../model/pcm.ts';
import type { Speech } from '../../model/speech.ts';
import { abortable } from '../http/abortable.ts';
import { firstHeard } from '../speech/first-heard.ts';
import { LiveConnection, type LiveConnectionOptions, type LiveText } from './live-connection.ts';
import type { LiveContext } from './live-context.ts';
import { speechIn } from './live-speech.ts';
import { Meter, type Receipt } from '../http/receipt.ts';
import { type Patience, withRetry } from '../http/retry.ts';
import { speechBody } from '../speech/speech-body.ts';

/** What all texts of a session have in common. */
export interface LiveSettings {
  model: string;
  /** Until a text has one of its own. */
  voice: string;
  /** BCP 47 in lower case. */
  language: string;
  /** `word`: tells when each word is heard. */
  alignment?: 'none' | 'word';
  /** Where the service divides a text: at the ends of sentences (by default), as it comes, or not at all. */
  segment?: 'sentence' | 'immediate' | 'never';
  /** Characters of a sentence after which the service may divide it; its own default is 250. */
  longestPart?: number;
  /** 1 by default. */
  speed?: number;
}

export interface LiveRequest {
  input: string;
  voice?: string;
  language?: string;
  /** `<written>/<spoken>`, one rule each. */
  pronunciations?: readonly string[];
}

/** Any number of texts over one socket. */
export interface Live {
  /**
   * The sound of a text, and with `alignment` its words, in a context of its own: as many as 100 are spoken side by
   * side, the next waits. A text is delivered from one connection only. Where its connection is lost, or the service
   * refuses it in a way that passes, before any of its sound was given, it is asked for again, as a whole and over a
   * new connection; from the first sound on the Problem (retryable where the connection was lost) goes to whoever
   * listens, since the service would speak the text from its start, and not sample for sample the same. So what a cut
   * costs is the texts that were being heard, and no others: whoever wants little lost asks for little at a time.
   *
   * Leaving the loop or aborting cancels the context. Throws a Problem, or the signal's reason.
   */
  speak(request: LiveRequest, signal: AbortSignal): AsyncIterable<Speech>;
  /** Ends what is under way with an AbortError; settles when no socket is left. */
  close(): Promise<void>;
}

export interface LiveOptions extends Omit<LiveConnectionOptions, 'query' | 'changed'> {
  patience: Patience;
  /** Hears of each text that has sounded, when that is over. */
  report: (receipt: Receipt) => void;
}

export class LiveSpeech implements Live {
  readonly #options: LiveOptions;
  readonly #query: Readonly<Record<string, string>>;
  readonly #connections = new Set<LiveConnection>();
  readonly #closed = new AbortController();
  #current: LiveConnection | null = null;
  #news = Promise.withResolvers<void>();

  /** Throws the Problem `request-refused` with the `field` for what the model cannot do. */
  constructor(options: LiveOptions) {
    this.#options = options;
    this.#query = queryOf(options.settings);
  }

  async *speak(request: LiveRequest, signal: AbortSignal): AsyncGenerator<Speech, void, undefined> {
    const text = this.#textOf(request);
    const either = AbortSignal.any([signal, this.#closed.signal]);
    const { patience, report, settings } = this.#options;
    const meter = new Meter(patience.clock);
    const parts = await withRetry(() => this.#begun(text, meter, either), patience, either);
    yield* meter.metered(parts, { model: settings.model, input: text.input, way: 'websocket' }, report);
  }

  async close(): Promise<void> {
    this.#closed.abort(new DOMException('the client was closed', 'AbortError'));
    await Promise.all([...this.#connections].map((connection) => connection.close()));
  }

  /** Settles with the first sound; what came before it comes with it. */
  async #begun(text: LiveText, meter: Meter, signal: AbortSignal): Promise<AsyncGenerator<Speech, void, undefined>> {
    let replied = false;
    const parts = await firstHeard(this.#spoken(text, meter, signal), (part) => {
      if (!replied) meter.replied();
      replied = true;
      return 'samples' in part;
    });
    meter.sounded();
    return parts;
  }

  async *#spoken(text: LiveText, meter: Meter, signal: AbortSignal): AsyncGenerator<Speech, void, undefined> {
    const { connection, context } = await this.#context(text, signal);
    meter.asked();
    const abort = () => {
      context.fail(signal.reason);
      connection.leave(context);
    };
    signal.addEventListener('abort', abort, { once: true });
    try {
      yield* speechIn(context.all(), text.input);
    } finally {
      signal.removeEventListener('abort', abort);
      connection.leave(context);
    }
  }

  /** Begins as soon as there is room; whoever waits longest comes first. */
  async #context(text: LiveText, signal: AbortSignal): Promise<{ connection: LiveConnection; context: LiveContext }> {
    for (;;) {
      signal.throwIfAborted();
      if (!this.#current || this.#current.retired) this.#current = this.#connect();
      const connection = this.#current;
      await abortable(connection.opened, signal);
      if (connection.room) return { connection, context: connection.begin(text) };
      if (!connection.retired) await abortable(this.#news.promise, signal);
    }
  }

  #connect(): LiveConnection {
    const { patience: _, report: __, ...options } = this.#options;
    const connection = new LiveConnection({ ...options, query: this.#query, changed: () => this.#announce() });
    this.#connections.add(connection);
    void connection.gone.then(() => this.#connections.delete(connection));
    return connection;
  }

  #announce(): void {
    const { resolve } = this.#news;
    this.#news = Promise.withResolvers();
    resolve();
  }

  #textOf({ input, voice, language, pronunciations }: LiveRequest): LiveText {
    const { settings } = this.#options;
    const { voice: own = settings.voice, language: spoken = settings.language } = { voice, language };
    const request = { ...settings, input, voice: own, language: spoken, ...(pronunciations && { pronunciations }) };
    const { json } = speechBody(request, STREAMED);
    const rules = json.extra_params !== undefined;
    const session = { voice: json.voice, language: json.language, ...(rules && { extra_params: json.extra_params }) };
    const differs = json.voice !== this.#query.voice || json.language !== this.#query.language;
    return { input, session, own: differs || rules };
  }
}

const STREAMED = { stream: true, formats: ['raw'] } as const;

/**
 * The address's parameters. The model is `model`: only the guide of 2025 says `model_id`. Samples are asked for
 * though the reference says that nothing else is sent, because the list of formats beside it says otherwise; what
 * comes as a WAV is read as one all the same.
 */
function queryOf(settings: LiveSettings): Record<string, string> {
  const { alignment, segment, longestPart, speed } = settings;
  const { json } = speechBody({ ...settings, input: 'x' }, STREAMED);
  return {
    model: settings.model,
    voice: String(json.voice),
    language: String(json.language),
    response_format: 'pcm',
    sample_rate: String(TAKE_RATE),
    ...(alignment && { alignment }),
    ...(segment && { segment }),
    ...(longestPart !== undefined && { max_partial_length: String(longestPart) }),
    ...(speed !== undefined && { speed: String(speed) }),
  };
}
