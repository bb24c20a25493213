import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A service in a process of its own, so that only the client's work is measured. The input says what is wanted:
 * `bytes <n>` sends about n bytes of events without a pause, `late` one event some ms after the head, whose time of
 * sending (ns, the machine's monotonic clock) it tells the parent.
 */
const DELTA = Buffer.alloc(12_000, Buffer.from(Int16Array.from({ length: 300 }, (_, i) => i * 97).buffer));
const EVENT = Buffer.from(
  `data: ${JSON.stringify({ type: 'conversation.item.audio_output.delta', item_id: 'tts_1', delta: DELTA.toString('base64') })}\n\n`,
);

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

function sendLate(response: ServerResponse): void {
  response.flushHeaders();
  setTimeout(() => {
    const sent = String(process.hrtime.bigint());
    response.write(EVENT);
    process.send!({ sent });
    setTimeout(() => response.end('data: [DONE]\n\n'), 2);
  }, 5);
}

server.listen(0, '127.0.0.1', () => process.send!({ port: (server.address() as AddressInfo).port }));
process.on('disconnect', () => process.exit());
