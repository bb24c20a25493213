import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';

/** A real WebSocket server whose every word a test decides. */
export interface SocketServer {
  /** `http://127.0.0.1:<port>`. */
  url: string;
  /** The requests for a handshake, in the order of arrival. */
  handshakes: IncomingMessage[];
  /** Connections that stand. */
  open(): number;
  /** Settles when no connection is left. */
  empty(): Promise<void>;
  stop(): Promise<void>;
}

export interface SocketServerOptions {
  /** One client, from its handshake on. */
  talk?: (wire: WebSocket, number: number) => unknown;
  /** Deals with a handshake instead of `talk`; false where it leaves it alone. */
  refuse?: (socket: Duplex, number: number) => unknown;
  /** Of the answer to a handshake that is accepted. */
  headers?: Readonly<Record<string, string>>;
  /** false: pings stay without an answer. */
  autoPong?: boolean;
}

/** Listens on a free port. */
export async function startSocketServer({
  talk,
  refuse,
  headers = {},
  autoPong = true,
}: SocketServerOptions): Promise<SocketServer> {
  const handshakes: IncomingMessage[] = [];
  const sockets = new Set<Duplex>();
  let waiting: (() => void)[] = [];
  const wires = new WebSocketServer({ noServer: true, autoPong });
  wires.on('headers', (lines) => lines.push(...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)));
  const server = createServer();
  server.on('upgrade', (request, socket, head) => {
    const number = handshakes.push(request);
    socket.on('error', () => undefined);
    sockets.add(socket);
    socket.on('close', () => {
      sockets.delete(socket);
      if (sockets.size > 0) return;
      waiting.forEach((tell) => tell());
      waiting = [];
    });
    if (refuse && refuse(socket, number) !== false) {
      // Nobody notices the end of a socket that nobody reads, and a server's sockets outlive it otherwise.
      socket.on('end', () => socket.end()).resume();
      return;
    }
    wires.handleUpgrade(request, socket, head, (wire) => {
      wire.on('error', () => undefined);
      void talk?.(wire, number);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    handshakes,
    open: () => sockets.size,
    empty: () => (sockets.size === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    async stop() {
      for (const wire of wires.clients) wire.terminate();
      for (const socket of sockets) socket.destroy();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** An answer in HTTP, whole, after which the connection ends. */
export function answered(status: number, headers: Record<string, string> = {}, body = ''): (socket: Duplex) => void {
  const lines = Object.entries({ ...headers, 'content-length': String(Buffer.byteLength(body)), connection: 'close' });
  const head = [`HTTP/1.1 ${status} x`, ...lines.map(([name, value]) => `${name}: ${value}`)].join('\r\n');
  return (socket) => void socket.end(`${head}\r\n\r\n${body}`);
}
