import { CallProblem } from '../http/call-problem.ts';
import { LiveAlarms } from './live-alarms.ts';
import { itemsOf } from './live-completion.ts';
import { LiveContext } from './live-context.ts';
import type { LiveMessage, LiveNews } from './live-messages.ts';
import { LivePressure } from './live-pressure.ts';
import { type LiveSession, openLiveSession } from './live-session.ts';
import type { LiveSettings } from './live.ts';
import type { SocketOptions } from '../socket/socket.ts';
import { unusable } from '../http/unusable.ts';

export interface LiveConnectionOptions extends Pick<SocketOptions, 'baseUrl' | 'key' | 'keyless' | 'clock' | 'log'> {
  settings: LiveSettings;
  query: Readonly<Record<string, string>>;
  /** There may be room for a context now, or there never will be. */
  changed(): void;
}

/** What a context speaks. */
export interface LiveText {
  input: string;
  /** As a session message says it: voice, language, pronunciations. */
  session: Readonly<Record<string, unknown>>;
  /** Does it differ from what the address says? */
  own: boolean;
}

/** Together's limit for one connection. */
const MOST_CONTEXTS = 100;
/** ms without any context after which the socket is given back; as long as an idle connection of HTTP. */
const IDLE = 60_000;

/**
 * One socket and the texts that are spoken over it. Until the service names a context of ours in a message, it may be
 * one that knows no contexts: then texts go one at a time, and giving one up closes the socket, as its sound could
 * not be told from that of the next.
 */
export class LiveConnection {
  /** Settles when the session is there. */
  readonly opened: Promise<void>;
  readonly #options: LiveConnectionOptions;
  readonly #life = new AbortController();
  readonly #gone = Promise.withResolvers<void>();
  readonly #contexts = new Map<string, LiveContext>();
  readonly #alarms: LiveAlarms;
  readonly #pressure: LivePressure;
  #idle = new AbortController();
  #session: LiveSession | null = null;
  #named = false;
  #altered = false;
  #retired = false;
  readonly #counts = { contexts: 0, malformed: 0, late: 0 };

