import { Problem } from '../../model/problem.ts';
import { noted } from '../http/bearer.ts';
import { transcriptionModelById } from '../catalog/transcription-models.ts';
import type { Asked } from './realtime-failure.ts';
import { EventQueue } from '../socket/event-queue.ts';
import { OutgoingSound } from './outgoing-sound.ts';
import type { RealtimeConnection } from './realtime-connection.ts';
import type { RealtimeEvent } from './realtime-event.ts';
import { hear, isText } from './realtime-hearing.ts';
import { RealtimeItems } from './realtime-items.ts';
import { type ListenOptions, openRealtime } from './realtime-opening.ts';
import { type ListenRequest, sessionMessage } from './realtime-request.ts';
import type { Said } from './realtime-said.ts';
import type { LiveTranscription } from './live-transcription.ts';
import { listeningReceipt } from '../http/receipt.ts';
import { Tries } from '../http/tries.ts';

/** ms; a connection that stood so long has not failed but ended. */
const STOOD = 30_000;
/** ms without text that end a flush, ms that it lasts at most, and between two looks. */
const QUIET = 2_000;
const LONGEST_FLUSH = 30_000;
const LOOK = 250;

/**
 * Listens live. A connection that is lost is followed by another one, twice at most in a row; sound without a final
 * text is sent to it again, the last 5 s of it, and words that come back that way are left out (see unrepeated).
 * What is final (a refused key, an unknown model, a service without workers) ends the session. Where the service ends
 * it because nothing was said for long (300 s), the next sound opens another one.
 */
export function listen(options: ListenOptions, request: ListenRequest, signal: AbortSignal): LiveTranscription {
  return new Listening(options, request, signal);
}

class Listening implements LiveTranscription {
  readonly events = new EventQueue<RealtimeEvent>();
  readonly ended: Promise<void>;
  readonly #options: ListenOptions;
  readonly #request: ListenRequest;
  /** What is confidential: the prompt, and the keys that were used. */
  readonly #asked: Asked;
  /** Aborted when the session is over. */
  readonly #life = new AbortController();
  readonly #signal: AbortSignal;
  readonly #sound = new OutgoingSound();
  readonly #items = new RealtimeItems();
  readonly #tries: Tries;
  /** The newest; it may be over. */
  #connection: RealtimeConnection | null = null;
  /** Did the one before it end while something was said? */
  #interrupted = false;
  #since = 0;
  #lastText = 0;
  #closing = false;
  /** Called when sound comes in while the session sleeps. */
  #wake: (() => void) | null = null;

  constructor(options: ListenOptions, request: ListenRequest, signal: AbortSignal) {
    const confidential = request.prompt === undefined ? [] : [request.prompt];
    this.#asked = { catalogued: transcriptionModelById(request.model) !== null, confidential };
    this.#options = { ...options, key: noted(options.key, confidential) };
    this.#request = request;
    this.#tries = new Tries(options.random);
    this.#signal = AbortSignal.any([signal, this.#life.signal]);
    this.ended = this.#run(signal);
  }

  append(samples: Int16Array): void {
    this.#sound.append(samples);
    this.#wake?.();
  }

  commit(): void {
    this.#sound.commit();
  }

  clear(): void {
    this.#sound.clear();
    this.#items.clear();
  }

  get answered(): boolean {
    return this.#sound.answeredFor;
  }

  async flush(quiet = QUIET): Promise<void> {
    if (this.#sound.settled || this.#signal.aborted) return;
    const { clock } = this.#options;
    const begun = clock.now();
    this.commit();
    for (;;) {
      const now = clock.now();
      const still = now - Math.max(begun, this.#lastText, this.#since) >= quiet;
      const sent = this.#sound.sent && this.#connection?.flushed === true;
      if ((still && sent) || now - begun >= LONGEST_FLUSH) return;
      await clock.sleep(LOOK, this.#signal).catch(() => undefined);
      if (this.#signal.aborted) return;
    }
  }

  async close(): Promise<void> {
    this.#closing = true;
    await this.#connection?.close();
    this.#life.abort();
    await this.ended;
  }

  async #run(asked: AbortSignal): Promise<void> {
    try {
      for (;;) await this.#session();
    } catch (failure) {
      if (asked.aborted) return this.events.end({ failure: asked.reason });
      if (!this.#closing) this.events.push({ type: 'failed', problem: asProblem(failure) });
      this.events.end();
    } finally {
      await this.#connection?.close();
      this.#life.abort();
      const { seconds } = this.#sound;
      if (seconds > 0) this.#options.report(listeningReceipt(this.#request.model, seconds));
    }
  }

  /** One connection, from the first try to its end. Throws what is final, and where we ended it. */
  async #session(): Promise<void> {
    const connection = await openRealtime(this.#options, {
      request: this.#request,
      asked: this.#asked,
      tries: this.#tries,
      expecting: () => this.#items.open,
      signal: this.#signal,
    });
    this.#begin(connection);
    const { problem, idle } = await connection.ended;
    this.#signal.throwIfAborted();
    if (problem === null) throw new DOMException('the session was closed', 'AbortError');
    this.#interrupted = !(idle && this.#sound.idle);
    if (!this.#interrupted) return this.#slept();
    this.#sound.interrupt();
    if (this.#options.clock.now() - this.#since >= STOOD) this.#tries.reset();
    const ms = this.#tries.next(problem);
    this.events.push({ type: 'interrupted', problem: asProblem(problem) });
    await this.#options.clock.sleep(ms, this.#signal);
  }

  #begin(connection: RealtimeConnection): void {
    this.#since = this.#options.clock.now();
    this.#connection = connection;
    this.events.push({ type: 'created', session: connection.session });
    const message = sessionMessage(this.#request);
    if (message) connection.send(message);
    const { lost, repeatable } = this.#sound.resume(connection, this.#interrupted);
    this.#items.begin(repeatable);
    if (lost > 0) this.events.push({ type: 'lost', seconds: lost });
    connection.listen((said) => this.#hear(said));
  }

  /** The service ended a session in which nothing was said. */
  async #slept(): Promise<void> {
    this.#sound.sleep();
    this.#items.clear();
    this.#tries.reset();
    const woken = Promise.withResolvers<void>();
    this.#wake = woken.resolve;
    const abort = () => woken.reject(this.#signal.reason);
    this.#signal.addEventListener('abort', abort, { once: true });
    await woken.promise;
    this.#signal.removeEventListener('abort', abort);
    this.#wake = null;
  }

  #hear(said: Said | null): void {
    this.#sound.answered();
    if (!said) return;
    if (said.type === 'completed') this.#tries.reset();
    if (isText(said)) this.#lastText = this.#options.clock.now();
    const event = hear(said, this.#items, this.#sound, this.#asked);
    if (event) this.events.push(event);
  }
}

const asProblem = (failure: unknown): Problem =>
  failure instanceof Problem ? failure : new Problem('internal', 'listening failed', { cause: failure });
