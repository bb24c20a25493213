import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { getEventListeners } from 'node:events';
import type { Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { WebSocket } from 'ws';

/** Turns of the event loop that the ends of sockets may take to be told. */
const TURNS = 2_000;

const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

/**
 * Watches a process for what its clients leave behind: sockets that stand, WebSockets (of its servers,
 * too) that somebody listens to, AbortSignals that somebody waits for, and timers. One at a time.
 */
export class Leftovers {
  /** Sockets that clients have opened, and signals that were waited for: not to be 0, or nothing was watched. */
  readonly seen = { sockets: 0, signals: 0 };
  readonly #sockets = new Set<Socket>();
  readonly #websockets = new Set<WebSocket>();
  readonly #signals = new Set<AbortSignal>();
  readonly #timers = timers();
  readonly #opened = (message: unknown) => {
    this.seen.sockets++;
    this.#sockets.add((message as { socket: Socket }).socket);
  };

  readonly #counts = {
    sockets: () => count(this.#sockets, (socket) => !socket.destroyed),
    websockets: () => count(this.#websockets, ({ readyState }) => readyState !== WebSocket.CLOSED),
    listeners: () => count(this.#signals, (signal) => getEventListeners(signal, 'abort').length > 0),
    timers: () => timers() - this.#timers,
  };

  constructor() {
    const { seen } = this;
    const signals = this.#signals;
    const { addEventListener } = EventTarget.prototype;
    // Node's own functions call it on the signal, too.
    AbortSignal.prototype.addEventListener = function (this: AbortSignal, ...given: unknown[]) {
      seen.signals++;
      signals.add(this);
      Reflect.apply(addEventListener, this, given);
    };
    const websockets = this.#websockets;
    const { on } = WebSocket.prototype;
    WebSocket.prototype.on = function (this: WebSocket, ...given: unknown[]) {
      websockets.add(this);
      return Reflect.apply(on, this, given) as WebSocket;
    };
    subscribe('net.client.socket', this.#opened);
  }

  /** What is left, by name, once everything had its time to end; nothing is an empty object. `also` counts more. */
  async left(also: Readonly<Record<string, () => number>> = {}): Promise<Record<string, number>> {
    const now = () => {
      const counts = Object.entries({ ...this.#counts, ...also }).map(([name, count]) => [name, count()] as const);
      return Object.fromEntries(counts.filter(([, count]) => count > 0));
    };
    for (let turns = 0; turns < TURNS && Object.keys(now()).length > 0; turns++) await turn();
    return now();
  }

  /** Watches no longer. */
  end(): void {
    unsubscribe('net.client.socket', this.#opened);
    Reflect.deleteProperty(AbortSignal.prototype, 'addEventListener');
    Reflect.deleteProperty(WebSocket.prototype, 'on');
  }
}

const count = <Item>(items: Iterable<Item>, test: (item: Item) => boolean) => [...items].filter(test).length;