  constructor(options: LiveConnectionOptions) {
    this.#options = options;
    const { clock } = options;
    this.#alarms = new LiveAlarms({ clock, over: (context) => this.#over(context) });
    this.#pressure = new LivePressure({
      pause: () => {
        this.#alarms.pause();
        this.#session?.socket.pause();
      },
      resume: (ms) => {
        this.#session?.socket.resume();
        this.#alarms.resume(ms);
      },
      now: () => clock.now(),
    });
    this.opened = this.#open();
  }

  /** Settles when nothing of it is left. */
  get gone(): Promise<void> {
    return this.#gone.promise;
  }

  /** Is it of no more use? */
  get retired(): boolean {
    return this.#retired;
  }

  get room(): boolean {
    return !this.#retired && this.#contexts.size < (this.#named ? MOST_CONTEXTS : 1);
  }

  /** Has a text spoken, in a context of its own. Only where there is room. */
  begin({ input, session, own }: LiveText): LiveContext {
    const { settings, clock } = this.#options;
    const now = clock.now();
    const id = `speech-${++this.#counts.contexts}`;
    const context = new LiveContext({ id, input, expected: itemsOf(input, settings), now, watch: this.#pressure });
    this.#contexts.set(id, context);
    this.#idle.abort();
    if (own || (this.#altered && !this.#named)) this.#send({ type: 'tts_session.updated', session, context_id: id });
    this.#altered ||= own;
    this.#send({ type: 'input_text_buffer.append', text: input, context_id: id });
    this.#send({ type: 'input_text_buffer.commit', context_id: id });
    this.#alarms.set(context);
    return context;
  }

  /** Nobody listens to it any more: what is not spoken yet shall not be. */
  leave(context: LiveContext): void {
    if (context.whole) context.drop();
    else context.fail(new DOMException('nobody listens any more', 'AbortError'));
    this.#release(context);
  }

  /** Ends what is being spoken with an AbortError, and settles when the connection is gone. */
  async close(): Promise<void> {
    this.#retire();
    const reason = new DOMException('the client was closed', 'AbortError');
    for (const context of this.#contexts.values()) context.fail(reason);
    if (this.#session) await this.#session.socket.close();
    else this.#life.abort(reason);
    await this.#gone.promise;
  }

  async #open(): Promise<void> {
    const { changed: _, settings: __, ...options } = this.#options;
    try {
      this.#session = await openLiveSession(
        { ...options, signal: this.#life.signal },
        { message: (message) => this.#receive(message), closed: (problem) => this.#closed(problem) },
      );
      this.#rest();
    } catch (failure) {
      this.#retired = true;
      this.#gone.resolve();
      throw failure;
    }
  }

  #closed(problem: Error | null): void {
    const { log, changed } = this.#options;
    const reason = problem ?? new DOMException('the client was closed', 'AbortError');
    log?.('live-closed', this.#counts);
    this.#pressure.end();
    for (const context of this.#contexts.values()) {
      this.#alarms.clear(context);
      context.fail(reason);
    }
    this.#contexts.clear();
    this.#retired = true;
    this.#idle.abort();
    this.#gone.resolve();
    changed();
  }

  #receive(message: LiveMessage | null): void {
    if (!message) return void this.#counts.malformed++;
    if (message.kind === 'created') return;
    const context = this.#contextOf(message.context);
    if (message.kind === 'failed' && message.context === null) return this.#failed(message.body);
    if (message.kind === 'other') return;
    if (!context) this.#counts.late++;
    else if (message.kind === 'news') this.#tell(context, message.news);
    else this.#fail(context, this.#session!.refusal(message.body, [context.input]));
  }

  /** Whom a message is for; null for nobody, or nobody any more. */
  #contextOf(id: string | null): LiveContext | null {
    const known = id === null ? undefined : this.#contexts.get(id);
    if (known && !this.#named) {
      this.#named = true;
      this.#options.changed();
    }
    if (known || this.#named) return known ?? null;
    const [only] = this.#contexts.values();
    return id === null || id === 'default' ? (only ?? null) : null;
  }

  #tell(context: LiveContext, news: LiveNews): void {
    const now = this.#options.clock.now();
    if (news.kind === 'sound') this.#alarms.heard = now;
    const { sounded } = context;
    const problem = context.hear(news, now);
    if (problem) this.#fail(context, problem);
    else if (news.kind === 'done' || context.sounded !== sounded) this.#alarms.set(context);
  }

  /** A failure that names no context is one of the session. */
  #failed(body: string): void {
    const contexts = [...this.#contexts.values()];
    const problem = this.#session!.refusal(
      body,
      contexts.map(({ input }) => input),
    );
    this.#retire();
    for (const context of contexts) this.#fail(context, problem);
  }

  #fail(context: LiveContext, problem: CallProblem): void {
    context.fail(problem);
    this.#release(context);
  }

  /** It takes no more room. The service keeps a context until it is told, even one that is spoken. */
  #release(context: LiveContext): void {
    if (!this.#contexts.delete(context.id)) return;
    this.#alarms.clear(context);
    if (this.#named) {
      if (!context.whole) this.#send({ type: 'input_text_buffer.clear', context_id: context.id });
      this.#send({ type: 'context.cancel', context_id: context.id });
    } else if (!context.whole) this.#retire();
    if (this.#contexts.size === 0) this.#rest();
    this.#options.changed();
  }

  #retire(): void {
    this.#retired = true;
    if (this.#contexts.size === 0) this.#rest();
  }

  /** Nothing is being spoken. */
  #rest(): void {
    if (this.#retired) return void this.#session?.socket.close();
    this.#idle.abort();
    this.#idle = new AbortController();
    const { signal } = this.#idle;
    const close = () => this.#retire();
    void this.#options.clock.sleep(IDLE, signal).then(close, () => undefined);
  }

  #over(context: LiveContext): void {
    if (context.ended && context.sounded) {
      context.finish();
      this.#release(context);
    } else if (context.ended) {
      this.#fail(context, unusable('no sound at all', { got: 'nothing' }, { retryable: true }));
    } else {
      // The same would most likely happen again, and be bought again; see problemOfNetwork.
      this.#retire();
      this.#fail(context, new CallProblem('service-timeout', 'the service kept silent', { retryable: true }));
    }
  }

  #send(message: object): void {
    this.#session?.socket.send(message);
  }
}
