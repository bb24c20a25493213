import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import { passage } from '../../app/hosts/web/passage.ts';
import { connect } from '../../app/ipc/connect.ts';
import type { Api } from '../../app/ipc/shapes.ts';
import type { Gauge } from './gauge.ts';

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));
/** As build/node.mjs starts Lectern, and with somebody who looks into it. */
const PROGRAM = [
  ...['--disable-warning=ExperimentalWarning', '--max-semi-space-size=8', '--expose-gc'],
  ...['--import', new URL('gauge.ts', import.meta.url).href, file('../../app/hosts/cli/main.ts'), 'serve'],
];
/** ms in which it has to end once it was told to. */
const LEAVES_WITHIN = 15_000;

/** A life of the whole app: the web host in a process of its own, and a window on it. */
export class App {
  readonly api: Api;
  readonly #child: ChildProcess;
  readonly #link: URL;
  readonly #cookie: string;
  readonly #socket: WebSocket;
  /** How it ended; null while it lives. */
  ended: { code: number | null; signal: NodeJS.Signals | null } | null = null;
  /** What it wrote to stderr. */
  complaint: string;

  static async start(environment: NodeJS.ProcessEnv): Promise<App> {
    const child = spawn(process.execPath, PROGRAM, {
      env: { ...environment, MALLOC_ARENA_MAX: '2' },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    let complaint = '';
    child.stderr!.setEncoding('utf8').on('data', (text: string) => (complaint += text));
    const line = once(createInterface(child.stdout!), 'line') as Promise<[string]>;
    const gone = once(child, 'exit').then(() => Promise.reject(new Error(`the app did not start: ${complaint}`)));
    gone.catch(() => undefined);
    const link = new URL((await Promise.race([line, gone]))[0]);
    const admitted = await fetch(link, { redirect: 'manual' });
    const cookie = admitted.headers.getSetCookie()[0]!.split(';')[0]!;
    const headers = { cookie, origin: link.origin };
    const socket = new WebSocket(`ws://${link.host}/contract`, { headers, perMessageDeflate: false });
    socket.on('error', () => undefined);
    await once(socket, 'open');
    return new App(child, { link, cookie, socket, complaint });
  }

  private constructor(
    child: ChildProcess,
    { link, cookie, socket, complaint }: { link: URL; cookie: string; socket: WebSocket; complaint: string },
  ) {
    this.#child = child;
    this.#link = link;
    this.#cookie = cookie;
    this.#socket = socket;
    this.complaint = complaint;
    this.api = connect(passage(socket));
    child.stderr!.on('data', (text: string) => (this.complaint += text));
    child.once('exit', (code, signal) => (this.ended = { code, signal }));
  }

  get pid(): number {
    return this.#child.pid!;
  }

  /** Hands a document over as a browser does; answers its ticket. */
  async lend(name: string, bytes: string | Uint8Array<ArrayBuffer>): Promise<string> {
    const response = await fetch(new URL(`/files?name=${encodeURIComponent(name)}`, this.#link), {
      method: 'POST',
      headers: { cookie: this.#cookie, origin: this.#link.origin },
      body: bytes,
    });
    const reply = (await response.json()) as { ticket?: string };
    if (reply.ticket === undefined) throw new Error(`the upload was refused with ${response.status}`);
    return reply.ticket;
  }

  async gauge(): Promise<Gauge> {
    this.#child.send('gauge');
    const [gauge] = (await once(this.#child, 'message', { signal: AbortSignal.timeout(30_000) })) as [Gauge];
    return gauge;
  }

  /** Sets its clock forward or back, in ms. */
  jump(jump: number): void {
    this.#child.send({ jump });
  }

  /** What it has open, by kind. */
  get descriptors(): number {
    return readdirSync(`/proc/${this.pid}/fd`).length;
  }

  /** As a power cut of one process. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#gone();
  }

  /** As a person closes it. Answers whether it went by itself. */
  async close(): Promise<boolean> {
    this.#socket.close();
    this.#child.kill('SIGTERM');
    const late = setTimeout(() => this.#child.kill('SIGKILL'), LEAVES_WITHIN);
    await this.#gone();
    clearTimeout(late);
    return this.ended!.signal === null;
  }

  async #gone(): Promise<void> {
    if (this.ended === null) await once(this.#child, 'exit');
    this.#socket.terminate();
    if (this.#child.connected) this.#child.disconnect();
  }
}

/** Processes that have a text in their environment, but for this one: their ids and commands. */
export async function processesWith(text: string): Promise<{ id: number; command: string }[]> {
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  const found = await Promise.all(
    ids.map(async (id) => {
      const read = (name: string) => readFile(`/proc/${id}/${name}`, 'latin1').catch(() => '');
      const [environment, command] = await Promise.all([read('environ'), read('cmdline')]);
      return environment.includes(text) ? [{ id: Number(id), command: command.replaceAll('\0', ' ') }] : [];
    }),
  );
  return found.flat();
}
