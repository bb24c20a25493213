import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type WebSocket, WebSocketServer } from 'ws';
import { securityHeaders } from '../../../app/hosts/node/headers.ts';
import { inLanguage } from '../../../app/hosts/node/pages.ts';
import { serve } from '../../../app/ipc/serve.ts';
import type { Wire } from '../../../app/ipc/wire.ts';
import { FakeApp } from './app.ts';

const ROOT = fileURLToPath(new URL('../../../dist/renderer', import.meta.url));
const KINDS: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};
/** The window with a made-up app behind it: dist/renderer over HTTP, the contract over a WebSocket. */
export interface FakeHost {
  url: string;
  app: FakeApp;
  /** Closes every socket; the server goes on to accept new ones unless `away`. */
  hangUp(away?: boolean): void;
  close(): Promise<void>;
}

export async function startFakeHost(app: FakeApp, port = 0): Promise<FakeHost> {
  const sockets = new WebSocketServer({ noServer: true });
  let away = false;
  const server = createServer((request, response) => void answer(request, response, app));
  server.on('upgrade', (request, socket, head) => {
    if (away || request.url !== '/contract') return socket.destroy();
    sockets.handleUpgrade(request, socket, head, (peer) => serve(app.handlers, app.sources, wire(peer)));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const hangUp = () => sockets.clients.forEach((peer) => peer.terminate());
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    app,
    hangUp(leave = false) {
      away = leave;
      hangUp();
    },
    close() {
      hangUp();
      app.playback.stop();
      return ended(server);
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, { status }: FakeApp): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  if (request.method === 'POST' && pathname === '/files') {
    request.resume().on('end', () => response.end(JSON.stringify({ ticket: 'a-ticket' })));
    return;
  }
  const path = join(ROOT, normalize({ '/': '/index.html', '/dictate': '/dictate.html' }[pathname] ?? pathname));
  const body = await readFile(path).catch(() => null);
  const type = KINDS[extname(path)] ?? 'application/octet-stream';
  response.writeHead(body ? 200 : 404, { 'content-type': type, ...securityHeaders });
  response.end(body && path.endsWith('.html') ? inLanguage(body, status.language) : body);
}

function wire(peer: WebSocket): Wire {
  return {
    send: (message) => peer.send(JSON.stringify(message)),
    receive(listener) {
      const hear = (data: Buffer) => listener(JSON.parse(data.toString()));
      peer.on('message', hear);
      return () => peer.off('message', hear);
    },
    closed: (listener) => void peer.once('close', listener),
  };
}

function ended(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
