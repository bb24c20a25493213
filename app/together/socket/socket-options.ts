import type { Clock } from '../http/clock.ts';
import type { Headers } from '../http/headers.ts';
import type { Log } from '../http/http.ts';
import type { FindProxy } from '../http/roads.ts';

export interface SocketOptions {
  /** Checked already: see checkedBaseUrl. */
  baseUrl: URL;
  /** After the base URL: `/realtime`. */
  path: string;
  query: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
  /** Asked for before the handshake. */
  key: () => Promise<string | null>;
  /** May a handshake go out without a key? */
  keyless: boolean;
  /** Asked before the handshake; straight to the service where left out. */
  proxy?: FindProxy | undefined;
  /** Is the model that is asked for in the catalogue? See Handshake. */
  catalogued: boolean;
  /** Hears the headers of the answer to the handshake, whatever that is. */
  answered?: (headers: Headers) => void;
  clock: Clock;
  log?: Log;
  /** Ends the handshake or the socket at once. */
  signal: AbortSignal;
}

/** Called in order, never after `closed`, and possibly before `openSocket` has settled. */
export interface SocketListener {
  /** A message as JSON; undefined for what is none. */
  message(message: unknown): void;
  /** Once, for a socket that had opened. Null where we closed or aborted it; else `close` in the details is the code. */
  closed(problem: Error | null): void;
}
