import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { serve } from '../../ipc/serve.ts';
import type { Studio } from '../../studio/studio.ts';
import { readPages } from '../node/pages.ts';
import { answer } from './answer.ts';
import { createGate } from './gate.ts';
import { passage } from './passage.ts';
import type { Uploads } from './uploads.ts';

// Imported, it would load Node's own fetch as well, since all its exports are looked at: 50 ms more at each start.
const { createServer } = process.getBuiltinModule('node:http');

/** Far above an edited paragraph (1 MB of text), far below what would hurt. */
const LARGEST_MESSAGE = 4 * 1024 * 1024;
/** How long the headers of a request may take, in ms; a browser on this machine needs one. */
const HEADERS_WITHIN = 10_000;
/** How long a whole request may take, in ms: a large upload from a slow disk. */
const REQUEST_WITHIN = 300_000;

/** Windows at a time; a person has a few, and each hears all news. */
const MOST_WINDOWS = 128;

export interface WebHost {
  /** A link that opens the window once. */
  link(): string;
  /** Closes every socket; nothing listens afterwards. */
  close(): Promise<void>;
}

interface Needs {
  studio: Pick<Studio, 'handlers' | 'sources'> & Partial<Pick<Studio, 'language'>>;
  uploads: Uploads;
  /** Folder of the built window. */
  pages: string;
  /** 0 lets the system choose. */
  port: number;
  /** Other than the usual time for a request's headers, in ms. */
  headersWithin?: number;
  /** Other than the usual rate of requests by those without the cookie. */
  strangers?: { perSecond: number; atOnce: number };
}

/** Serves the window and the contract on 127.0.0.1, and on no other address. Throws where the port can't be had. */
export async function startWebHost(needs: Needs): Promise<WebHost> {
  const { studio, uploads, headersWithin = HEADERS_WITHIN } = needs;
  const pages = await readPages(needs.pages);
  const language = () => studio.language?.() ?? null;
  const server = createServer({
    headersTimeout: headersWithin,
    requestTimeout: REQUEST_WITHIN,
    connectionsCheckingInterval: headersWithin / 4,
    maxHeaderSize: 16_384,
  });
  await listen(server, needs.port);
  const gate = createGate((server.address() as AddressInfo).port, needs.strangers);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE, perMessageDeflate: false });

  server.on('request', (request, response) => {
    answer(request, response, { gate, pages, uploads, language }).catch(() => response.destroy());
  });
  server.on('upgrade', (request, socket, head) => {
    // From here on the socket is ours alone: without a listener, a peer that resets it would end this process.
    socket.on('error', () => socket.destroy());
    if (gate.pressed(request) || sockets.clients.size >= MOST_WINDOWS) return turnAway(socket, '429 Too Many Requests');
    const right = request.url === '/contract' && gate.ours(request, { origin: true }) && gate.known(request);
    if (!right) return turnAway(socket, '403 Forbidden');
    sockets.handleUpgrade(request, socket, head, (open) => serve(studio.handlers, studio.sources, passage(open)));
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  return {
    link: () => gate.link(),
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, resolve);
  });
}

/** Ended from both sides: a peer that keeps its half open would otherwise keep the server from closing. */
function turnAway(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\n\r\n`, () => socket.destroy());
}
