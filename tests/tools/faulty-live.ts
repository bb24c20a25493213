import type { Duplex } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import { created, delta, type Order, spoken } from './live-server.ts';
import { answered } from './socket-server.ts';

/** Evenly in [0, 1). */
type Chance = () => number;
type OrderFault = (order: Order, some: readonly object[], chance: Chance) => unknown;
type HandshakeFault = (socket: Duplex, elsewhere: string) => unknown;

const say = (wire: WebSocket, message: object) => wire.send(JSON.stringify(message));
const closing =
  (code: number): OrderFault =>
  ({ wire }) =>
    wire.close(code);

/** Close codes that a service has been seen with, and those that HTTP's statuses have among them. */
const CLOSES = [1000, 1001, 1002, 1008, 1011, 1012, 1013, 4401, 4429, 4503];

/** What may go wrong with a text after some of what should be said of it, by name. */
export const LIVE_FAULTS: Readonly<Record<string, OrderFault>> = {
  'a cut': ({ wire }) => wire.terminate(),
  'a cut within a frame and its base64': ({ wire }) => {
    wire.send('{"type":"conversation.item.audio_output.delta","delta":"AAAA', { fin: false });
    wire.terminate();
  },
  ...Object.fromEntries(CLOSES.map((code) => [`a close with ${code}`, closing(code)])),
  'an error of the session': ({ wire }) => say(wire, { type: 'error', error: { message: 'slow', code: 'rate_limit' } }),
  'an error of the text': ({ tell }) => tell({ type: 'conversation.item.tts.failed', error: { message: 'no' } }),
  'wrong base64': ({ tell }) => tell({ ...delta(Buffer.of()), delta: 'AA*A' }),
  'half a JSON': ({ wire }) => wire.send('{"type":"conversation.item.audio_output.delta","delta":"AAA'),
  silence: () => undefined,
};

/** What may go wrong before there is a session. */
export const HANDSHAKE_FAULTS: Readonly<Record<string, HandshakeFault>> = {
  'a reset handshake': (socket) => socket.destroy(),
  'a handshake without an answer': () => undefined,
  'a handshake that is no HTTP': (socket) => socket.end('220 ready\r\n\r\n'),
  'a redirected handshake': (socket, elsewhere) => answered(307, { location: elsewhere })(socket),
  ...Object.fromEntries(
    [401, 403, 404, 429, 500, 502, 503, 529].map((status) => [
      `a handshake with ${status}`,
      answered(status, { 'retry-after': '1' }, '<html>sorry</html>'),
    ]),
  ),
};

/** How a session may fail to begin. */
export const SESSION_FAULTS: Readonly<Record<string, (wire: WebSocket) => unknown>> = {
  'a session that fails at once': (wire) =>
    say(wire, { type: 'conversation.item.tts.failed', error: { message: 'no' } }),
  'no session at all': () => undefined,
  'a session that closes at once': (wire) => {
    say(wire, created);
    wire.close(1000);
  },
};

/** All as it should be, in pieces of any size, among events that nobody knows. */
export async function wellSaid({ text, tell, cancelled }: Order, chance: Chance): Promise<void> {
  for (const message of spoken(text, 100 + Math.floor(chance() * 2_000))) {
    if (cancelled()) return;
    tell(message as never);
    if (chance() < 0.05) tell({ type: 'conversation.item.created' });
    if (chance() < 0.3) await turn();
  }
}

/** Some of it, and then something else. */
export function badlySaid(order: Order, fault: OrderFault, chance: Chance): void {
  const messages = spoken(order.text, 100 + Math.floor(chance() * 2_000));
  const some = messages.slice(0, Math.floor(chance() * messages.length));
  some.forEach(order.tell);
  fault(order, some, chance);
}
