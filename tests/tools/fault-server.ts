import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface Received {
  /** From 1, in the order of arrival. */
  number: number;
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
  /** The connection that it came over, from 1. */
  connection: number;
}

/** A real server that answers as badly as a test wants. */
export interface FaultServer {
  /** `http://127.0.0.1:<port>`. */
  url: string;
  received: Received[];
  /** The response to the newest request. */
  response(): ServerResponse;
  /** Connections that stand. */
  open(): number;
  /** Settles when the next connection has closed. */
  closes(): Promise<void>;
  stop(): Promise<void>;
}

export type Answer = (response: ServerResponse, request: Received) => unknown;

/** Listens on a free port and gives every request, once it has arrived whole, to `answer`. */
export async function startFaultServer(answer: Answer): Promise<FaultServer> {
  const sockets = new Map<Socket, number>();
  const received: Received[] = [];
  let waiting: (() => void)[] = [];
  let connections = 0;
  let newest: ServerResponse;

  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('error', () => undefined);
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { method = '', url = '', headers, socket } = request;
      const body = Buffer.concat(parts).toString('utf8');
      received.push({
        number: received.length + 1,
        method,
        url,
        headers,
        body,
        connection: sockets.get(socket) ?? 0,
      });
      newest = response;
      void answer(response, received.at(-1)!);
    });
  });
  server.on('connection', (socket) => {
    sockets.set(socket, ++connections);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      sockets.delete(socket);
      waiting.forEach((tell) => tell());
      waiting = [];
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    response: () => newest,
    open: () => sockets.size,
    closes: () => new Promise((resolve) => waiting.push(resolve)),
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
