/**
 * A service that speaks as `supply.ts` has it, for everybody who is compared: over HTTP as Together does, over its
 * socket, and as bare samples with the pauses of the script behind them (`/raw/3`). `stall` from the parent makes it
 * fall silent for good.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { prefer } from '../tools/prefer.ts';
import { deliveredNarrator, supplyOf } from '../tools/supply.ts';

const settings = JSON.parse(process.argv[2]!) as {
  seed: number;
  segments: number;
  seconds: number;
  pace: number;
  jitter: number;
};
prefer();
const supply = supplyOf(settings);
const narrator = deliveredNarrator(supply, settings);
const { signal } = new AbortController();
let stalled = false;
process.on('message', () => (stalled = true));
process.on('disconnect', () => process.exit());

/** The segment that a text, or a path, has the number of. */
const segmentIn = (text: string) => supply.segments[Number(/\d+/.exec(text)![0])]!;
const bytesOf = (samples: Int16Array) => Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
const delta = (samples: Int16Array) => ({
  type: 'conversation.item.audio_output.delta',
  item_id: 'tts_1',
  delta: bytesOf(samples).toString('base64'),
});

async function say(text: string, tell: (samples: Int16Array) => void): Promise<void> {
  for await (const { samples } of narrator.speak(segmentIn(text), signal)) {
    if (stalled) await new Promise(() => undefined);
    tell(samples);
  }
}

async function answer(path: string, body: string, response: ServerResponse): Promise<void> {
  if (path.startsWith('/raw/')) {
    response.writeHead(200, { 'access-control-allow-origin': '*' });
    await say(path, (samples) => response.write(bytesOf(samples)));
    return void response.end(Buffer.alloc(segmentIn(path).pauseAfter * 48));
  }
  const { input } = JSON.parse(body) as { input: string };
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  await say(input, (samples) => response.write(`data: ${JSON.stringify(delta(samples))}\n\n`));
  response.end('data: [DONE]\n\n');
}

function talk(wire: WebSocket): void {
  const texts = new Map<unknown, string>();
  wire.send(JSON.stringify({ type: 'session.created', session: { id: 's', object: 'realtime.tts.session' } }));
  wire.on('message', (data) => {
    const { type, text = '', context_id } = JSON.parse(String(data)) as Record<string, string>;
    if (type === 'input_text_buffer.append') texts.set(context_id, text!);
    if (type !== 'input_text_buffer.commit') return;
    const tell = (message: object) => wire.send(JSON.stringify({ ...message, context_id }));
    void say(texts.get(context_id)!, (samples) => tell(delta(samples))).then(() =>
      tell({ type: 'conversation.item.audio_output.done', item_id: 'tts_1' }),
    );
  });
}

const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (part: string) => (body += part));
  request.on('end', () => void answer(request.url!, body, response).catch(() => response.destroy()));
});
new WebSocketServer({ server }).on('connection', talk);
server.listen(0, '127.0.0.1', () => process.send!({ port: (server.address() as AddressInfo).port }));
