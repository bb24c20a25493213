import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Socket as NetSocket } from 'node:net';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { type RawData, WebSocket } from 'ws';
import { bearerOf } from '../http/bearer.ts';
import { CallProblem } from '../http/call-problem.ts';
import { requestIdOf } from '../http/headers.ts';
import { refusedHandshake, socketAddress } from './handshake.ts';
import { Pulse } from './pulse.ts';
import { problemOfClose, problemOfWire } from './socket-end.ts';
import type { SocketListener, SocketOptions } from './socket-options.ts';

/** ms. Together's own guide waits as long for a session. */
const HANDSHAKE = 10_000;
/** ms that a farewell may take. */
const FAREWELL = 1_000;
/** Bytes of one message: an event of 10 MB passes. */
const LONGEST_MESSAGE = 16 * 1024 * 1024;

/**
 * A WebSocket to the service, once it stands. The key travels in the Authorization header, to this service only: no
 * redirect is followed. Rejects with a CallProblem (for a refused handshake the one that the same status has over
 * HTTP), the Problems `key-missing` and `key-refused`, or the signal's reason.
 */
export async function openSocket(options: SocketOptions, listener: SocketListener): Promise<Socket> {
  const bearer = bearerOf(await options.key(), options.keyless);
  const proxy = (await options.proxy?.()) ?? null;
  options.signal.throwIfAborted();
  const socket = new Socket(options, { bearer, proxy }, listener);
  await socket.opened;
  return socket;
}

/** How a socket comes to the service, and as whom. */
interface Way {
  bearer: { authorization?: string };
  proxy: URL | null;
}

export class Socket {
  /** Settles with the handshake. */
  readonly opened: Promise<void>;
  readonly #options: SocketOptions;
  readonly #listener: SocketListener;
  readonly #wire: WebSocket;
  readonly #opened = Promise.withResolvers<void>();
  readonly #gone = Promise.withResolvers<void>();
  /** Aborted when the socket is gone, for all that waits on its behalf. */
  readonly #life = new AbortController();
  readonly #confidential: readonly string[];
  readonly #proxy: URL | null;
  readonly #abort = () => this.#drop(this.#options.signal.reason);
  /** What came first of all that went wrong; the close that follows says less. */
  #failure: Error | null = null;
  #state: 'opening' | 'open' | 'leaving' | 'gone' = 'opening';
  readonly #pulse: Pulse;

