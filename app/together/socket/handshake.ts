import type { IncomingMessage } from 'node:http';
import { CallProblem } from '../http/call-problem.ts';
import type { Clock } from '../http/clock.ts';
import { problemOfReply } from '../http/problems.ts';
import { chunksOf, textOf } from '../http/reply.ts';

/** Bytes of a refused handshake that are read. */
const LONGEST_REFUSAL = 65_536;

/** Where a handshake is made: `wss` where the base URL is `https`, `ws` where it is `http`. */
export function socketAddress(at: { baseUrl: URL; path: string; query: Readonly<Record<string, string>> }): URL {
  const url = new URL(at.baseUrl);
  url.protocol = at.baseUrl.protocol === 'https:' ? 'wss:' : 'ws:';
  url.pathname = `${at.baseUrl.pathname.replace(/\/$/, '')}${at.path}`;
  url.search = new URLSearchParams(at.query).toString();
  return url;
}

export interface Handshake {
  /** Is the model that is asked for in the catalogue? Tells a typing error from a model that is not running. */
  catalogued: boolean;
  /** What no problem may repeat. */
  confidential: readonly string[];
  clock: Clock;
  /** The one that stood in between. */
  proxy: URL | null;
  /** Ends the reading of what it is answered with. */
  signal: AbortSignal;
}

/** What an answer other than 101 says: the problem of the same status over HTTP. */
export async function refusedHandshake(
  reply: IncomingMessage,
  { catalogued, confidential, clock, proxy, signal }: Handshake,
): Promise<CallProblem> {
  const { statusCode: status = 0, headers } = reply;
  if (proxy && status === 407) {
    const details = { reason: 'PROXY_407', proxy: proxy.host };
    return new CallProblem('service-unreachable', 'the proxy refused', { retryable: true, details });
  }
  if (status < 400) {
    return new CallProblem('service-reply-unusable', 'the service sends us elsewhere', { details: { status } });
  }
  const body = await textOf({ chunks: chunksOf(reply, signal) }, LONGEST_REFUSAL).catch(() => '');
  return problemOfReply({ status, headers, body, confidential, now: clock.date(), catalogued });
}
