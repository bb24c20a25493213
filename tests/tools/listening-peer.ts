import { expect, onTestFinished } from 'vitest';
import type { WebSocket } from 'ws';
import type { Together } from '../../app/together/client.ts';
import type { LiveTranscription } from '../../app/together/realtime/live-transcription.ts';
import type { RealtimeEvent } from '../../app/together/realtime/realtime-event.ts';
import type { ListenRequest } from '../../app/together/realtime/realtime-request.ts';
import { ManualTime } from './manual-time.ts';
import { type SocketServer, type SocketServerOptions, startSocketServer } from './socket-server.ts';
import { clientOf } from './together.ts';

type Message = { type: string } & Record<string, unknown>;

const TRANSCRIPTION = 'conversation.item.input_audio_transcription.';

/** The service's end of one connection. */
export class Peer {
  readonly number: number;
  readonly received: Message[] = [];
  /** Code of the client's farewell; null while there was none. */
  goodbye: number | null = null;
  readonly #wire: WebSocket;

  constructor(wire: WebSocket, number: number, hear: (message: Message, peer: Peer) => void) {
    this.#wire = wire;
    this.number = number;
    wire.on('message', (data, binary) => {
      if (binary) throw new Error('a binary message');
      const message = JSON.parse(String(data)) as Message;
      this.received.push(message);
      hear(message, this);
    });
    wire.on('close', (code) => (this.goodbye = code));
  }

  /** All sound so far. */
  get sound(): Int16Array {
    const bytes = Buffer.concat(
      this.received.flatMap(({ audio }) => (audio ? Buffer.from(String(audio), 'base64') : [])),
    );
    return new Int16Array(new Uint8Array(bytes).buffer);
  }

  /** Types of what was received, sound and probes aside. */
  get words(): string[] {
    return this.received
      .map(({ type }) => type)
      .filter((type) => type !== 'input_audio_buffer.append' && type !== 'echo');
  }

  say(message: object): void {
    this.#wire.send(JSON.stringify(message));
  }

  delta(item_id: string, delta: string): void {
    this.say({ type: `${TRANSCRIPTION}delta`, item_id, delta });
  }

  completed(item_id: string, transcript: string, more: object = {}): void {
    this.say({ type: `${TRANSCRIPTION}completed`, item_id, transcript, ...more });
  }

  failed(error: object, more: object = {}): void {
    this.say({ type: `${TRANSCRIPTION}failed`, error, ...more });
  }

  /** What is no JSON. */
  garble(message: string | Buffer): void {
    this.#wire.send(message);
  }

  close(code: number): void {
    this.#wire.close(code);
  }

  /** Without a farewell. */
  drop(): void {
    this.#wire.terminate();
  }
}

export interface Hearing extends Pick<SocketServer, 'handshakes' | 'open'> {
  client: Together;
  session: LiveTranscription;
  time: ManualTime;
  peers: Peer[];
  /** What the session told so far. */
  events: RealtimeEvent[];
  /** Settles with the end of the events; null for a plain one. */
  over: Promise<unknown>;
  life: AbortController;
  /** Settles when a peer has a session and `hears` has been asked for it. */
  peer(number: number): Promise<Peer>;
  /** Settles when the session has told so many events. */
  told(count: number): Promise<RealtimeEvent[]>;
  logged: string[];
}

export interface HearingOptions extends Pick<SocketServerOptions, 'refuse' | 'autoPong'> {
  /** How a peer begins; with `session.created`, if it does not say. */
  begin?: (peer: Peer) => void;
  hear?: (message: Message, peer: Peer) => void;
  request?: Partial<ListenRequest>;
  random?: () => number;
}

/** A service that says what the test has it say, and a session with it; both are gone when the test is. */
export async function startHearing(options: HearingOptions = {}): Promise<Hearing> {
  const { begin = created, hear = () => undefined, request, random = () => 0.5, ...rest } = options;
  const peers: Peer[] = [];
  const server = await startSocketServer({
    ...rest,
    talk: (wire, number) => {
      const peer = new Peer(wire, number, hear);
      peers.push(peer);
      begin(peer);
    },
  });
  const time = new ManualTime();
  const life = new AbortController();
  const { client, logged } = clientOf(server.url, { clock: time, random });
  const session = client.listen({ model: 'openai/whisper-large-v3', ...request }, life.signal);
  const events: RealtimeEvent[] = [];
  const over = (async () => {
    for await (const event of session.events) events.push(event);
    return null;
  })().catch((failure: unknown) => failure);
  onTestFinished(async () => {
    await client.close();
    await server.stop();
    await expect.poll(() => time.sleepers).toBe(0);
  });
  const until = (condition: () => boolean) => expect.poll(condition, { interval: 2, timeout: 5000 }).toBe(true);
  return {
    client,
    session,
    time,
    peers,
    events,
    over,
    life,
    logged,
    handshakes: server.handshakes,
    open: server.open,
    async peer(number) {
      await until(() => events.filter(({ type }) => type === 'created').length >= number);
      return peers.at(-1)!;
    },
    async told(count) {
      await until(() => events.length >= count);
      return events;
    },
  };
}

export const created = (peer: Peer) =>
  peer.say({ type: 'session.created', session: { id: `s${peer.number}`, object: 'realtime.session' } });
