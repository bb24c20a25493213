import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type WebSocket, WebSocketServer } from 'ws';
import { wavHeader } from '../../app/pcm/wav-header.ts';
import type { Ledger } from './ledger.ts';
import { soundOf } from './voice.ts';

/** How the service is: well, silent, cutting off what it began, at its limit, overloaded, or gone. */
export type Health = 'well' | 'silent' | 'cutting' | 'limited' | 'overloaded' | 'gone';

const RATE = 24_000;
/** 100 ms of sound every 10 ms. */
const PIECE = RATE / 10;
const EVERY = 10;
const HEARD = 'conversation.item.input_audio_transcription';

/** Together's API as far as the app needs it, in a voice of noise; counts what it sold, and falls ill as it is told. */
export class Service {
  health: Health = 'well';
  readonly url: string;
  readonly #ledger: Ledger;
  readonly #chance: () => number;
  readonly #server;
  readonly #sockets = new WebSocketServer({ noServer: true });

  static async start(ledger: Ledger, chance: () => number): Promise<Service> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Service(server, ledger, chance);
  }

  private constructor(server: ReturnType<typeof createServer>, ledger: Ledger, chance: () => number) {
    this.#server = server;
    this.#ledger = ledger;
    this.#chance = chance;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
    server.on('request', (request, response) => {
      response.on('error', () => undefined);
      void this.#answer(request, response).catch(() => response.destroy());
    });
    server.on('upgrade', (request, socket, head) => {
      socket.on('error', () => undefined);
      if (this.health === 'gone' || this.health === 'cutting') return socket.destroy();
      this.#sockets.handleUpgrade(request, socket, head, (wire) => {
        wire.on('error', () => undefined);
        if (request.url!.includes('/realtime')) this.#hear(wire);
        else this.#speak(wire);
      });
    });
  }

  /** Falls ill, or gets well. */
  become(health: Health): void {
    this.health = health;
    if (health === 'cutting' || health === 'gone') for (const wire of this.#sockets.clients) wire.terminate();
    if (health === 'gone') this.#server.closeAllConnections();
  }

  async stop(): Promise<void> {
    for (const wire of this.#sockets.clients) wire.terminate();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    if (this.health === 'gone') return void response.destroy();
    if (this.health === 'limited') return refuse(response, 429, { 'retry-after': '0.4' });
    if (this.health === 'overloaded') return refuse(response, 503, { 'retry-after': '0.2' });
    await this.#patience();
    const path = request.url ?? '';
    if (path.includes('/voices')) {
      const model = new URL(path, this.url).searchParams.get('model');
      return void response.end(JSON.stringify({ model, voices: [{ id: 'af_heart', name: 'af_heart' }] }));
    }
    if (path.includes('/transcriptions')) return void response.end(JSON.stringify({ text: 'a recording' }));
    if (!path.includes('/audio/speech')) return refuse(response, 404);
    const { input, stream } = JSON.parse(Buffer.concat(parts).toString()) as { input: string; stream?: boolean };
    this.#ledger.asked++;
    const sound = soundOf(input);
    if (stream !== true) {
      const header = wavHeader({ rate: RATE, channels: 1, frames: sound.length });
      const length = header.length + 2 * sound.length;
      response.writeHead(200, { 'content-type': 'audio/wav', 'content-length': length }).write(header);
      return this.#deliver(input, response, bytesOf);
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    return this.#deliver(input, response, (piece) => `data: ${JSON.stringify(deltaOf(piece))}\n\n`, 'data: [DONE]\n\n');
  }

  async #deliver(
    text: string,
    response: ServerResponse,
    wrapped: (piece: Int16Array) => Uint8Array | string,
    end = '',
  ): Promise<void> {
    const sound = soundOf(text);
    const cut = this.#cut(sound);
    for (let at = 0; at < sound.length && !response.destroyed; at += PIECE) {
      await this.#patience();
      if (at >= cut) return void response.socket?.resetAndDestroy();
      response.write(wrapped(sound.subarray(at, at + PIECE)));
      await sleep(EVERY);
    }
    if (response.destroyed) return;
    response.end(end);
    await once(response, 'finish', { signal: AbortSignal.timeout(10_000) });
    this.#ledger.sell(text);
  }

  #speak(wire: WebSocket): void {
    const texts = new Map<string, string>();
    const alive = new Set<string>();
    wire.send(JSON.stringify({ type: 'session.created', session: { id: 's', object: 'realtime.tts.session' } }));
    wire.on('message', (data) => {
      const { type, text = '', ...rest } = JSON.parse(String(data)) as Record<string, string | undefined>;
      const context = rest['context_id'] ?? 'default';
      if (type === 'context.cancel') alive.delete(context);
      if (type === 'input_text_buffer.append') texts.set(context, (texts.get(context) ?? '') + text);
      if (type !== 'input_text_buffer.commit') return;
      alive.add(context);
      const whole = texts.get(context) ?? '';
      texts.delete(context);
      void this.#say(whole, wire, context, alive);
    });
  }

  async #say(text: string, wire: WebSocket, context: string, alive: Set<string>): Promise<void> {
    this.#ledger.asked++;
    const tell = (message: object) => wire.send(JSON.stringify({ ...message, context_id: context }));
    const wanted = () => alive.has(context) && wire.readyState === wire.OPEN;
    if (this.health === 'limited') {
      return tell({ type: 'conversation.item.tts.failed', error: { message: 'too many', code: 'rate_limit' } });
    }
    const sound = soundOf(text);
    const cut = this.#cut(sound);
    for (let at = 0; at < sound.length; at += PIECE) {
      await this.#patience();
      if (!wanted()) return;
      if (at >= cut) return wire.terminate();
      tell(deltaOf(sound.subarray(at, at + PIECE)));
      await sleep(EVERY);
    }
    if (!wanted()) return;
    tell({ type: 'conversation.item.audio_output.done', item_id: 'tts_1' });
    this.#ledger.sell(text);
  }

  #hear(wire: WebSocket): void {
    let turns = 0;
    const tell = (message: object) => wire.readyState === wire.OPEN && wire.send(JSON.stringify(message));
    tell({ type: 'session.created', session: { id: 's', object: 'realtime.session' } });
    wire.on('message', (data) => {
      const message = JSON.parse(String(data)) as { type: string };
      if (message.type === 'echo') void this.#patience().then(() => tell({ ...message, type: 'echo.response' }));
      if (message.type !== 'input_audio_buffer.commit') return;
      const item_id = `i${(turns += 1)}`;
      void this.#patience().then(() => tell({ type: `${HEARD}.completed`, item_id, transcript: `turn ${turns}.` }));
    });
  }

  /** Where a delivery breaks off; nowhere, while it is well. */
  #cut(sound: Int16Array): number {
    return this.health === 'cutting' && this.#chance() < 0.7 ? sound.length * this.#chance() : Infinity;
  }

  async #patience(): Promise<void> {
    while (this.health === 'silent') await sleep(50);
  }
}

const bytesOf = (samples: Int16Array) => new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
const deltaOf = (samples: Int16Array) => ({
  type: 'conversation.item.audio_output.delta',
  item_id: 'tts_1',
  delta: Buffer.from(bytesOf(samples)).toString('base64'),
});

function refuse(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify({ error: { message: 'not now', type: null, param: null, code: null } }));
}
