import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { Connection } from './connection.ts';
import type { Refusal } from './refusal.ts';

// Imported, it would load Node's own fetch as well, since all its exports are looked at: 50 ms more at each start.
const { STATUS_CODES } = process.getBuiltinModule('node:http');

/** Serves one client for as long as it stays. */
export type SocketRoute = (connection: Connection) => Promise<void>;

/** Bytes that a message may have: some 16 s of sound in base64. A longer one ends the connection with code 1009. */
const LONGEST_MESSAGE = 1 << 20;

/** Turns requests into connections. */
export class Sockets {
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: LONGEST_MESSAGE,
    perMessageDeflate: false,
    // A page has to be told which of its protocols is spoken; the others that it names carry its key.
    handleProtocols: (names) => (names.has('realtime') ? 'realtime' : false),
  });

  /** Answers a handshake and serves whoever it was, to the end. */
  accept(route: SocketRoute, url: URL, request: IncomingMessage, wire: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, wire, head, (socket) => {
      const connection = new Connection(socket, url);
      route(connection).then(
        () => connection.close(1000),
        () => connection.close(1011),
      );
    });
  }

  /** Cuts off all clients. */
  close(): void {
    for (const client of this.#server.clients) client.terminate();
  }
}

/** Answers a handshake with a reply. */
export function refuse(wire: Duplex, refusal: Refusal, body: string, headers: Readonly<Record<string, string>>): void {
  const all = {
    ...headers,
    ...refusal.headers,
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  wire.on('error', () => undefined);
  wire.end(`HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status] ?? ''}\r\n${lines.join('')}\r\n${body}`);
}
