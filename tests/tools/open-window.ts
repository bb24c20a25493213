import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { nodeHost } from '../../app/hosts/node/host.ts';
import { startWebHost } from '../../app/hosts/web/host.ts';
import { openUploads } from '../../app/hosts/web/uploads.ts';
import type { PlainProblem } from '../../app/model/problem.ts';
import { openStudio } from '../../app/studio/studio.ts';
import { compiled } from './compiled.ts';

/** A window without a page, at the whole app as a browser meets it. */
export interface OpenWindow {
  /** The app's own folder. */
  data: string;
  /** What came over the contract so far, as it came. */
  frames: string[];
  /** What a command answers; a problem is an answer, too. */
  ask(call: string, input?: unknown): Promise<{ value?: unknown; problem?: PlainProblem }>;
  /** Closes it before the test is over. */
  close(): Promise<void>;
  /** Lends a file; its ticket. */
  lend(name: string, content: string | Buffer): Promise<string>;
}

/** Opens the app with Together's API at `baseUrl`, and without sound; all of it is gone when the test is. */
export async function openWindow(baseUrl: string): Promise<OpenWindow> {
  const data = await mkdtemp(join(tmpdir(), 'lectern-window-'));
  await writeFile(join(data, 'index.html'), '<title>Lectern</title>');
  const uploads = await openUploads(tmpdir());
  const host = nodeHost(
    { LECTERN_DATA: data, TOGETHER_BASE_URL: baseUrl, ...compiled },
    {
      name: 'web',
      redeem: (ticket) => uploads.redeem(ticket),
      destination: async (suggested) => join(data, suggested),
      reveal: async () => undefined,
    },
  );
  const studio = await openStudio({ ...host, soundBinding: new URL('file:///nowhere') });
  const web = await startWebHost({ studio, uploads, pages: data, port: 0 });
  const { origin, host: address } = new URL(web.link());
  const admitted = await fetch(web.link(), { redirect: 'manual' });
  const headers = { cookie: admitted.headers.getSetCookie()[0]!.split(';')[0]!, origin };
  const wire = new WebSocket(`ws://${address}/contract`, { headers });
  const frames: string[] = [];
  const waiting = new Map<number, (answer: { value?: unknown; problem?: PlainProblem }) => void>();
  wire.on('message', (frame) => {
    frames.push(String(frame));
    const { id, ...answer } = JSON.parse(String(frame)) as { id?: number; value?: unknown; problem?: PlainProblem };
    if (id !== undefined) waiting.get(id)?.(answer);
  });
  await once(wire, 'open');
  let closed = false;
  const close = async () => {
    if (closed) return;
    closed = true;
    wire.terminate();
    await web.close();
    await studio.close();
    await uploads.close();
    // A last line of the log may still be on its way.
    await rm(data, { recursive: true, maxRetries: 5, retryDelay: 50 });
  };
  onTestFinished(close);
  return {
    data,
    frames,
    close,
    ask(call, input) {
      const id = waiting.size;
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        wire.send(JSON.stringify({ id, call, input }));
      });
    },
    async lend(name, content) {
      const reply = await fetch(`${origin}/files?name=${name}`, { method: 'POST', headers, body: content as BodyInit });
      return ((await reply.json()) as { ticket: string }).ticket;
    },
  };
}
