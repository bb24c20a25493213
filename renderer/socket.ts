import type { Wire } from '../app/ipc/wire.ts';
import type { PlainProblem } from '../app/model/problem.ts';

/** How a window stands with its app: not yet reached, in touch, or out of touch and trying again. */
export type Link = 'connecting' | 'open' | 'lost';

/** ms before the first new try; doubled each time, so a restarting app is found at once and a dead one not besieged. */
const FIRST_WAIT = 400;
const LONGEST_WAIT = 8_000;

const HOST_GONE: PlainProblem = {
  code: 'host-gone',
  message: 'the socket to the app is closed',
  retryable: true,
  details: {},
};

/**
 * A wire of JSON text frames that outlives its sockets. Until the first one opens, messages wait in line; a request
 * that a lost socket leaves unanswered gets the problem `host-gone`.
 */
export class LastingWire implements Wire {
  readonly #address: string;
  readonly #listeners = new Set<(message: unknown) => void>();
  readonly #watchers = new Set<(link: Link) => void>();
  readonly #unanswered = new Set<number>();
  readonly #line: string[] = [];
  #link: Link = 'connecting';
  #socket: WebSocket | null = null;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(address: string) {
    this.#address = address;
    this.#dial();
  }

  send(message: unknown): void {
    if (numbered(message)) this.#unanswered.add(message.id);
    if (this.#link === 'open') this.#socket?.send(JSON.stringify(message));
    else if (this.#link === 'connecting') this.#line.push(JSON.stringify(message));
    else queueMicrotask(() => this.#refuse());
  }

  receive(listener: (message: unknown) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Never: the next socket takes over. */
  closed(): void {}

  /** Tells the link now and at each change. */
  watch(listener: (link: Link) => void): void {
    this.#watchers.add(listener);
    listener(this.#link);
  }

  /** Tries again at once instead of at the next turn. */
  retry(): void {
    if (this.#link !== 'lost' || this.#socket?.readyState === WebSocket.CONNECTING) return;
    this.#failures = 0;
    this.#dial();
  }

  /** Gives up for good. */
  end(): void {
    clearTimeout(this.#timer);
    const last = this.#socket;
    this.#socket = null;
    last?.close();
  }

  #dial(): void {
    clearTimeout(this.#timer);
    const socket = (this.#socket = new WebSocket(this.#address));
    socket.onopen = () => {
      this.#failures = 0;
      for (const text of this.#line.splice(0)) socket.send(text);
      this.#turn('open');
    };
    socket.onmessage = ({ data }) => this.#deliver(parsed(data));
    socket.onclose = () => {
      if (this.#socket !== socket) return;
      this.#turn('lost');
      this.#refuse();
      this.#timer = setTimeout(() => this.#dial(), Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.#failures++));
    };
  }

  #turn(link: Link): void {
    if (this.#link === link) return;
    this.#link = link;
    for (const watcher of this.#watchers) watcher(link);
  }

  #deliver(message: unknown): void {
    if (numbered(message)) this.#unanswered.delete(message.id);
    for (const listener of this.#listeners) listener(message);
  }

  #refuse(): void {
    this.#line.length = 0;
    for (const id of [...this.#unanswered]) this.#deliver({ id, problem: HOST_GONE });
  }
}

function parsed(data: unknown): unknown {
  try {
    return typeof data === 'string' ? JSON.parse(data) : null;
  } catch {
    return null;
  }
}

const numbered = (message: unknown): message is { id: number } =>
  typeof message === 'object' && message !== null && typeof (message as { id?: unknown }).id === 'number';
