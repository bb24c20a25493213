import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

/** What a service says of a turn; null where it leaves the turn unanswered. */
export type Answer = (
  turn: { number: number; samples: number },
  tell: (message: object) => void,
  wire: WebSocket,
) => void;

const KIND = 'conversation.item.input_audio_transcription';

/** A turn's text: how many tenths of a second of sound came, so that a test can tell what was heard. */
export const plainAnswer: Answer = ({ number }, tell) => {
  tell({ type: `${KIND}.delta`, item_id: `i${number}`, delta: `turn` });
  tell({ type: `${KIND}.completed`, item_id: `i${number}`, transcript: `turn ${number}.` });
};

/** A speech service that writes at once what a test wants it to: live, and of recordings. */
export class Scribe {
  readonly url: string;
  answer: Answer = plainAnswer;
  /** The text of a recording, or a whole reply; null refuses it as a service that is out of order. */
  recorded: (bytes: number) => string | { status?: number; [field: string]: unknown } | null = (bytes) =>
    `a recording of ${bytes} bytes`;
  /** Bytes of the recordings that came. */
  readonly recordings: number[] = [];
  /** The fields that came before them, as they were sent. */
  readonly forms: string[] = [];
  /** Samples that came live. */
  samples = 0;
  /** When the last commit came, as the clock of this process has it. */
  committed = 0;
  #turns = 0;
  readonly #server;
  readonly #sockets = new WebSocketServer({ noServer: true });

  static async start(port = 0): Promise<Scribe> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return new Scribe(server);
  }

  private constructor(server: ReturnType<typeof createServer>) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
    server.on('upgrade', (request, socket, head) => {
      this.#sockets.handleUpgrade(request, socket, head, (wire) => this.#listen(wire));
    });
    server.on('request', (request, response) => {
      let bytes = 0;
      let fields = '';
      request.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (fields.length < 2_000) fields += chunk.toString('latin1');
      });
      request.on('end', () => {
        this.recordings.push(bytes);
        this.forms.push(fields);
        const said = this.recorded(bytes) ?? { status: 503, error: { message: 'out of order' } };
        const { status = 200, ...reply } = typeof said === 'string' ? { text: said } : said;
        response.writeHead(status as number, { 'content-type': 'application/json' });
        response.end(JSON.stringify(reply));
      });
    });
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  /** As a network that is cut. */
  async stop(): Promise<void> {
    for (const wire of this.#sockets.clients) wire.terminate();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #listen(wire: WebSocket): void {
    let held = 0;
    const tell = (message: object) => wire.send(JSON.stringify(message));
    tell({ type: 'session.created', session: { id: 's', object: 'realtime.session' } });
    wire.on('message', (data) => {
      const message = JSON.parse(String(data)) as { type: string; audio?: string };
      if (message.type === 'input_audio_buffer.append') {
        const samples = Buffer.from(message.audio!, 'base64').length / 2;
        held += samples;
        this.samples += samples;
      } else if (message.type === 'input_audio_buffer.commit') {
        this.committed = performance.timeOrigin + performance.now();
        this.answer({ number: (this.#turns += 1), samples: held }, tell, wire);
        held = 0;
      } else if (message.type === 'echo') tell({ ...message, type: 'echo.response' });
    });
    wire.on('error', () => undefined);
  }
}
