import { CallProblem } from '../http/call-problem.ts';
import { LiveAlarms } from './live-alarms.ts';
import { endsAtFirst, itemsOf } from './live-completion.ts';
import { LiveContext } from './live-context.ts';
import type { LiveMessage, LiveNews } from './live-messages.ts';
import { LiveOrders } from './live-orders.ts';
import { LivePressure } from './live-pressure.ts';
import { LiveRest } from './live-rest.ts';
import { LiveRoster } from './live-roster.ts';
import { type LiveSession, openLiveSession, unreadable } from './live-session.ts';
import type { LiveSettings, LiveText } from './live-request.ts';
import type { SocketOptions } from '../socket/socket-options.ts';
import { unusable } from '../http/unusable.ts';

export interface LiveConnectionOptions extends Pick<
  SocketOptions,
  'baseUrl' | 'key' | 'keyless' | 'proxy' | 'answered' | 'clock' | 'log'
> {
  settings: LiveSettings;
  query: Readonly<Record<string, string>>;
  /** There may be room for a context now, or there never will be. */
  changed(): void;
}

/**
 * One socket and the texts that are spoken over it; one at a time as long as the roster says that the service may know
 * no contexts. Giving one up closes the socket then, as its sound could not be told from that of the next.
 */
export class LiveConnection {
  /** Settles when the session is there. */
  readonly opened: Promise<void>;
  readonly #options: LiveConnectionOptions;
  readonly #life = new AbortController();
  readonly #gone = Promise.withResolvers<void>();
  readonly #contexts = new LiveRoster();
  readonly #alarms: LiveAlarms;
  readonly #pressure: LivePressure;
  readonly #orders = new LiveOrders((message) => this.#session?.socket.send(message));
  readonly #idle: LiveRest;
  #session: LiveSession | null = null;
  #altered = false;
  #retired = false;
  readonly #counts = { contexts: 0, malformed: 0, late: 0 };

  constructor(options: LiveConnectionOptions) {
    this.#options = options;
    const { clock } = options;
    this.#alarms = new LiveAlarms({ clock, over: (context) => this.#over(context) });
    this.#idle = new LiveRest({ clock, over: () => this.#retire() });
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
    return !this.#retired && this.#contexts.room;
  }

  /** Has a text spoken, in a context of its own. Only where there is room. */
  begin({ input, session, own }: LiveText): LiveContext {
    const { settings, clock } = this.#options;
    const now = clock.now();
    const id = `speech-${++this.#counts.contexts}`;
    const length = { expected: itemsOf(input, settings), endsAtFirst: endsAtFirst(input, settings) };
    const context = new LiveContext({ id, input, ...length, now, watch: this.#pressure });
    this.#contexts.add(context);
    this.#idle.end();
    if (own || (this.#altered && !this.#contexts.named)) this.#orders.update(id, session);
    this.#altered ||= own;
    this.#orders.speak(id, input);
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
    for (const context of this.#contexts.all) context.fail(reason);
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
    for (const context of this.#contexts.all) {
      this.#alarms.clear(context);
      context.fail(reason);
    }
    this.#contexts.clear();
    this.#retired = true;
    this.#idle.end();
    this.#gone.resolve();
    changed();
  }

  #receive(message: LiveMessage | null): void {
    if (!message) return void this.#counts.malformed++;
    if (message.kind === 'created') return;
    if (message.kind === 'unreadable') return this.#fallen(unreadable());
    const { named } = this.#contexts;
    const context = this.#contexts.of(message.context);
    if (named !== this.#contexts.named) this.#options.changed();
    if (message.kind === 'failed' && message.context === null) return this.#failed(message.body);
    if (message.kind === 'other') return;
    if (!context) this.#counts.late++;
    else if (message.kind === 'news') this.#tell(context, message.news);
    else this.#fail(context, this.#session!.refusal(message.body, [context.input]));
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
    const texts = this.#contexts.all.map(({ input }) => input);
    this.#fallen(this.#session!.refusal(body, texts));
  }

  #fallen(problem: CallProblem): void {
    this.#retire();
    for (const context of this.#contexts.all) this.#fail(context, problem);
  }

  #fail(context: LiveContext, problem: CallProblem): void {
    context.fail(problem);
    this.#release(context);
  }

  /** It takes no more room. The service keeps a context until it is told, even one that is spoken. */
  #release(context: LiveContext): void {
    if (!this.#contexts.remove(context)) return;
    this.#alarms.clear(context);
    if (this.#contexts.named) this.#orders.forget(context.id, context.whole);
    else if (!context.whole) this.#retire();
    if (this.#contexts.size === 0) this.#rest();
    this.#options.changed();
  }

  #retire(): void {
    this.#retired = true;
    if (this.#contexts.size === 0) this.#rest();
  }

  /** Nothing is being spoken. */
  #rest(): void {
    if (this.#retired) void this.#session?.socket.close();
    else this.#idle.begin();
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
}
