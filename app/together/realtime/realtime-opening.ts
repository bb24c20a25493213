import type { Headers } from '../http/headers.ts';
import type { RateQueues } from '../http/queues.ts';
import type { ListeningReceipt } from '../http/receipt.ts';
import type { Tries } from '../http/tries.ts';
import { openSocket } from '../socket/socket.ts';
import type { SocketOptions } from '../socket/socket-options.ts';
import { connectRealtime, type RealtimeConnection } from './realtime-connection.ts';
import type { Asked } from './realtime-failure.ts';
import { type ListenRequest, queryOf } from './realtime-request.ts';

export interface ListenOptions extends Omit<
  SocketOptions,
  'path' | 'query' | 'headers' | 'catalogued' | 'answered' | 'signal'
> {
  /** Evenly in [0, 1). */
  random: () => number;
  /** Those of the client, whose requests to the model share its limits. */
  queues: RateQueues;
  /** Hears what a session for which sound went out came to, when it is over. */
  report: (receipt: ListeningReceipt) => void;
}

export interface RealtimeOpening {
  request: ListenRequest;
  asked: Asked;
  /** How often another connection is tried; shared by all of a session. */
  tries: Tries;
  /** Is the final text of something still to come? */
  expecting(): boolean;
  signal: AbortSignal;
}

/** A connection whose session stands, as soon as one can be had. Rejects with what is final, or the signal's reason. */
export async function openRealtime(
  { queues, report: _, ...service }: ListenOptions,
  { request, asked, tries, expecting, signal }: RealtimeOpening,
): Promise<RealtimeConnection> {
  const { clock, random } = service;
  const handshake = {
    ...service,
    ...{ path: '/realtime', query: queryOf(request), headers: { 'openai-beta': 'realtime=v1' } },
    catalogued: asked.catalogued,
    answered: (headers: Headers) => queues.heed(request.model, headers),
  };
  for (;;) {
    try {
      return await connectRealtime({
        open: (listener, ended) => openSocket({ ...handshake, signal: ended }, listener),
        ...{ clock, random, expecting, ...asked, signal },
      });
    } catch (failure) {
      signal.throwIfAborted();
      await clock.sleep(tries.next(failure), signal);
    }
  }
}
