import { randomBytes } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { realtimeSocket } from './hearing/realtime-socket.ts';
import type { Recogniser } from './hearing/recogniser.ts';
import { transcriptionRoute } from './hearing/transcription-route.ts';
import { ADDRESS, addressed } from './http/address.ts';
import { type Clock, systemClock } from './http/clock.ts';
import { type Route, sendJson } from './http/exchange.ts';
import { RateLimit } from './http/rate-limit.ts';
import { Refusal, refusalOf } from './http/refusal.ts';
import { refuse, type SocketRoute, Sockets } from './http/sockets.ts';
import { modelsRoute, voicesRoute } from './catalog-routes.ts';
import { speechRoute } from './speech/speech-route.ts';
import { speechSocket } from './speech/speech-socket.ts';
import type { Engine } from './voices/engine.ts';

// Imported, it would load Node's own fetch as well, since all its exports are looked at: 50 ms more at each start.
const { createServer } = process.getBuiltinModule('node:http');

export interface SpeechServer {
  /** Serves on 127.0.0.1; port 0 takes a free one. The URL, without a path. Throws where the port is taken. */
  listen(port: number): Promise<string>;
  /** Cuts off whoever is being served and ends the engines' workers and the recogniser's processes; nothing is left in `temporary`. */
  close(): Promise<void>;
}

export interface SpeechServerOptions {
  engines: readonly Engine[];
  recogniser: Recogniser;
  /** Requests a minute that are served; a handshake is one. */
  perMinute?: number;
  clock?: Clock;
  /** Where recordings lie while they are read. */
  temporary: string;
}

/** As good as none for a person; a program that has run wild is stopped. */
const PER_MINUTE = 6000;

interface Desk {
  routes: ReadonlyMap<string, Route>;
  sockets: ReadonlyMap<string, SocketRoute>;
  limit: RateLimit;
}

/** Together's audio API over voices and a recogniser on this machine; any key will do, or none. */
export function createSpeechServer(options: SpeechServerOptions): SpeechServer {
  const { engines, recogniser, perMinute = PER_MINUTE, clock = systemClock, temporary } = options;
  const desk: Desk = {
    routes: new Map([
      ['/v1/audio/speech', speechRoute(engines)],
      ['/v1/audio/transcriptions', transcriptionRoute(recogniser, temporary)],
      ['/v1/audio/translations', transcriptionRoute(recogniser, temporary)],
      ['/v1/voices', voicesRoute(engines)],
      ['/v1/models', modelsRoute(engines, recogniser)],
    ]),
    sockets: new Map([
      ['/v1/audio/speech/websocket', speechSocket(engines)],
      ['/v1/realtime', realtimeSocket(recogniser, clock)],
    ]),
    limit: new RateLimit(perMinute, clock),
  };
  const sockets = new Sockets();
  const served = new Set<Promise<void>>();
  const server = createServer((request, response) => {
    const serving = serve(desk, request, response).finally(() => served.delete(serving));
    served.add(serving);
  });
  server.on('upgrade', (request, wire, head) => upgrade(desk, sockets, request, wire, head));
  return {
    listen: (port) => listening(server, port),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      sockets.close();
      await Promise.all([closed, recogniser.close(), ...engines.map((engine) => engine.close()), ...served]);
    },
  };
}

async function listening(server: Server, port: number): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject).listen(port, ADDRESS, resolve);
  await promise;
  server.off('error', reject);
  return `http://${ADDRESS}:${(server.address() as AddressInfo).port}`;
}

async function serve(desk: Desk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const id = newId();
  const hangUp = new AbortController();
  response.once('close', () => hangUp.abort());
  response.setHeader('x-request-id', id);
  try {
    const url = addressed(request);
    response.setHeaders(new Map(Object.entries(desk.limit.take())));
    await found(desk, request, url).answer({ request, response, url, signal: hangUp.signal });
  } catch (failure) {
    if (hangUp.signal.aborted || response.headersSent) return void response.destroy();
    const refusal = refusalOf(failure);
    sendJson(response, refusal.status, { id, ...refusal.toJSON() }, refusal.headers);
  }
}

function upgrade({ sockets, limit }: Desk, all: Sockets, request: IncomingMessage, wire: Duplex, head: Buffer): void {
  const id = newId();
  try {
    const url = addressed(request);
    limit.take();
    const route = sockets.get(url.pathname);
    if (!route) throw new Refusal(404, `There is no WebSocket at ${url.pathname}.`);
    all.accept(route, url, request, wire, head);
  } catch (failure) {
    const refusal = refusalOf(failure);
    refuse(wire, refusal, JSON.stringify({ id, ...refusal.toJSON() }), { 'x-request-id': id });
  }
}

/** As Together's replies have one, for whoever asks what became of a request. */
const newId = () => `local-${randomBytes(8).toString('hex')}`;

function found({ routes, sockets }: Desk, request: IncomingMessage, url: URL): Route {
  const route = routes.get(url.pathname);
  if (!route && sockets.has(url.pathname)) {
    throw new Refusal(426, `${url.pathname} is a WebSocket.`, { headers: { upgrade: 'websocket' } });
  }
  if (!route) throw new Refusal(404, `There is nothing at ${url.pathname}.`);
  if (request.method !== route.method) {
    throw new Refusal(405, `${url.pathname} takes ${route.method} only.`, { headers: { allow: route.method } });
  }
  return route;
}
