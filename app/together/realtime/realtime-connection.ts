import { encode } from '../../pcm/convert.ts';
import { CallProblem } from '../http/call-problem.ts';
import type { Clock } from '../http/clock.ts';
import { plainId } from '../http/headers.ts';
import { unusable } from '../http/unusable.ts';
import { type Asked, type Ending, endingOf } from './realtime-failure.ts';
import { type Said, saidOf } from './realtime-said.ts';
import type { Socket } from '../socket/socket.ts';
import type { SocketListener } from '../socket/socket-options.ts';

export interface RealtimeConnectionOptions extends Asked {
  open(listener: SocketListener, signal: AbortSignal): Promise<Socket>;
  clock: Clock;
  /** Evenly in [0, 1). */
  random: () => number;
  /** Is the final text of something still to come? */
  expecting(): boolean;
  signal: AbortSignal;
}

/** ms; Together's guide waits as long for a session. */
const CREATED = 10_000;
/** ms between two probes, give or take a fifth, and what one may take (Together's own client). */
const PROBE = 5_000;
const PROBE_ANSWER = 2_000;
/** ms without a word about speech that was being written, while more sound went out (Together's own client). */
const STALE = 30_000;
/** Bytes that may wait in the socket: a minute of sound. What is further behind will not catch up. */
const MOST_UNSENT = 60 * 16_000 * 2 * (4 / 3);
/** What a service may say of a probe that it does not know. */
const NO_PROBES = /\becho\b|\b(unknown|unsupported|unrecogni[sz]ed|invalid)\b.*\b(type|event|message)\b/i;

/**
 * One connection of a live transcription, once its session stands. Rejects with the problem that the session began
 * with, or the signal's reason.
 */
export async function connectRealtime(options: RealtimeConnectionOptions): Promise<RealtimeConnection> {
  const connection = new RealtimeConnection(options);
  await connection.begin();
  return connection;
}

export class RealtimeConnection {
  /** The service's name for the session. */
  session: string | null = null;
  /** Settles when it is over, whoever ended it. */
  readonly ended: Promise<Ending>;
  readonly #options: RealtimeConnectionOptions;
  #hear: ((said: Said | null) => void) | null = null;
  /** What came before anybody listened. */
  #early: Said[] = [];
  readonly #ended = Promise.withResolvers<Ending>();
  readonly #created = Promise.withResolvers<void>();
  /** Aborted at the end, for all that waits on its behalf. */
  readonly #life = new AbortController();
  #socket: Socket | null = null;
  /** A failure that did not end it by itself, but explains an end that follows. */
  #last: Ending | null = null;
  /** Does the service answer probes? Null until it did or refused; then pings have to do. */
  #echoes: boolean | null = null;
  #heard = false;
  #spoke = 0;
  #sent = 0;

  constructor(options: RealtimeConnectionOptions) {
    this.#options = options;
    this.ended = this.#ended.promise;
  }

  async begin(): Promise<void> {
    const { open, clock, signal } = this.#options;
    const over = this.ended.then(({ problem }) => problem ?? signal.reason);
    this.#socket = await open(
      { message: (message) => this.#receive(message), closed: (why) => this.#closed(why) },
      signal,
    );
    const late = clock.sleep(CREATED, this.#life.signal).then(
      () => lost('service-timeout', 'SESSION_TIMEOUT'),
      () => over,
    );
    const failure: unknown = await Promise.race([this.#created.promise, over, late]);
    if (failure !== undefined) {
      this.#end({ problem: failure as Error, idle: false });
      throw failure;
    }
    this.#spoke = clock.now();
    void this.#watch();
  }

  /** `hear` is given every event but the session's beginning and end, and null for other signs of life. */
  listen(hear: (said: Said | null) => void): void {
    this.#hear = hear;
    this.#early.forEach(hear);
    this.#early = [];
  }

  /** Is all that was sent on its way? */
  get flushed(): boolean {
    return this.#socket?.unsent === 0;
  }

  /** Of at most a second: longer messages are not taken. False where the connection is over. */
  sendSound(samples: Int16Array): boolean {
    if (this.#life.signal.aborted) return false;
    const bytes = encode(samples, 'pcm_s16le');
    const audio = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
    this.send({ type: 'input_audio_buffer.append', audio });
    this.#sent = this.#options.clock.now();
    if (this.#socket!.unsent > MOST_UNSENT) this.#give('BACKLOG');
    return !this.#life.signal.aborted;
  }

  send(message: object): void {
    this.#socket?.send(message);
  }

  /** Says goodbye; settles when the connection is gone. */
  async close(): Promise<void> {
    this.#end({ problem: null, idle: false });
    await this.#socket?.close();
  }

  #receive(message: unknown): void {
    if (this.#life.signal.aborted) return;
    if (message === undefined) return this.#end({ problem: unreadable(), idle: false });
    const said = saidOf(message);
    if (!said) return;
    const { confidential, clock } = this.#options;
    this.#heard = true;
    switch (said.type) {
      case 'echo.response':
        this.#echoes = true;
        return this.#hear?.(null);
      case 'session.created':
        this.session = plainId(said.session, confidential);
        return this.#created.resolve();
      case 'error':
        if (!this.#echoes && NO_PROBES.test(said.error.message ?? '')) {
          this.#echoes = false;
          return;
        }
    }
    if ((said.type === 'failed' && said.turnEvent === null) || said.type === 'error') {
      this.#last = endingOf(said.error, this.#options);
      const final = said.type === 'failed' || this.#last.idle || !(this.#last.problem as CallProblem).again;
      if (final) return this.#end(this.#last);
    }
    this.#spoke = clock.now();
    if (this.#hear) this.#hear(said);
    else this.#early.push(said);
  }

  #closed(problem: Error | null): void {
    this.#end(problem && this.#last ? this.#last : { problem, idle: false });
  }

  #end(ending: Ending): void {
    if (this.#life.signal.aborted) return;
    this.#life.abort();
    this.#ended.resolve(ending);
    void this.#socket?.close();
  }

  #give(reason: string): void {
    this.#end({ problem: lost('service-unreachable', reason), idle: false });
  }

  /**
   * Asks for a sign of life: a session can die behind a connection that stands. A service that has never answered is
   * taken not to know the question.
   */
  async #watch(): Promise<void> {
    const { clock, random, expecting } = this.#options;
    for (let id = 1; await this.#slept(PROBE * (0.8 + 0.4 * random())); id++) {
      const stale = this.#sent > this.#spoke && clock.now() - this.#spoke >= STALE;
      if (expecting() && stale) return this.#give('STALE');
      // Behind sound that has not left yet it would be late through no fault of the service.
      if (this.#echoes === false || !this.flushed) continue;
      this.#heard = false;
      this.send({ type: 'echo', echo_id: id });
      if (!(await this.#slept(PROBE_ANSWER))) return;
      if (this.#echoes && !this.#heard) return this.#give('PROBE_TIMEOUT');
    }
  }

  /** Waits; false where it is over meanwhile. */
  async #slept(ms: number): Promise<boolean> {
    await this.#options.clock.sleep(ms, this.#life.signal).catch(() => undefined);
    return !this.#life.signal.aborted;
  }
}

/** It may have been any text; another connection is sent the sound that has none, so that it comes all the same. */
const unreadable = () => unusable('a message that is no JSON', { got: 'message' }, { retryable: true, again: true });

const lost = (code: 'service-unreachable' | 'service-timeout', reason: string) =>
  new CallProblem(code, 'the service kept silent', { retryable: true, again: true, details: { reason } });
