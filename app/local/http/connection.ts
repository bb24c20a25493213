import type { RawData, WebSocket } from 'ws';

/** A message that has come in: what is no JSON is undefined. */
export type Message = { binary: false; json: unknown } | { binary: true };

/** Bytes that may wait for a client that reads slowly, before sound has to wait too. */
const UNREAD = 256 * 1024;
/** Bytes from which its own messages have to wait as well: it does not read the replies to them. */
const MOST_UNREAD = 4 * 1024 * 1024;
/** Messages that are taken in before the first of them has been dealt with. */
const AHEAD = 32;

/** One client on a WebSocket. */
export class Connection {
  readonly url: URL;
  /** Aborts when the client is gone. */
  readonly signal: AbortSignal;
  readonly #socket: WebSocket;
  readonly #queue: Message[] = [];
  /** Who waits for fewer bytes to be unsent, or for a message. */
  readonly #waiting = new Set<() => void>();

  constructor(socket: WebSocket, url: URL) {
    this.url = url;
    this.#socket = socket;
    const gone = new AbortController();
    this.signal = gone.signal;
    // An error is followed by the close.
    socket.on('error', () => undefined);
    socket.once('close', () => {
      gone.abort();
      this.#wake();
    });
    socket.on('message', (data, binary) => {
      this.#queue.push(binary ? { binary } : { binary, json: jsonOf(data) });
      if (this.#queue.length >= AHEAD) socket.pause();
      this.#wake();
    });
  }

  /** Sends an event as JSON; to a client that is gone, nothing. */
  send(event: object): void {
    this.#socket.send(JSON.stringify(event), () => this.#wake());
  }

  /** Settles when the client has read enough to be sent more. Throws the AbortError. */
  async ready(signal: AbortSignal, most = UNREAD): Promise<void> {
    while (!signal.aborted && this.#socket.bufferedAmount > most) await this.#change(signal);
    signal.throwIfAborted();
  }

  /** What the client says, until it is gone or has been told goodbye; no faster than it reads what is said to it. */
  async *messages(): AsyncGenerator<Message, void, undefined> {
    while (this.#socket.readyState === this.#socket.OPEN) {
      const message = this.#queue.shift();
      if (message === undefined) {
        this.#socket.resume();
        if (this.#queue.length === 0) await this.#change(this.signal);
        continue;
      }
      yield message;
      while (!this.signal.aborted && this.#socket.bufferedAmount > MOST_UNREAD) await this.#change(this.signal);
    }
  }

  close(code: number, reason = ''): void {
    // A client that was not listened to could not say goodbye.
    this.#socket.resume();
    this.#socket.close(code, reason);
    this.#wake();
  }

  #change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.#waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake);
      if (signal.aborted) wake();
    });
  }

  #wake(): void {
    for (const wake of [...this.#waiting]) wake();
  }
}

function jsonOf(data: RawData): unknown {
  try {
    return JSON.parse(String(data));
  } catch {
    return undefined;
  }
}
