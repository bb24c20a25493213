import { CallProblem } from '../http/call-problem.ts';
import { problemOfNetwork } from '../http/network.ts';
import { problemOfReply } from '../http/problems.ts';

/** RFC 6455, 7.4.1. */
const GOING_AWAY = new Set([1000, 1001, 1005, 1006, 1012]);
const MISSPOKEN = new Set([1002, 1003, 1007, 1010]);
/** Together's realtime service: `no_healthy_workers`. Its own clients leave that endpoint alone then. */
const NO_WORKERS = 4503;

/**
 * Why a socket that we did not close is closed. `close` in the details is the code; 1006 means without a farewell.
 * A 1000 is no better: both services send it after fatal errors too, so what it means is told by the event before it.
 * Codes from 4400 to 4599 are read as the HTTP status they end in, as 4503 is one; 1011 is the 500 of sockets.
 */
export function problemOfClose(code: number, reason: string, confidential: readonly string[]): CallProblem {
  if (GOING_AWAY.has(code)) return closed(code, 'service-unreachable', { retryable: true, again: true });
  if (MISSPOKEN.has(code)) return closed(code, 'service-reply-unusable');
  if (code === 1008) return closed(code, 'access-refused');
  if (code === 1009) return closed(code, 'request-too-large');
  if (code === 1013) return closed(code, 'service-overloaded', { retryable: true, again: true });
  if (code === NO_WORKERS) return closed(code, 'service-overloaded', { retryable: true });
  if (code < 4400 || code > 4599) return closed(code, 'service-failed', { retryable: true });
  const body = JSON.stringify({ message: reason });
  const problem = problemOfReply({ status: code - 4000, headers: {}, body, confidential, now: 0 });
  const { retryable, again, details } = problem;
  return new CallProblem(problem.code, `the service closed with ${code}`, {
    retryable,
    again,
    details: { ...details, close: code },
  });
}

/** A failure of the handshake or of the wire under it: of the network, or of what the service said. */
export function problemOfWire(failure: Error, proxy: URL | null = null): Error {
  const code = 'code' in failure && typeof failure.code === 'string' ? failure.code : '';
  // Node's parser errors hold what was received, which nobody may log; those without a code are ws's own.
  if (code === '' || code.startsWith('HPE_') || code.startsWith('WS_ERR_')) {
    const reason = code || 'handshake';
    return new CallProblem('service-reply-unusable', 'not a WebSocket as we know it', { details: { reason } });
  }
  return problemOfNetwork(failure, 'nothing', proxy);
}

function closed(code: number, problem: CallProblem['code'], again: { retryable?: true; again?: true } = {}) {
  return new CallProblem(problem, `the service closed with ${code}`, { ...again, details: { close: code } });
}