  constructor(options: SocketOptions, { bearer, proxy }: Way, listener: SocketListener) {
    this.#options = options;
    this.#proxy = proxy;
    this.#listener = listener;
    this.#confidential = bearer.authorization ? [bearer.authorization.slice('Bearer '.length)] : [];
    this.opened = this.#opened.promise;
    this.#wire = new WebSocket(socketAddress(options), {
      headers: { ...options.headers, ...bearer },
      // Compressed audio gains nothing, and a bomb would pass the limit below.
      perMessageDeflate: false,
      followRedirects: false,
      maxPayload: LONGEST_MESSAGE,
      // The signal frees a connection to a proxy that never says anything.
      agent: proxy ? new HttpsProxyAgent(proxy, { signal: this.#life.signal } as object) : false,
    });
    let under: NetSocket | null = null;
    this.#wire.on('upgrade', ({ socket, headers }: IncomingMessage) => {
      under = socket;
      options.answered?.(headers);
    });
    this.#pulse = new Pulse({
      heard: () => under?.bytesRead ?? 0,
      paused: () => this.paused,
      ping: () => this.#state === 'open' && this.#wire.ping(),
      lost: () => this.#drop(silent('PING_TIMEOUT')),
      slept: (ms) => this.#slept(ms),
    });
    this.#wire.on(
      'unexpected-response',
      (_request: ClientRequest, reply: IncomingMessage) => void this.#refused(reply),
    );
    this.#wire.on('open', () => this.#open());
    this.#wire.on('message', (data, binary) => this.#receive(data, binary));
    this.#wire.on('error', (failure) => (this.#failure ??= problemOfWire(failure, proxy)));
    this.#wire.on('close', (code, reason) => this.#end(code, reason.toString('utf8')));
    options.signal.addEventListener('abort', this.#abort, { once: true });
    void this.#expect('opening', HANDSHAKE, 'HANDSHAKE_TIMEOUT');
  }

  /** Bytes that were sent and have not left yet. */
  get unsent(): number {
    return this.#wire.bufferedAmount;
  }

  /** Sends a message as JSON; on a socket that is closing or gone it is dropped. */
  send(message: object): void {
    if (this.#state === 'open') this.#wire.send(JSON.stringify(message));
  }

  /**
   * Stops reading, so that the service feels it; a chunk that was read already (64 KiB) may still be delivered.
   * While paused nothing is known of the peer: neither its death nor its farewell is noticed.
   */
  pause(): void {
    this.#pulse.forget();
    this.#wire.pause();
  }

  resume(): void {
    this.#pulse.forget();
    this.#wire.resume();
  }

  get paused(): boolean {
    return this.#wire.isPaused;
  }

  /** Says goodbye with code 1000, delivers nothing more, and settles when the connection is gone, 1 s later at most. */
  async close(): Promise<void> {
    if (this.#state === 'open') {
      this.#state = 'leaving';
      this.#wire.resume();
      this.#wire.close(1000);
      void this.#expect('leaving', FAREWELL, 'CLOSE_TIMEOUT');
    }
    await this.#gone.promise;
  }

  /** Ends it at once, as gone for the given reason. */
  #drop(reason: unknown): void {
    this.#failure ??= reason as Error;
    this.#wire.terminate();
  }

  #open(): void {
    this.#state = 'open';
    this.#opened.resolve();
    void this.#pulse.watch();
  }

  #receive(data: RawData, binary: boolean): void {
    if (this.#state === 'open' && !this.#failure) this.#listener.message(binary ? undefined : jsonOf(data));
  }

  #end(code: number, reason: string): void {
    const { signal, log } = this.#options;
    const before = this.#state;
    this.#state = 'gone';
    this.#life.abort();
    signal.removeEventListener('abort', this.#abort);
    const failure = this.#failure ?? problemOfClose(code, reason, this.#confidential);
    log?.('service-socket-closed', { path: this.#options.path, close: code });
    if (before === 'opening') this.#opened.reject(signal.aborted ? signal.reason : failure);
    else this.#listener.closed(before === 'leaving' || signal.aborted ? null : failure);
    this.#gone.resolve();
  }

  /** The handshake was answered with something else than 101. */
  async #refused(reply: IncomingMessage): Promise<void> {
    const { answered, catalogued, clock, log, path } = this.#options;
    const confidential = this.#confidential;
    answered?.(reply.headers);
    const id = requestIdOf(reply.headers, confidential);
    const status = reply.statusCode ?? 0;
    const problem = await refusedHandshake(reply, {
      ...{ catalogued, confidential, clock, signal: this.#life.signal },
      proxy: this.#proxy,
    });
    log?.('service-replied', { path, status, ...(id !== null && { request: id }) });
    this.#drop(problem);
  }

  /** Gives up where the socket has not left the state in time. */
  async #expect(state: 'opening' | 'leaving', ms: number, reason: string): Promise<void> {
    if (await this.#slept(ms)) return;
    if (this.#state === state) this.#drop(silent(reason));
  }

  /** Waits; true where the socket is gone meanwhile. */
  async #slept(ms: number): Promise<boolean> {
    await this.#options.clock.sleep(ms, this.#life.signal).catch(() => undefined);
    return this.#life.signal.aborted;
  }
}

const silent = (reason: string) =>
  new CallProblem('service-unreachable', 'the service kept silent', {
    retryable: true,
    again: true,
    details: { reason },
  });

function jsonOf(data: RawData): unknown {
  try {
    return JSON.parse(String(data));
  } catch {
    return undefined;
  }
}
