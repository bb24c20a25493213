import type { Speech } from '../../model/speech.ts';
import { abortable } from '../http/abortable.ts';
import { firstHeard } from '../speech/first-heard.ts';
import { LiveConnection, type LiveConnectionOptions } from './live-connection.ts';
import type { LiveContext } from './live-context.ts';
import { speechIn } from './live-speech.ts';
import type { RateQueues } from '../http/queues.ts';
import { Meter, type SpeechReceipt } from '../http/receipt.ts';
import { type Patience, withRetry } from '../http/retry.ts';
import { type LiveRequest, type LiveText, queryOf, textOf } from './live-request.ts';

/** Any number of texts over one socket. */
export interface Live {
  /** Opens the socket where there is none. Rejects with what the first handshake failed with; nothing is bought then. */
  open(signal: AbortSignal): Promise<void>;
  /**
   * The sound of a text, and with `alignment` its words, in a context of its own: as many as 100 are spoken side by
   * side, the next waits. A text is delivered from one connection only. Where its connection is lost, or the service
   * refuses it in a way that passes, before any of its sound was given, it is asked for again, as a whole and over a
   * new connection; from the first sound on the Problem (retryable where the connection was lost) goes to whoever
   * listens, since the service would speak the text from its start, and not sample for sample the same. So what a cut
   * costs is the texts that were being heard, and no others: whoever wants little lost asks for little at a time.
   *
   * `guessed` is called before the end of a text whose end is not known but guessed: then it may lack some of its
   * sound. See endsAtFirst. Leaving the loop or aborting cancels the context. Throws a Problem, or the signal's reason.
   */
  speak(request: LiveRequest, signal: AbortSignal, guessed?: () => void): AsyncIterable<Speech>;
  /** Ends what is under way with an AbortError; settles when no socket is left. */
  close(): Promise<void>;
}

export interface LiveOptions extends Omit<LiveConnectionOptions, 'query' | 'changed' | 'answered'> {
  patience: Patience;
  /** A text is a request of its model's queue until it sounds. */
  queues: RateQueues;
  /** Hears of each text that has sounded, when that is over. */
  report: (receipt: SpeechReceipt) => void;
}

/** A text that is wanted, and who hears of it. */
interface LiveOrder {
  text: LiveText;
  meter: Meter;
  guessed: (() => void) | undefined;
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

  async open(signal: AbortSignal): Promise<void> {
    const either = AbortSignal.any([signal, this.#closed.signal]);
    either.throwIfAborted();
    const opened = () => abortable(this.#connection().opened, either);
    const { queues, settings } = this.#options;
    await (this.#current?.retired === false ? opened() : queues.run(settings.model, opened, either));
  }

  async *speak(
    request: LiveRequest,
    signal: AbortSignal,
    guessed?: () => void,
  ): AsyncGenerator<Speech, void, undefined> {
    const text = textOf(request, this.#options.settings);
    const either = AbortSignal.any([signal, this.#closed.signal]);
    const { patience, queues, report, settings } = this.#options;
    const { model } = settings;
    const meter = new Meter(patience.clock);
    const attempt = () => this.#begun({ text, meter, guessed }, either);
    const parts = await withRetry(() => queues.run(model, attempt, either), patience, either);
    const { account = null } = request;
    yield* meter.metered(parts, { model, input: text.input, way: 'websocket', account }, report);
  }

  async close(): Promise<void> {
    this.#closed.abort(new DOMException('the client was closed', 'AbortError'));
    await Promise.all([...this.#connections].map((connection) => connection.close()));
  }

  /** Settles with the first sound; what came before it comes with it. */
  async #begun(order: LiveOrder, signal: AbortSignal): Promise<AsyncGenerator<Speech, void, undefined>> {
    const { meter } = order;
    let replied = false;
    const parts = await firstHeard(this.#spoken(order, signal), (part) => {
      if (!replied) meter.replied();
      replied = true;
      return 'samples' in part;
    });
    meter.sounded();
    return parts;
  }

  async *#spoken({ text, meter, guessed }: LiveOrder, signal: AbortSignal): AsyncGenerator<Speech, void, undefined> {
    const { connection, context } = await this.#context(text, signal);
    meter.asked();
    const abort = () => {
      context.fail(signal.reason);
      connection.leave(context);
    };
    signal.addEventListener('abort', abort, { once: true });
    try {
      yield* speechIn(context.all(), text.input);
      if (!context.certain) guessed?.();
    } finally {
      signal.removeEventListener('abort', abort);
      connection.leave(context);
    }
  }

  /** Begins as soon as there is room; whoever waits longest comes first. */
  async #context(text: LiveText, signal: AbortSignal): Promise<{ connection: LiveConnection; context: LiveContext }> {
    for (;;) {
      signal.throwIfAborted();
      const connection = this.#connection();
      await abortable(connection.opened, signal);
      if (connection.room) return { connection, context: connection.begin(text) };
      if (!connection.retired) await abortable(this.#news.promise, signal);
    }
  }

  #connection(): LiveConnection {
    if (!this.#current || this.#current.retired) this.#current = this.#connect();
    return this.#current;
  }

  #connect(): LiveConnection {
    const { patience: _, queues, report: __, ...options } = this.#options;
    const connection = new LiveConnection({
      ...options,
      query: this.#query,
      answered: (headers) => queues.heed(options.settings.model, headers),
      changed: () => this.#announce(),
    });
    this.#connections.add(connection);
    void connection.gone.then(() => this.#connections.delete(connection));
    return connection;
  }

  #announce(): void {
    const { resolve } = this.#news;
    this.#news = Promise.withResolvers();
    resolve();
  }
}
