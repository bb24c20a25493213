/**
 * A service in a process of its own, so that only the client's work is measured. The text says what is wanted:
 * `bytes <n>` sends about n bytes of events without a pause, `late` one event some ms after it was asked for, whose
 * time of sending (ns, the machine's monotonic clock) it tells the parent. Over a socket every text is `late`.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

const SOUND = Buffer.alloc(12_000, Buffer.from(Int16Array.from({ length: 300 }, (_, i) => i * 97).buffer));
const DELTA = {
  type: 'conversation.item.audio_output.delta',
  item_id: 'tts_1',
  delta: SOUND.toString('base64'),
};
const EVENT = Buffer.from(`data: ${JSON.stringify(DELTA)}\n\n`);
/** ms, so that the client waits for nothing but the sound. */
const LATE = 5;

const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const { input } = JSON.parse(Buffer.concat(parts).toString()) as { input: string };
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    if (input === 'late') sendLate(response);
    else void sendMany(response, Number(input.split(' ')[1]));
  });
});

async function sendMany(response: ServerResponse, bytes: number): Promise<void> {
  // In one piece of several events, so that the server is not what is measured.
  const many = Buffer.concat(Array.from({ length: 8 }, () => EVENT));
  for (let left = bytes; left > 0 && !response.destroyed; left -= many.length) {
    if (!response.write(many)) await new Promise((resolve) => response.once('drain', resolve));
  }
  response.end('data: [DONE]\n\n');
}

/** Tells the parent only when the sound is out, so that telling is not measured. */
function sendNow(send: () => void): void {
  const sent = String(process.hrtime.bigint());
  send();
  process.send!({ sent });
}

function sendLate(response: ServerResponse): void {
  response.flushHeaders();
  setTimeout(() => {
    sendNow(() => response.write(EVENT));
    setTimeout(() => response.end('data: [DONE]\n\n'), 2);
  }, LATE);
}

function talk(wire: WebSocket): void {
  wire.send(JSON.stringify({ type: 'session.created', session: { id: 's', object: 'realtime.tts.session' } }));
  wire.on('message', (data) => {
    const { type, context_id } = JSON.parse(String(data)) as { type: string; context_id?: string };
    if (type !== 'input_text_buffer.commit') return;
    const message = JSON.stringify({ ...DELTA, context_id });
    setTimeout(() => sendNow(() => wire.send(message)), LATE);
  });
}

new WebSocketServer({ server }).on('connection', talk);
server.listen(0, '127.0.0.1', () => process.send!({ port: (server.address() as AddressInfo).port }));
process.on('disconnect', () => process.exit());
