import { createHash } from 'node:crypto';
import type { WebSocket } from 'ws';
import { type SocketServer, type SocketServerOptions, startSocketServer } from './socket-server.ts';

type Message = Readonly<Record<string, unknown>>;

/** A text that shall be spoken now. */
export interface Order {
  text: string;
  context: string;
  /** The connection, from 1. */
  connection: number;
  wire: WebSocket;
  /** Has it been cancelled, or has its connection gone? */
  cancelled(): boolean;
  /** Says something of its context. */
  tell(message: Message): void;
}

export interface LiveServerOptions extends Omit<SocketServerOptions, 'talk'> {
  /** By default `spoken`, all at once. */
  commit?: (order: Order) => unknown;
  /** Instead of session.created. */
  open?: (wire: WebSocket, connection: number) => unknown;
  /** false: it has never heard of contexts. */
  named?: boolean;
}

export interface LiveServer extends SocketServer {
  /** What clients said. */
  said: { connection: number; message: Message }[];
}

export const created = { type: 'session.created', event_id: 'e', session: { id: 's', object: 'realtime.tts.session' } };

/** A service that speaks as Together's does, in a voice of noise. */
export async function startLiveServer(options: LiveServerOptions = {}): Promise<LiveServer> {
  const { commit = (order: Order) => spoken(order.text).forEach(order.tell), open, named = true, ...rest } = options;
  const said: LiveServer['said'] = [];
  const talk = (wire: WebSocket, connection: number) => {
    const buffers = new Map<string, string>();
    const alive = new Set<string>();
    if (open) open(wire, connection);
    else wire.send(JSON.stringify(created));
    wire.on('close', () => alive.clear());
    wire.on('message', (data) => {
      const message = JSON.parse(String(data)) as Message;
      const context = named ? String(message.context_id ?? 'default') : 'default';
      said.push({ connection, message });
      if (message.type === 'context.cancel') alive.delete(context);
      if (message.type === 'input_text_buffer.append') {
        buffers.set(context, (buffers.get(context) ?? '') + String(message.text));
      }
      if (message.type !== 'input_text_buffer.commit') return;
      const text = buffers.get(context)!;
      buffers.delete(context);
      alive.add(context);
      const tell = (each: Message) => wire.send(JSON.stringify(named ? { ...each, context_id: context } : each));
      commit({ text, context, connection, wire, tell, cancelled: () => !alive.has(context) });
    });
  };
  return { ...(await startSocketServer({ ...rest, talk })), said };
}

/** How the service reads a text: always the same way, and each text differently. */
export function voiceOf(text: string): Int16Array {
  const known = voices.get(text);
  if (known) return known;
  const samples = new Int16Array(text.length * 30);
  let digest = createHash('sha256').update(text).digest();
  for (let i = 0; i < samples.length; i++) {
    if (i % 16 === 15) digest = createHash('sha256').update(digest).digest();
    samples[i] = digest.readInt16LE((i % 16) * 2);
  }
  voices.set(text, samples);
  return samples;
}

const voices = new Map<string, Int16Array>();

export const bytesOf = (samples: Int16Array): Buffer =>
  Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);

export const delta = (bytes: Uint8Array, item = 'tts_1'): Message => ({
  type: 'conversation.item.audio_output.delta',
  item_id: item,
  delta: Buffer.from(bytes).toString('base64'),
});

export const done = (item = 'tts_1'): Message => ({ type: 'conversation.item.audio_output.done', item_id: item });

/** All that the service says of a text, in pieces of `size` bytes. */
export function spoken(text: string, size = 4_000): Message[] {
  const bytes = bytesOf(voiceOf(text));
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    delta(bytes.subarray(i * size, (i + 1) * size)),
  );
  return [{ type: 'conversation.item.input_text.received', text }, ...pieces, done()];
}
