import { Agent, type Dispatcher, Pool, ProxyAgent } from 'undici';

/** The proxy on the way to the service, or null for none. */
export type FindProxy = () => Promise<URL | null>;

/** A narration, a preview and an export may run at once, each one request ahead; a queue beyond that is harmless. */
const CONNECTIONS = 8;
/** ms; two segments that are played one after the other lie up to a minute apart and should share a connection. */
const KEEP_ALIVE = 60_000;

/** The ways to one service: straight, or through a proxy; each with connections of its own, made when it is taken. */
export class Roads {
  readonly #connectTimeout: number;
  readonly #roads = new Map<string, Dispatcher>();
  #closed = false;

  /** ms until a connection has to stand, TLS included. */
  constructor(connectTimeout: number) {
    this.#connectTimeout = connectTimeout;
  }

  by(proxy: URL | null): Dispatcher {
    const name = proxy?.href ?? '';
    const known = this.#roads.get(name);
    if (known) return known;
    const road = this.#made(proxy);
    this.#roads.set(name, road);
    // Where the client was closed while somebody asked for the way, its end is what is told.
    if (this.#closed) void road.destroy();
    return road;
  }

  /** Closes every connection, also those at work. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#roads.values().map((road) => road.destroy()));
  }

  #made(proxy: URL | null): Dispatcher {
    const timeout = this.#connectTimeout;
    // With HTTP/1.1 a request that is given up closes its connection, which stops the service's work for it.
    const usual = { connections: CONNECTIONS, pipelining: 1, keepAliveTimeout: KEEP_ALIVE, allowH2: false };
    if (!proxy) return new Agent({ ...usual, connect: { timeout } });
    return new ProxyAgent({
      ...{ ...usual, uri: proxy.href, connectTimeout: timeout, proxyTunnel: true },
      // A proxy that never answers is noticed as soon as a service that is not there.
      clientFactory: (origin, options) => new Pool(origin, { ...options, headersTimeout: timeout }),
    });
  }
}
