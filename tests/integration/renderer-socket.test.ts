import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { LastingWire, type Link } from '../../renderer/socket.ts';

const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

/** An app that answers each request with its own call's name, as long as it is `there`. */
async function app(port = 0): Promise<{ port: number; hangUp(): void }> {
  const server = new WebSocketServer({ host: '127.0.0.1', port });
  server.on('connection', (peer) =>
    peer.on('message', (data) => {
      const { id, call } = JSON.parse(data.toString()) as { id: number; call: string };
      if (call !== 'never') peer.send(JSON.stringify({ id, value: call }));
    }),
  );
  await once(server, 'listening');
  const hangUp = () => {
    server.clients.forEach((peer) => peer.terminate());
    server.close();
  };
  ends.push(hangUp);
  return { port: (server.address() as AddressInfo).port, hangUp };
}

function window(port: number) {
  const wire = new LastingWire(`ws://127.0.0.1:${port}/contract`);
  ends.push(() => wire.end());
  const links: Link[] = [];
  const heard: unknown[] = [];
  const waiting: (() => void)[] = [];
  const wake = () => waiting.splice(0).forEach((go) => go());
  wire.watch((link) => (links.push(link), wake()));
  wire.receive((message) => (heard.push(message), wake()));
  /** When a condition holds that news can bring about. */
  const until = async (holds: () => boolean) => {
    while (!holds()) await new Promise<void>((resolve) => waiting.push(resolve));
  };
  return { wire, links, heard, until };
}

test('what is sent before the socket is open waits in line', async () => {
  const { wire, heard, until } = window((await app()).port);
  wire.send({ id: 0, call: 'one' });
  wire.send({ id: 1, call: 'two' });
  await until(() => heard.length === 2);
  expect(heard).toEqual([
    { id: 0, value: 'one' },
    { id: 1, value: 'two' },
  ]);
});

test('a request that a lost socket leaves open is answered, one that comes later at once, and the wire comes back', async () => {
  const first = await app();
  const { wire, links, heard, until } = window(first.port);
  await until(() => links.at(-1) === 'open');
  wire.send({ id: 0, call: 'never' });
  first.hangUp();
  await until(() => heard.length === 1);
  wire.send({ id: 1, call: 'later' });
  await until(() => heard.length === 2);
  expect(heard).toMatchObject([
    { id: 0, problem: { code: 'host-gone' } },
    { id: 1, problem: { code: 'host-gone' } },
  ]);

  await app(first.port);
  wire.retry();
  await until(() => links.at(-1) === 'open');
  wire.send({ id: 2, call: 'again' });
  await until(() => heard.length === 3);
  expect([links, heard[2]]).toEqual([['connecting', 'open', 'lost', 'open'], { id: 2, value: 'again' }]);
});
