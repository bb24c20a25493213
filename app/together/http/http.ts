import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { Problem } from '../../model/problem.ts';
import { bearerOf } from './bearer.ts';
import { CallProblem } from './call-problem.ts';
import type { Clock } from './clock.ts';
import { type Headers, requestIdOf } from './headers.ts';
import { problemOfNetwork } from './network.ts';
import { problemOfReply } from './problems.ts';
import { type FindProxy, Roads } from './roads.ts';
import { chunksOf, type Reply, textOf } from './reply.ts';

/** Ids, counts and durations only; never text, never a key. */
export type Log = (event: string, numbers?: Readonly<Record<string, string | number>>) => void;

/** All in ms. */
export interface Timeouts {
  /** Until the connection stands, TLS included. */
  connect: number;
  /** From the request until the reply's headers. */
  headers: number;
  /** Between two chunks of a reply, while we are reading. */
  idle: number;
}

export interface HttpOptions {
  /** Checked already: see checkedBaseUrl. */
  baseUrl: URL;
  /** Asked for before each request, so that a new key holds at once. */
  key: () => Promise<string | null>;
  /** May requests go out without a key? */
  keyless: boolean;
  /** Asked before each request, so that a new choice holds at once; straight to the service where left out. */
  proxy?: FindProxy | undefined;
  timeouts: Timeouts;
  clock: Clock;
  log: Log;
}

/** What is sent, made as it is sent. */
export interface Body {
  contentType: string;
  /** Bytes; the stream gives exactly as many. */
  length: number;
  /** Anew for each try. A Problem that it throws is what the request fails with. */
  stream(): AsyncIterable<Uint8Array>;
}

export interface Call {
  method: 'GET' | 'POST';
  /** After the base URL: `/audio/speech`. */
  path: string;
  query?: Readonly<Record<string, string>>;
  json?: object;
  /** Instead of `json`. */
  body?: Body;
  accept: string;
  signal: AbortSignal;
  /** What stands in the request and must not come back in a problem: the text. */
  confidential?: readonly string[];
  /** Is the model that is asked for in the catalogue? Tells a typing error from a model that is not running. */
  catalogued?: boolean;
  /** Hears the headers of the reply, whatever that is. */
  replied?: (headers: Headers) => void;
  /** Other than the client's. */
  timeouts?: Partial<Pick<Timeouts, 'headers' | 'idle'>>;
}

/** Characters of a refusal that are read; the rest says nothing new. */
const LONGEST_REFUSAL = 65_536;

/** HTTP to one service, over connections of its own. */
export class Http {
  readonly #options: HttpOptions;
  readonly #roads: Roads;

  constructor(options: HttpOptions) {
    this.#options = options;
    this.#roads = new Roads(options.timeouts.connect);
  }

  /**
   * The reply, once its headers say that it is one (2xx). The key travels in the Authorization header and to this
   * service only: no redirect is followed. Aborting closes the connection at once, before and after the headers.
   * Throws a CallProblem, the Problems `key-missing` and `key-refused` without having sent anything, or the
   * signal's reason.
   */
  async request(call: Call): Promise<Reply> {
    const { clock, log } = this.#options;
    const bearer = bearerOf(await this.#options.key(), this.#options.keyless);
    const proxy = (await this.#options.proxy?.()) ?? null;
    call.signal.throwIfAborted();
    const begun = clock.now();
    const reply = await this.#send(call, bearer, proxy);
    const { status, headers } = reply;
    call.replied?.(headers);
    const id = requestIdOf(headers, keyIn(bearer));
    log('service-replied', { path: call.path, status, ms: clock.now() - begun, ...(id !== null && { request: id }) });
    if (status >= 200 && status < 300 && plainlyEncoded(headers)) return reply;
    throw await refusalIn(reply, call.signal);
  }

  /** Closes every connection, also those at work; their calls end with an AbortError. */
  close(): Promise<void> {
    return this.#roads.close();
  }

  async #send(call: Call, bearer: { authorization?: string }, proxy: URL | null): Promise<Reply> {
    const { baseUrl, clock, timeouts } = this.#options;
    const road: Dispatcher = this.#roads.by(proxy);
    const query = call.query ? `?${new URLSearchParams(call.query)}` : '';
    const json = call.json ? JSON.stringify(call.json) : null;
    try {
      const { statusCode, headers, body } = await road.request({
        origin: baseUrl.origin,
        path: `${baseUrl.pathname.replace(/\/$/, '')}${call.path}${query}`,
        method: call.method,
        headers: {
          accept: call.accept,
          'accept-encoding': 'identity',
          ...bearer,
          ...(call.json && { 'content-type': 'application/json' }),
          ...(call.body && { 'content-type': call.body.contentType, 'content-length': String(call.body.length) }),
        },
        body: call.body ? Readable.from(call.body.stream(), { objectMode: false }) : json,
        signal: call.signal,
        headersTimeout: call.timeouts?.headers ?? timeouts.headers,
        bodyTimeout: call.timeouts?.idle ?? timeouts.idle,
      });
      // A body that is dropped before anybody reads it has its error reported here, and nowhere else.
      body.on('error', () => undefined);
      const confidential = [...(call.confidential ?? []), ...keyIn(bearer)];
      return {
        status: statusCode,
        headers,
        chunks: chunksOf(body, call.signal),
        refusal: (body) =>
          problemOfReply({
            ...{ status: statusCode, headers, body, confidential, now: clock.date() },
            ...(call.catalogued !== undefined && { catalogued: call.catalogued }),
          }),
        drop: () => void body.destroy(),
      };
    } catch (failure) {
      call.signal.throwIfAborted();
      if (failure instanceof Problem) throw failure;
      throw problemOfNetwork(failure, 'nothing', proxy);
    }
  }
}

const keyIn = ({ authorization }: { authorization?: string }) =>
  authorization === undefined ? [] : [authorization.slice('Bearer '.length)];

/** A body that was compressed unasked would be taken for samples, and heard. */
const plainlyEncoded = (headers: Headers) => ['identity', undefined].includes(headers['content-encoding'] as string);

async function refusalIn(reply: Reply, signal: AbortSignal): Promise<CallProblem> {
  const { status } = reply;
  if (status >= 400) {
    // What happens to the body of a refusal matters less than its status.
    const body = await textOf(reply, LONGEST_REFUSAL).catch(() => '');
    signal.throwIfAborted();
    return reply.refusal(body);
  }
  reply.drop();
  const what = status >= 300 ? 'sends us elsewhere' : 'answers in an encoding that was not asked for';
  return new CallProblem('service-reply-unusable', `the service ${what}`, { details: { status } });
}
