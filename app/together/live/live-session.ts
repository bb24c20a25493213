import { noted } from '../http/bearer.ts';
import { CallProblem } from '../http/call-problem.ts';
import { type LiveMessage, liveMessage } from './live-messages.ts';
import { modelById } from '../catalog/catalog.ts';
import { problemOfReply } from '../http/problems.ts';
import { unusable } from '../http/unusable.ts';
import { openSocket, type Socket } from '../socket/socket.ts';
import type { SocketOptions } from '../socket/socket-options.ts';

/** A socket on which the service is ready to speak. */
export interface LiveSession {
  socket: Socket;
  /** An error in a message as the problem it is; `texts` are those that it may quote. */
  refusal(body: string, texts: readonly string[]): CallProblem;
}

export interface LiveListener {
  /** Null for a malformed one. */
  message(message: LiveMessage | null): void;
  /** Once, for a session that was there; null where we ended it. */
  closed(problem: Error | null): void;
}

/** ms; Together's own guide waits as long for session.created. */
const SESSION = 10_000;
/** The status that an error on an upgraded connection has. */
const UPGRADED = 101;

/**
 * A session, once `session.created` says that it is one. Rejects as openSocket does, and with the problem of a first
 * message that is an error; no socket is left then.
 */
export async function openLiveSession(
  options: Omit<SocketOptions, 'path' | 'catalogued'>,
  listener: LiveListener,
): Promise<LiveSession> {
  const { clock, signal } = options;
  const created = Promise.withResolvers<void>();
  created.promise.catch(() => undefined);
  const given = new AbortController();
  const waited = new AbortController();
  const keys: string[] = [];
  const catalogued = modelById(options.query['model'] ?? '') !== null;
  const refusal = (body: string, texts: readonly string[]) => {
    const confidential = [...keys, ...texts];
    return problemOfReply({ status: UPGRADED, headers: {}, body, confidential, now: clock.date(), catalogued });
  };
  let stands = false;
  const message = (raw: unknown) => {
    const message = liveMessage(raw);
    if (stands) return listener.message(message);
    if (message?.kind === 'failed') created.reject(refusal(message.body, []));
    if (message?.kind === 'unreadable') created.reject(unreadable());
    if (message?.kind !== 'created') return;
    stands = true;
    created.resolve();
  };
  const closed = (problem: Error | null) => {
    created.reject(problem ?? signal.reason);
    if (stands) listener.closed(problem);
  };
  const either = AbortSignal.any([signal, given.signal]);
  const socket = await openSocket(
    { ...options, catalogued, key: noted(options.key, keys), path: '/audio/speech/websocket', signal: either },
    { message, closed },
  );
  void clock.sleep(SESSION, waited.signal).then(
    () => created.reject(late()),
    () => undefined,
  );
  try {
    await created.promise;
    return { socket, refusal };
  } catch (failure) {
    given.abort();
    await socket.close();
    throw failure;
  } finally {
    waited.abort();
  }
}

/** A message that is no JSON ends what is being spoken: it may have been any of its sound. */
export const unreadable = () => unusable('a message that is no JSON', { got: 'message' });

const late = () =>
  new CallProblem('service-timeout', 'the service opened no session', {
    retryable: true,
    again: true,
    details: { reason: 'SESSION_TIMEOUT' },
  });
