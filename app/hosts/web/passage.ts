import type { WebSocket } from 'ws';
import type { Wire } from '../../ipc/wire.ts';
import { Rate } from './rate.ts';

/** News are small and state replaces state; a page this many bytes behind is not being looked at any more. */
const MOST_WAITING = 32 * 1024 * 1024;
/** A laptop that slept closes no socket; without an answer within this time the peer is gone. */
const PING_EVERY_MS = 30_000;

/** What a window asks at its busiest, while somebody drags a slider or types, is a tenth of it. */
const ASKED = { perSecond: 2_000, atOnce: 4_000 };

/** The contract's wire over one WebSocket: a JSON text frame a message. */
export function passage(socket: WebSocket): Wire {
  const rate = new Rate(ASKED);
  let alive = true;
  const ping = setInterval(() => {
    if (!alive) return socket.terminate();
    alive = false;
    socket.ping();
  }, PING_EVERY_MS);
  ping.unref();
  socket.on('pong', () => (alive = true));
  socket.on('close', () => clearInterval(ping));
  // A broken or oversized frame: ws tells the peer which and closes by itself, but an error must have a listener.
  socket.on('error', () => undefined);

  return {
    send(message) {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > MOST_WAITING) return socket.terminate();
      socket.send(JSON.stringify(message));
    },
    receive(listener) {
      const hear = (data: Buffer, binary: boolean) => {
        // Whoever has sent nonsense is heard no more, although its socket takes a moment to close.
        if (socket.readyState !== socket.OPEN) return;
        if (binary) return socket.close(1003, 'text frames only');
        let message: unknown;
        try {
          message = JSON.parse(data.toString('utf8'));
        } catch {
          return socket.close(1007, 'not JSON');
        }
        const wait = rate.take();
        if (wait > 0) holdBack(socket, wait);
        listener(message);
      };
      socket.on('message', hear);
      return () => socket.off('message', hear);
    },
    closed: (listener) => void socket.once('close', listener),
  };
}

/** Whoever asks too much is heard later: nothing is read off the socket meanwhile, and so nothing is lost. */
function holdBack(socket: WebSocket, ms: number): void {
  if (socket.isPaused) return;
  socket.pause();
  setTimeout(() => socket.resume(), ms).unref();
}
