import { CallProblem } from './call-problem.ts';

/** Failures that pass by themselves: the way to the service is interrupted, or it is starting again. */
const PASSING = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_SOCKET',
  'UND_ERR_PRX_CONN',
]);
/** What undici throws for a client that was closed meanwhile. */
const CLOSED = new Set(['UND_ERR_DESTROYED', 'UND_ERR_CLOSED']);

/**
 * A failure of undici as a problem, or as an AbortError where the client itself was closed. `arrived` says how far
 * the reply had come.
 *
 * Before the headers everything that passes by itself may be tried again at once, a reset after the request was sent
 * included: it is mostly an idle connection that the service closed just then. Where it is not, the speech may have
 * been billed, but it is lost and the API has no way to ask for it later, so that whoever wants it buys it again
 * anyway. A service that keeps silent is another matter: it is at work, and the same request would most likely run
 * into the same timeout after buying the same speech; that is for a person to decide.
 *
 * Where a `proxy` stands in between, it is the one that could not be reached, or refused: its host is in the details.
 */
export function problemOfNetwork(failure: unknown, arrived: 'nothing' | 'headers', proxy: URL | null = null): Error {
  const reason = reasonOf(failure);
  const cause = quotesReply(failure) ? undefined : failure;
  const options = {
    cause,
    retryable: true,
    again: PASSING.has(reason),
    details: { reason, ...(proxy && { proxy: proxy.host }) },
  };
  if (CLOSED.has(reason)) return new DOMException('the client was closed', 'AbortError');
  if (reason === 'UND_ERR_INVALID_ARG') return new CallProblem('internal', 'a request that cannot be sent');
  if (reason === 'UND_ERR_HEADERS_TIMEOUT' || reason === 'UND_ERR_BODY_TIMEOUT') {
    return new CallProblem('service-timeout', 'the service kept silent for too long', options);
  }
  if (arrived === 'headers') return new CallProblem('service-reply-unusable', 'the reply was cut off', options);
  if (reason === 'HTTPParserError' || reason === 'UND_ERR_HEADERS_OVERFLOW') {
    return new CallProblem('service-reply-unusable', 'the reply is not HTTP as we know it', options);
  }
  return new CallProblem('service-unreachable', 'the service cannot be reached', options);
}

/** `ECONNREFUSED`, `UND_ERR_SOCKET`, `CERT_HAS_EXPIRED`; the parser's own codes are all one to us. */
function reasonOf(failure: unknown): string {
  if (quotesReply(failure)) return 'HTTPParserError';
  const code = failure instanceof Error && 'code' in failure ? failure.code : null;
  const refused = code === 'UND_ERR_ABORTED' && /^Proxy response \((\d{3})\)/.exec((failure as Error).message);
  if (refused) return `PROXY_${refused[1]}`;
  return typeof code === 'string' ? code : 'unknown';
}

/** The parser's errors hold what was received, which nobody may log. By its name, since this is read before undici is. */
const quotesReply = (failure: unknown) => failure instanceof Error && failure.name === 'HTTPParserError';
