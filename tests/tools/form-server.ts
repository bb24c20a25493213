import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A form as it arrived. */
export interface Form {
  /** From 1, in the order of arrival. */
  number: number;
  path: string;
  authorization: string | null;
  /** Names and values, and the file's name in its place. */
  fields: [name: string, value: string][];
  file: { filename: string; type: string; bytes: number; sha256: string; start: Buffer } | null;
}

export interface FormServer {
  /** `http://127.0.0.1:<port>`. */
  url: string;
  forms: Form[];
  /** Requests, also those that never arrived whole. */
  begun(): number;
  /** Connections that stand. */
  open(): number;
  stop(): Promise<void>;
}

export interface FormServerOptions {
  answer: (response: ServerResponse, form: Form) => unknown;
  /** Before anything of the body is read; true where it has dealt with the request. */
  early?: (request: IncomingMessage, response: ServerResponse, number: number) => unknown;
}

/** Bytes of a file's start that are kept. */
const START = 64;

/** A real server that reads forms as they stream in and keeps no more of a file than its start and its hash. */
export async function startFormServer({ answer, early }: FormServerOptions): Promise<FormServer> {
  const forms: Form[] = [];
  const sockets = new Set<Socket>();
  let begun = 0;
  const server = createServer((request, response) => {
    const number = ++begun;
    request.on('error', () => undefined);
    if (early?.(request, response, number) === true) return;
    const reader = new FormReader(request.headers['content-type'] ?? '');
    request.on('data', (chunk: Buffer) => reader.push(chunk));
    request.on('end', () => {
      const { authorization = null } = request.headers;
      const form = { number, path: request.url ?? '', authorization, ...reader.end() };
      forms.push(form);
      void answer(response, form);
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    forms,
    begun: () => begun,
    open: () => sockets.size,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** RFC 7578 as it is read from the wire: fields, then at most one file, which is last. */
class FormReader {
  readonly #boundary: string;
  readonly #hash = createHash('sha256');
  #head = Buffer.alloc(0);
  #file: { filename: string; type: string } | null = null;
  #start = Buffer.alloc(0);
  #held = Buffer.alloc(0);
  #bytes = 0;

  constructor(type: string) {
    this.#boundary = /^multipart\/form-data; boundary=([\w-]+)$/.exec(type)?.[1] ?? '';
    if (this.#boundary === '') throw new Error(`not a form: ${type}`);
  }

  push(chunk: Buffer): void {
    if (this.#file) return this.#take(chunk);
    this.#head = Buffer.concat([this.#head, chunk]);
    const at = this.#head.indexOf('filename=');
    const end = at < 0 ? -1 : this.#head.indexOf('\r\n\r\n', at);
    if (end < 0) return;
    const headers = this.#head.subarray(at, end).toString('latin1');
    const [, filename = '', type = ''] = /^filename="([^"]*)"\r\nContent-Type: (\S+)$/.exec(headers) ?? [];
    this.#file = { filename, type };
    const rest = this.#head.subarray(end + 4);
    this.#head = Buffer.from(this.#head.subarray(0, end + 4));
    this.#take(rest);
  }

  end(): Pick<Form, 'fields' | 'file'> {
    const tail = `\r\n--${this.#boundary}--\r\n`;
    const last = (this.#file ? this.#held : this.#head).toString('latin1');
    if (!last.endsWith(this.#file ? tail : tail.slice(2))) throw new Error('the form has no end');
    const fields = this.#head
      .toString('utf8')
      .split(`--${this.#boundary}\r\n`)
      .slice(1)
      .map((part): [string, string] => {
        const [, name = '', value = ''] =
          /^Content-Disposition: form-data; name="([^"]*)".*?\r\n\r\n(.*)$/s.exec(part) ?? [];
        return [name, value.split(`\r\n--${this.#boundary}--`)[0]!.replace(/\r\n$/, '')];
      });
    if (!this.#file) return { fields, file: null };
    this.#count(this.#held.subarray(0, this.#held.length - tail.length));
    const sha256 = this.#hash.digest('hex');
    return { fields, file: { ...this.#file, bytes: this.#bytes, sha256, start: this.#start } };
  }

  /** Counts all but what may be the end of the form. */
  #take(chunk: Buffer): void {
    const all = Buffer.concat([this.#held, chunk]);
    const sure = Math.max(0, all.length - this.#boundary.length - 8);
    this.#count(all.subarray(0, sure));
    this.#held = Buffer.from(all.subarray(sure));
  }

  #count(bytes: Buffer): void {
    this.#bytes += bytes.length;
    this.#hash.update(bytes);
    if (this.#start.length < START)
      this.#start = Buffer.concat([this.#start, bytes.subarray(0, START - this.#start.length)]);
  }
}
