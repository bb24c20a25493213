import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Sends bytes as they are, as no HTTP client would, and answers all that comes back until the connection ends. */
export async function sendRaw(port: number, bytes: string | Buffer): Promise<string> {
  const socket = await opened(port);
  // Not ended: to a server whose client has hung up, there is nobody left to answer.
  socket.write(bytes);
  return heard(socket);
}

/** A connection that nothing was said on yet. */
export async function opened(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  await once(socket, 'connect');
  return socket;
}

/** All that comes until the other side ends or breaks the connection. */
export async function heard(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk)).on('error', () => undefined);
  await new Promise((resolve) => socket.once('end', resolve).once('close', resolve));
  socket.destroy();
  return Buffer.concat(chunks).toString('latin1');
}
