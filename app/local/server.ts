import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { modelsRoute, voicesRoute } from './catalog-routes.ts';
import type { Engine } from './engine.ts';
import { type Exchange, type Route, sendJson } from './exchange.ts';
import { Refusal, refusalOf } from './refusal.ts';
import { speechRoute } from './speech-route.ts';

export interface SpeechServer {
  /** Serves on 127.0.0.1; port 0 takes a free one. The URL, without a path. Throws where the port is taken. */
  listen(port: number): Promise<string>;
  /** Cuts off whoever is being served and ends the engines' workers. */
  close(): Promise<void>;
}

/** The only address there is: what is spoken here is nobody else's business. */
const ADDRESS = '127.0.0.1';

/** Together's speech API over voices on this machine; any key will do, or none. */
export function createSpeechServer({ engines }: { engines: readonly Engine[] }): SpeechServer {
  const routes = new Map<string, Route>([
    ['/v1/audio/speech', speechRoute(engines)],
    ['/v1/voices', voicesRoute(engines)],
    ['/v1/models', modelsRoute(engines)],
  ]);
  const server = createServer((request, response) => void serve(routes, request, response));
  return {
    listen: (port) => listening(server, port),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await Promise.all([closed, ...engines.map((engine) => engine.close())]);
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

async function serve(
  routes: ReadonlyMap<string, Route>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const hangUp = new AbortController();
  response.once('close', () => hangUp.abort());
  try {
    const url = addressed(request);
    await found(routes, request, url).answer({ request, response, url, signal: hangUp.signal } satisfies Exchange);
  } catch (failure) {
    if (hangUp.signal.aborted || response.headersSent) return void response.destroy();
    const refusal = refusalOf(failure);
    sendJson(response, refusal.status, refusal, refusal.headers);
  }
}

/** A page in a browser reaches this address under a name of its own, by DNS rebinding; we answer to ours only. */
function addressed(request: IncomingMessage): URL {
  const { host = '' } = request.headers;
  const { localPort } = request.socket;
  if (host !== `${ADDRESS}:${localPort}` && host !== `localhost:${localPort}`) {
    throw new Refusal(403, 'This service answers to its local address only.');
  }
  const url = URL.parse(request.url ?? '', `http://${host}`);
  if (!url) throw new Refusal(404, 'There is nothing at this address.');
  return url;
}

function found(routes: ReadonlyMap<string, Route>, request: IncomingMessage, url: URL): Route {
  const route = routes.get(url.pathname);
  if (!route) throw new Refusal(404, `There is nothing at ${url.pathname}.`);
  if (request.method !== route.method) {
    throw new Refusal(405, `${url.pathname} takes ${route.method} only.`, { headers: { allow: route.method } });
  }
  return route;
}
