import type { IncomingMessage } from 'node:http';
import { Refusal } from './refusal.ts';

/** The only address there is: what is spoken here is nobody else's business. */
export const ADDRESS = '127.0.0.1';

/**
 * The URL of a request that may be answered. A page in a browser could reach this address under a name of its own, by
 * DNS rebinding, and could send forms and open WebSockets without asking: both are refused with a Refusal, status 403.
 */
export function addressed(request: IncomingMessage): URL {
  const { host = '', origin } = request.headers;
  const { localPort } = request.socket;
  if (host !== `${ADDRESS}:${localPort}` && host !== `localhost:${localPort}`) {
    throw new Refusal(403, 'This service answers to its local address only.');
  }
  if (origin !== undefined && !isLocal(origin)) throw new Refusal(403, 'This service is not for web pages.');
  const url = URL.parse(request.url ?? '', `http://${host}`);
  if (!url) throw new Refusal(404, 'There is nothing at this address.');
  return url;
}

function isLocal(origin: string): boolean {
  const hostname = URL.parse(origin)?.hostname;
  return hostname === ADDRESS || hostname === 'localhost';
}
