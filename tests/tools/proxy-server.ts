import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A real proxy that leads wherever it is asked, or refuses. */
interface ProxyServer {
  url: URL;
  /** What it was asked for, `host:port`, in order. */
  asked: string[];
  /** With what headers. */
  headers: IncomingHttpHeaders[];
}

/** On a free port, gone when the test is; `refuse` is the status that everybody gets, none: no answer at all. */
export async function startProxy({ refuse }: { refuse?: number | 'silence' } = {}): Promise<ProxyServer> {
  const asked: string[] = [];
  const headers: IncomingHttpHeaders[] = [];
  const sockets = new Set<Socket>();
  const kept = (socket: Socket) => {
    sockets.add(socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket)));
    return socket;
  };
  const server = createServer();
  server.on('connection', kept);
  server.on('connect', (request, socket: Socket) => {
    asked.push(request.url!);
    headers.push(request.headers);
    if (refuse === 'silence') return;
    if (refuse !== undefined) return void socket.end(`HTTP/1.1 ${refuse} No\r\ncontent-length: 0\r\n\r\n`);
    const [host, port] = request.url!.split(':');
    const onward = kept(connect(Number(port), host));
    onward.on('connect', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    sockets.forEach((socket) => socket.destroy());
    await new Promise((closed) => server.close(closed));
  });
  return { url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`), asked, headers };
}
