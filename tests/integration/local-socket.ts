import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';

export interface SocketEvent {
  type: string;
  [field: string]: unknown;
}

/** A client of a WebSocket of the service; it is gone when the test is. */
export class SocketClient {
  readonly socket: WebSocket;
  /** All events, in their order. */
  readonly events: SocketEvent[] = [];
  readonly closed: Promise<number>;
  readonly #waiting = new Set<() => void>();

  constructor(url: string, options: ConstructorParameters<typeof WebSocket>[2] = {}, protocols: string[] = []) {
    this.socket = new WebSocket(url.replace('http', 'ws'), protocols, options);
    this.closed = new Promise((resolve) => this.socket.once('close', resolve));
    this.socket.on('message', (data) => {
      this.events.push(JSON.parse(String(data)) as SocketEvent);
      this.#wake();
    });
    this.socket.on('error', () => undefined);
    this.socket.once('close', () => this.#wake());
    onTestFinished(() => this.socket.terminate());
  }

  /** Sends messages once the socket stands. */
  async send(...messages: (object | string | Uint8Array)[]): Promise<void> {
    if (this.socket.readyState === WebSocket.CONNECTING) await once(this.socket, 'open');
    for (const message of messages) {
      this.socket.send(
        typeof message === 'string' || message instanceof Uint8Array ? message : JSON.stringify(message),
      );
    }
  }

  /** The next event, after those that were waited for before, for which that holds. Throws where the socket closes. */
  async until(holds: (event: SocketEvent) => boolean, from = 0): Promise<SocketEvent> {
    for (let at = from; ;) {
      for (; at < this.events.length; at++) if (holds(this.events[at]!)) return this.events[at]!;
      if (this.socket.readyState === WebSocket.CLOSED) {
        throw new Error(`closed after ${this.events.map(({ type }) => type).join(', ')}`);
      }
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  async count(type: string, count: number, context?: string): Promise<void> {
    const matching = () =>
      this.events.filter((event) => event.type === type && (!context || event['context_id'] === context)).length;
    await this.until(() => matching() >= count);
  }

  /** The sound of a context, or of all, as bytes. */
  sound(context?: string): Buffer {
    const deltas = this.events.filter(
      ({ type, context_id }) => type === 'conversation.item.audio_output.delta' && (!context || context_id === context),
    );
    return Buffer.concat(deltas.map(({ delta }) => Buffer.from(delta as string, 'base64')));
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}
